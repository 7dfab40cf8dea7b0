import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { type buildConnector, Client } from 'undici';
import { ConnectProblem, isConnectProblem } from './network.ts';

/** Where to, through which proxy, and how to reach that one. */
export interface TunnelRequest {
  readonly proxy: URL;
  readonly target: Pick<buildConnector.Options, 'hostname' | 'port' | 'protocol'>;
  readonly connect: buildConnector.connector;
  /** Milliseconds until the tunnel must stand. */
  readonly timeout: number;
}

/**
 * Has an http or https proxy open a tunnel (`CONNECT`), with the user and password of its address. Rejects
 * with a `ConnectProblem` that names the proxy, never its credentials; the target has heard nothing then.
 */
export async function openTunnel({ proxy, target, connect, timeout }: TunnelRequest): Promise<Socket> {
  const { hostname, port, protocol } = target;
  const name = hostname.includes(':') && !hostname.startsWith('[') ? `[${hostname}]` : hostname;
  const authority = `${name}:${port || (protocol === 'https:' ? 443 : 80)}`;
  if (!/^https?:$/.test(proxy.protocol)) {
    throw new ConnectProblem(
      'ERR_PROXY_UNSUPPORTED',
      `The proxy ${proxy.protocol}//${proxy.host} cannot be used: only http and https proxies are. Nothing was sent.`,
    );
  }
  const client = new Client(proxy.origin, { connect });
  const signal = AbortSignal.timeout(timeout);
  try {
    const answer = await client.connect({ path: authority, headers: headersFor(proxy, authority), signal });
    if (answer.statusCode === 200 && isSocket(answer.socket)) return answer.socket;
    answer.socket.on('error', () => {}).destroy();
    throw refusal(proxy, authority, answer.statusCode);
  } catch (error) {
    void client.destroy();
    if (isConnectProblem(error)) throw error;
    throw signal.aborted ? tooSlow(proxy, authority, timeout, error) : unreachable(proxy, authority, error);
  }
}

function headersFor({ username, password }: URL, authority: string): Record<string, string> {
  if (username === '' && password === '') return { host: authority };
  const credentials = `${decoded(username)}:${decoded(password)}`;
  return {
    host: authority,
    'proxy-authorization': `Basic ${Buffer.from(credentials).toString('base64')}`,
  };
}

/** A `%` that begins no escape is one, as people write passwords. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function refusal(proxy: URL, authority: string, status: number): ConnectProblem {
  const why =
    status === 407
      ? proxy.username === ''
        ? 'wants a user and a password (407)'
        : 'did not take the user and password in its address (407)'
      : `answered ${status}`;
  return new ConnectProblem(
    'ERR_PROXY_REFUSED',
    `The proxy ${proxy.host} opened no way to ${authority}: it ${why}. Nothing was sent.`,
  );
}

function tooSlow(proxy: URL, authority: string, timeout: number, cause: unknown): ConnectProblem {
  return new ConnectProblem(
    'UND_ERR_CONNECT_TIMEOUT',
    `The proxy ${proxy.host} opened no way to ${authority} within ${timeout / 1000} s. Nothing was sent.`,
    { cause },
  );
}

function unreachable(proxy: URL, authority: string, cause: unknown): ConnectProblem {
  const known = cause instanceof Error && 'code' in cause && typeof cause.code === 'string';
  const code = known ? String(cause.code) : 'ERR_PROXY_UNREACHABLE';
  const hungUp = code === 'UND_ERR_SOCKET' || code === 'ECONNRESET';
  return new ConnectProblem(
    // undici takes its own code for that of a kept connection, and would connect anew for ever.
    hungUp ? 'ECONNRESET' : code,
    hungUp
      ? `The proxy ${proxy.host} hung up before it opened a way to ${authority}. Nothing was sent.`
      : `The proxy ${proxy.host}, which is the way to ${authority}, could not be reached (${code}). Nothing was sent.`,
    { cause },
  );
}

/** undici declares less than it gives. */
function isSocket(stream: Duplex): stream is Socket {
  return stream instanceof Socket;
}
