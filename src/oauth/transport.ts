import { OAuthError } from './errors.ts';

/**
 * How requests leave this room: the `fetch` of the platform, or a simulator's. The address is always a
 * string, and redirects are never followed.
 */
export type Transport = (url: string, init: TransportInit) => Promise<Response> | Response;

/**
 * A request to a login host as `fetch` takes it. Redirects come back as they are, since a secret may be in
 * the body.
 */
export interface TransportInit {
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body?: string;
  readonly redirect: 'manual';
  readonly signal: AbortSignal;
}

/** An answer read to its end. `body` may hold tokens: it goes to a `process...` function and nowhere else. */
export interface Answer {
  readonly status: number;
  readonly origin: string;
  readonly text: () => string;
}

/**
 * `timeoutMs` is for the whole exchange, of the time that this process runs: a machine that wakes up reads
 * what came before it gives up. `signal` cancels it.
 */
export interface SendOptions {
  readonly transport: Transport;
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number | undefined;
}

/** How long an answer of a login host is waited for, in milliseconds. */
export const defaultTimeoutMs = 15_000;

/**
 * Sends once and reads the answer, whatever its status. Rejects with the signal's reason when cancelled,
 * else with an `OAuthError` that tells what was never sent from what may have arrived.
 */
export async function send(
  url: string,
  request: Pick<TransportInit, 'method' | 'headers'> & { readonly body?: string },
  { transport, signal, timeoutMs = defaultTimeoutMs }: SendOptions,
): Promise<Answer> {
  signal?.throwIfAborted();
  const timeout = new AbortController();
  const stepMs = Math.min(timeoutMs, 250);
  let leftMs = timeoutMs;
  const ticking = setInterval(() => {
    leftMs -= stepMs;
    if (leftMs <= 0) timeout.abort();
  }, stepMs);
  const both = signal === undefined ? timeout.signal : AbortSignal.any([signal, timeout.signal]);
  const origin = new URL(url).origin;
  try {
    const response = await Promise.race([
      Promise.resolve(transport(url, { ...request, redirect: 'manual', signal: both })),
      rejection(both),
    ]);
    const body = await Promise.race([response.text(), rejection(both)]);
    return { status: response.status, origin, text: () => body };
  } catch (cause) {
    if (signal?.aborted === true) throw signal.reason;
    throw transportError(cause, origin, timeout.signal.aborted ? timeoutMs : undefined);
  } finally {
    clearInterval(ticking);
  }
}

function rejection(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    if (signal.aborted) reject(signal.reason);
    else signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

const neverSent = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EPROTO',
  'UND_ERR_CONNECT_TIMEOUT',
]);

function transportError(cause: unknown, origin: string, timedOutAfter: number | undefined): OAuthError {
  // The transport itself may know better what happened.
  if (cause instanceof OAuthError) return cause;
  const host = new URL(origin).host;
  if (timedOutAfter !== undefined)
    return new OAuthError(
      'timed-out',
      `${host} did not answer within ${Math.round(timedOutAfter / 1000)} s. Check your connection and try again.`,
      { cause },
    );
  const code = networkCode(cause);
  if (code !== undefined && (neverSent.has(code) || isTlsCode(code)))
    return new OAuthError(
      'unreachable',
      isTlsCode(code)
        ? `The certificate of ${host} was not accepted (${code}). Check the proxy and certificate settings.`
        : `${host} could not be reached (${code}). Check your connection and the proxy settings, and try again.`,
      { cause },
    );
  const refusal = refusalOfProxy(cause) ?? (code?.startsWith('ERR_PROXY_') ? code : undefined);
  if (refusal !== undefined)
    return new OAuthError(
      'unreachable',
      `The proxy opened no way to ${host} (${refusal}). Check the proxy settings and its credentials, and try again.`,
      { cause },
    );
  return new OAuthError(
    'connection-lost',
    `The connection to ${host} broke before the answer came${code === undefined ? '' : ` (${code})`}. Try again.`,
    { cause },
  );
}

/** Node's code where a certificate was not accepted, wherever in the chain of causes it stands. */
export function certificateCodeIn(error: unknown): string | undefined {
  const code = networkCode(error);
  return code !== undefined && isTlsCode(code) ? code : undefined;
}

function isTlsCode(code: string): boolean {
  return /CERT|^ERR_TLS_|^ERR_SSL_|^UNABLE_TO_/.test(code);
}

/** In undici's words and the runner's. */
const proxyStatus = /^(?:Proxy response \(|The proxy \S+ opened no way to .*?(?:\(|answered ))(\d{3})\b/;

/** Its status; the tunnel was never there, so nothing was sent. It stands in the text alone. */
function refusalOfProxy(error: unknown): string | undefined {
  const causes: unknown[] = [error];
  for (const at of causes)
    if (at instanceof Error && at.cause !== undefined && causes.length < 5) causes.push(at.cause);
  return causes
    .map(at => (at instanceof Error ? proxyStatus.exec(at.message)?.[1] : undefined))
    .find(status => status !== undefined);
}

/** Node's or undici's code, wherever in the chain of causes it stands; `undefined` where there is none. */
function networkCode(error: unknown): string | undefined {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    const code: unknown = Reflect.get(at, 'code');
    if (typeof code === 'string') return code;
    if (at instanceof AggregateError) {
      const inner = at.errors.map(networkCode).find(found => found !== undefined);
      if (inner !== undefined) return inner;
    }
  }
  return undefined;
}
