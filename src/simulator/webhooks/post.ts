import { request } from 'node:http';
import { isLoopbackHost } from '../../procore/environments.ts';

/** One event on its way to a receiver. */
export interface Posting {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Milliseconds that the receiver has from the connection on. */
  readonly timeout: number;
  readonly signal: AbortSignal;
}

/** What came of it; `status` is `undefined` where no answer came, and `error` then says why. */
export interface Posted {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly error: string | undefined;
}

/** How an event is brought to its receiver. Never rejects. */
export type Post = (posting: Posting) => Promise<Posted>;

/** Why the simulator does not post to an address, or `undefined`: it posts to receivers on this machine only. */
export function whyNotSent(url: string): string | undefined {
  if (!URL.canParse(url)) return `Not sent: ${url.slice(0, 200)} is no address.`;
  const { protocol, hostname } = new URL(url);
  if (protocol === 'http:' && isLoopbackHost(hostname)) return undefined;
  return 'Not sent: the simulator posts only to http://127.0.0.1 and http://localhost, with any port.';
}

/** More of an answer is not kept. */
const mostBody = 16 * 1024;

/**
 * Posts as Procore does: redirects are not followed [inferred], and an answer has to be complete within the time-out.
 * Never rejects. Each posting has a connection of its own, which is gone when this resolves.
 */
export function postToReceiver({ url, headers, body, timeout, signal }: Posting): Promise<Posted> {
  return new Promise(resolve => {
    const bytes = Buffer.from(body);
    let timer: NodeJS.Timeout | undefined;
    const end = (posted: Partial<Posted>): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      outgoing.destroy();
      resolve({ status: undefined, headers: {}, body: undefined, error: undefined, ...posted });
    };
    const stop = (): void => end({ error: 'Not sent: the simulator was closed.' });
    const outgoing = request(url, {
      method: 'POST',
      agent: false,
      headers: {
        ...headers,
        'content-type': 'application/json',
        'content-length': String(bytes.length),
        connection: 'close',
      },
    });
    const late = (): void => end({ error: `Timed out: no answer within ${timeout / 1000} s of connecting.` });
    outgoing.once('socket', socket => {
      timer = setTimeout(late, timeout);
      // The time counts from the connection on.
      socket.once('connect', () => {
        clearTimeout(timer);
        timer = setTimeout(late, timeout);
      });
    });
    outgoing.once('response', incoming => {
      const chunks: Buffer[] = [];
      let size = 0;
      incoming.on('data', (chunk: Buffer) => {
        if (size < mostBody) chunks.push(chunk.subarray(0, mostBody - size));
        size += chunk.length;
      });
      incoming.once('error', error => end({ error: error.message }));
      incoming.once('end', () => {
        const plain = Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]);
        end({
          status: incoming.statusCode,
          headers: Object.fromEntries(plain),
          body: Buffer.concat(chunks).toString(),
        });
      });
    });
    outgoing.on('error', error => end({ error: reasonOf(error) }));
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    else outgoing.end(bytes);
  });
}

function reasonOf(error: Error): string {
  const code = 'code' in error ? String(error.code) : '';
  const words = { ECONNREFUSED: 'Connection refused', ECONNRESET: 'Connection reset' }[code];
  return words === undefined ? error.message : `${words}: nothing answered at this address, or it hung up.`;
}
