import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { redirectPath, redirectUri } from '../procore/redirectUris.ts';
import { readCallback } from './authorization.ts';
import { type CallbackPage, callbackPageHeaders, renderCallbackPage } from './callbackPage.ts';
import { OAuthError } from './errors.ts';
import type { Secret } from './secret.ts';

/** One sign-in over a server on this machine. */
export interface LoopbackSignIn<T> {
  /** Registered ports, tried in this order. */
  readonly ports: readonly number[];
  readonly state: Secret;
  /** Waits `timeoutMs` for the browser; rejects with the signal's reason. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** Opens the browser; called once, when the address already listens. */
  readonly open: (redirectUri: string) => Promise<void>;
  /** Makes the session out of the code. The browser waits, so that its page tells how it went. */
  readonly complete: (code: Secret, redirectUri: string) => Promise<T>;
}

/**
 * Listens on `127.0.0.1` and `::1`, opens the browser, waits for the callback that carries this sign-in's
 * state, completes, and closes every socket, however it ends. Foreign and malformed requests are answered
 * and change nothing. Rejects with `OAuthError` (`ports-busy`, `access-denied`, `sign-in-timed-out`, or what
 * `complete` throws) or with the signal's reason.
 */
export async function signInByLoopback<T>(signIn: LoopbackSignIn<T>): Promise<T> {
  const { signal, state } = signIn;
  signal.throwIfAborted();
  const arrived = new AbortController();
  const over = new AbortController();
  let answerFound: (value: T) => void;
  let answerFailed: (error: unknown) => void;
  const outcome = new Promise<T>((resolve, reject) => {
    answerFound = resolve;
    answerFailed = reject;
  });
  outcome.catch(() => undefined);
  let completion: Promise<T> | undefined;
  const { servers, uri } = await listen(signIn.ports, (method, url, response) => {
    if (url.pathname !== redirectPath) return respond(response, 404, page.elsewhere);
    if (method !== 'GET') return respond(response, 405, page.elsewhere, { allow: 'GET' });
    const callback = readCallback(url.searchParams, state);
    if (callback.kind === 'foreign') return respond(response, 400, page.foreign);
    arrived.abort();
    completion ??=
      callback.kind === 'refused' ? Promise.reject(callback.error) : signIn.complete(callback.code, uri);
    completion.then(
      value => respond(response, 200, page.done, {}, () => answerFound(value)),
      (error: unknown) => respond(response, 400, page.failed(error), {}, () => answerFailed(error)),
    );
  });
  try {
    return await Promise.race([
      outcome,
      signIn.open(uri).then(() => forever),
      timeOut(signIn, AbortSignal.any([arrived.signal, over.signal])),
      aborted(signal, over.signal),
    ]);
  } finally {
    over.abort();
    await Promise.all(servers.map(close));
  }
}

const forever = new Promise<never>(() => undefined);

const page = {
  done: { title: 'You are signed in', text: 'You can close this page and return to VS Code.' },
  foreign: {
    title: 'This is not the sign-in that is running',
    text: 'Return to VS Code and use the page that its sign-in opened last.',
  },
  elsewhere: { title: 'Nothing here', text: 'This address only takes the answer of the login page.' },
  failed: (error: unknown) => ({
    title: 'You are not signed in',
    text: `${error instanceof OAuthError ? error.message : 'Something went wrong.'} You can close this page and return to VS Code.`,
  }),
};

type Handler = (method: string, url: URL, response: ServerResponse) => void;

async function listen(
  ports: readonly number[],
  handler: Handler,
): Promise<{ servers: readonly Server[]; uri: string }> {
  for (const wanted of ports) {
    const first = await listenOn('127.0.0.1', wanted, handler);
    if (first === 'busy' || first === 'absent') continue;
    const { port } = first.address() as AddressInfo;
    const second = await listenOn('::1', port, handler);
    if (second !== 'busy')
      return { servers: second === 'absent' ? [first] : [first, second], uri: redirectUri(port) };
    await close(first);
  }
  throw new OAuthError(
    'ports-busy',
    `The sign-in cannot listen for its answer: ${ports.length === 1 ? 'port' : 'ports'} ${ports.join(', ')} on this machine ${ports.length === 1 ? 'is' : 'are'} in use. Close the program that uses one of them, or sign in by pasting the code.`,
  );
}

/** `busy`: somebody else has the port; `absent`: this machine does not speak that address family. */
function listenOn(host: string, port: number, handler: Handler): Promise<Server | 'busy' | 'absent'> {
  const server = createServer((request, response) => {
    const target = request.url ?? '/';
    const base = 'http://localhost';
    if (!URL.canParse(target, base)) return respond(response, 400, page.elsewhere);
    handler(request.method ?? '', new URL(target, base), response);
  });
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve('busy');
      else if (error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT') resolve('absent');
      else reject(error);
    });
    server.listen({ host, port, ipv6Only: host === '::1' }, () => resolve(server));
  });
}

/** `sent` is called when the answer has left, or when nobody waits for it any more. */
function respond(
  response: ServerResponse,
  status: number,
  content: CallbackPage,
  headers: Readonly<Record<string, string>> = {},
  sent: () => void = () => undefined,
): void {
  if (response.destroyed) {
    sent();
    return;
  }
  response.once('close', sent);
  response.writeHead(status, { ...callbackPageHeaders, ...headers });
  response.end(renderCallbackPage(content));
}

async function timeOut(
  { sleep, timeoutMs }: Pick<LoopbackSignIn<unknown>, 'sleep' | 'timeoutMs'>,
  over: AbortSignal,
): Promise<never> {
  const waited = await sleep(timeoutMs, over).then(
    () => true,
    () => false,
  );
  if (!waited) return forever;
  throw new OAuthError(
    'sign-in-timed-out',
    `The browser did not come back within ${Math.round(timeoutMs / 60_000)} minutes. Start the sign-in again; if the login page shows an error about the redirect address, register the address in the Procore developer portal first.`,
  );
}

function aborted(signal: AbortSignal, over: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true, signal: over });
    if (signal.aborted) stop();
  });
}

function close(server: Server): Promise<void> {
  return new Promise(resolve => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
