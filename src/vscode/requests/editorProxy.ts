import http from 'node:http';
import https from 'node:https';
import { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { ConnectProblem } from '../../runner/network.ts';

/** Milliseconds that the editor's answer for an origin is good for, since networks change. */
const rememberedFor = 30_000;

/** Milliseconds for the editor, which may have to ask the system, a script or the person. */
const patience = 30_000;

/**
 * Which proxy the editor takes for an origin, by its settings, the environment variables and the system, in
 * its own order. The editor has no API for that; but what it has made of Node's `http` and `https` tells
 * each request which proxy it got, before anything is sent. `undefined`: none.
 */
export function createEditorProxy(now: () => number = Date.now): (origin: URL) => Promise<URL | undefined> {
  const remembered = new Map<string, { readonly until: number; readonly proxy: Promise<URL | undefined> }>();
  return origin => {
    const known = remembered.get(origin.origin);
    if (known !== undefined && known.until > now()) return known.proxy;
    const proxy = askEditor(origin);
    remembered.set(origin.origin, { until: now() + rememberedFor, proxy });
    return proxy;
  };
}

function askEditor({ protocol, origin }: URL): Promise<URL | undefined> {
  return new Promise((resolve, reject) => {
    const { request } = protocol === 'https:' ? https : http;
    const probe = request(`${origin}/`, { method: 'HEAD' });
    const settle = (say: () => void) => {
      clearTimeout(timer);
      // Its connection is not wanted; how it ends is not, either.
      probe.on('error', () => {}).destroy();
      say();
    };
    const timer = setTimeout(() => settle(() => reject(silent())), patience);
    probe.once('proxy', (told: Told) => {
      const { proxy, socket } = told;
      if (socket instanceof Socket) socket.on('error', () => {}).destroy();
      settle(() => {
        try {
          resolve(proxyOf(proxy));
        } catch (error) {
          reject(error);
        }
      });
    });
    // Without a word about a proxy first, there is none.
    probe.once('socket', () => settle(() => resolve(undefined)));
    probe.once('error', error => settle(() => reject(silent(error))));
  });
}

/**
 * A secure connection through the proxy that the editor has opened itself, for what only it can do: proxies
 * that want Kerberos or credentials that it asks the person for, and SOCKS. `undefined`: it could not, or
 * took no proxy. Rejects with the connection's own error, also where its certificate was not accepted.
 */
export function openThroughEditor({ origin }: URL, checked: boolean): Promise<TLSSocket | undefined> {
  return new Promise((resolve, reject) => {
    const probe = https.request(`${origin}/`, { method: 'HEAD', rejectUnauthorized: checked });
    let taken = false;
    probe.once('proxy', ({ socket }: Told) => {
      if (!(socket instanceof TLSSocket)) {
        resolve(undefined);
        probe.destroy();
        return;
      }
      taken = true;
      socket.once('secureConnect', () => resolve(socket));
      socket.once('error', reject);
      // An error at this point makes the editor leave the connection to whoever has heard of it.
      throw new Error('The connection is taken over.');
    });
    probe.once('socket', () => {
      resolve(undefined);
      probe.destroy();
    });
    probe.on('error', () => {
      if (!taken) resolve(undefined);
    });
  });
}

/** What the editor tells each request; `socket` is the connection through the proxy, where there is one. */
interface Told {
  readonly proxy?: unknown;
  readonly socket?: unknown;
}

function silent(cause?: Error): ConnectProblem {
  return new ConnectProblem(
    'ERR_PROXY_UNKNOWN',
    'The editor did not say which proxy to take. Check http.proxy and http.proxySupport in the settings. Nothing was sent.',
    { cause },
  );
}

/**
 * Reads one entry of what a proxy script answers, such as `PROXY host:3128`; `undefined` for `DIRECT`. Throws
 * a `ConnectProblem` where it names a proxy that cannot be understood.
 */
export function proxyOf(answer: unknown): URL | undefined {
  const [, kind = '', address = ''] = /^([A-Z\d]+)\s+(\S+)$/i.exec(String(answer).trim()) ?? [];
  if (address === '') return undefined;
  const scheme = { PROXY: 'http', HTTP: 'http', HTTPS: 'https' }[kind.toUpperCase()] ?? 'socks';
  const written = `${scheme}://${address}`;
  if (URL.canParse(written)) return new URL(written);
  throw new ConnectProblem(
    'ERR_PROXY_INVALID',
    'The proxy that the editor names has no address that can be read. Check http.proxy in the settings. Nothing was sent.',
  );
}
