import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type HeaderMap, header } from '../../procore/headers.ts';
import { isSameEvent, type ReadPosting, readPosting } from './posting.ts';

/** An event as it arrived, and how it was answered. */
export interface ReceivedEvent extends ReadPosting {
  /** Counts from 1 since the receiver was started. */
  readonly number: number;
  /** Milliseconds since 1970. */
  readonly receivedAt: number;
  /** Number of an earlier one that tells of the same event; `undefined`: it is new. */
  readonly repeats: number | undefined;
  /** `pending`: the answer waits; `gone`: the sender hung up before it came. */
  readonly answered: 'pending' | 'gone' | { readonly status: number; readonly afterMs: number };
}

/** How the next events are answered. A wrong or missing `Authorization` header gets 401 in any case. */
export interface ReceiverAnswer {
  readonly status: number;
  /** Procore waits 5 seconds from connecting ("How Webhooks Work" [doc]). */
  readonly delayMs: number;
}

/** A server for development that takes the events of hooks. */
export interface WebhookReceiver {
  readonly port: number;
  /** Where it listens on this machine. */
  readonly url: string;
  /** Newest last; see `newestOf`. */
  events(): readonly ReceivedEvent[];
  answer(): ReceiverAnswer;
  answerWith(answer: ReceiverAnswer): void;
  /** The `Authorization` header that the hook was given; `undefined`: any is taken. */
  expect(authorization: string | undefined): void;
  clear(): void;
  /** Cuts the answers that wait, and resolves when the port is free. */
  close(): Promise<void>;
}

/**
 * What a receiver takes of the world. `authorization` absent: any header is taken; `now` is in milliseconds
 * since 1970.
 */
export interface ReceiverParts {
  /** 0: any free one. */
  readonly port: number;
  readonly authorization?: string;
  readonly now: () => number;
  /** Rejects when the signal is aborted. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** Called after each change of `events()`. */
  readonly onChange: () => void;
}

/** How many events are kept; older ones are forgotten. */
export const keptEvents = 200;
/** The size of all of them together, in UTF-16 units of their bodies. */
export const keptUnits = 16 * 1024 * 1024;

/** Bytes of a body that are read; more is refused with 413. */
export const longestBody = 1024 * 1024;

const well: ReceiverAnswer = { status: 200, delayMs: 0 };

/**
 * Listens on 127.0.0.1 only, so that an event from outside needs a tunnel of which the person knows. Rejects with
 * Node's error where the port is taken (`EADDRINUSE`).
 */
export async function startReceiver(parts: ReceiverParts): Promise<WebhookReceiver> {
  const { now, onChange } = parts;
  const over = new AbortController();
  let expected = parts.authorization;
  let how = well;
  let count = 0;
  let events: readonly ReceivedEvent[] = [];

  const change = (next: readonly ReceivedEvent[]) => {
    events = next;
    onChange();
  };
  const settle = (number: number, answered: ReceivedEvent['answered']) =>
    change(events.map(event => (event.number === number ? { ...event, answered } : event)));

  const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readBody(request);
    if (body === undefined) return reply(response, 413, `More than ${longestBody} bytes.`);
    const receivedAt = now();
    const headers = headersOf(request);
    const read = readPosting({ method: request.method ?? '', headers, body }, expected);
    count += 1;
    const number = count;
    const repeats = events.find(earlier => isSameEvent(earlier, read))?.number;
    const event: ReceivedEvent = { ...read, number, receivedAt, repeats, answered: 'pending' };
    change(newestOf([...events, event]));

    const { delayMs, status } = how;
    const hungUp = new AbortController();
    response.once('close', () => hungUp.abort());
    if (delayMs > 0) {
      const stop = AbortSignal.any([over.signal, hungUp.signal]);
      await parts.sleep(delayMs, stop).catch(() => undefined);
      if (stop.aborted) {
        response.destroy();
        return settle(number, 'gone');
      }
    }
    const code = statusFor(read, request.method ?? '', status);
    await reply(response, code, textFor(read), code === 405 ? { allow: 'POST' } : {});
    settle(number, { status: code, afterMs: now() - receivedAt });
  };

  const server = createServer((request, response) => {
    take(request, response).catch(() => response.destroy());
  });
  const port = await listen(server, parts.port);
  return {
    port,
    url: `http://127.0.0.1:${port}/`,
    events: () => events,
    answer: () => how,
    answerWith(answer) {
      how = answer;
    },
    expect(authorization) {
      expected = authorization;
    },
    clear: () => change([]),
    close() {
      over.abort();
      return new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

/** The newest of them, as many as are kept; the last in any case. */
export function newestOf<E extends { readonly body: string }>(events: readonly E[]): readonly E[] {
  let units = 0;
  let first = Math.max(0, events.length - 1);
  for (let at = events.length - 1; at >= 0 && events.length - at <= keptEvents; at -= 1) {
    units += events[at]?.body.length ?? 0;
    if (units > keptUnits) break;
    first = at;
  }
  return events.slice(first);
}

function statusFor({ authorization, problem }: ReadPosting, method: string, status: number): number {
  if (method !== 'POST') return 405;
  if (authorization === 'missing' || authorization === 'differs') return 401;
  return problem === undefined ? status : 400;
}

function textFor({ authorization, problem }: ReadPosting): string {
  if (problem !== undefined) return problem;
  if (authorization === 'missing') return 'The Authorization header is missing.';
  if (authorization === 'differs') return 'The Authorization header is not the expected one.';
  return 'Received.';
}

function headersOf({ headers }: IncomingMessage): HeaderMap {
  const given = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return Object.fromEntries(given);
}

/** `undefined`: longer than `longestBody`; it is read to its end, so that the sender sees the answer. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= longestBody) chunks.push(chunk);
  }
  return size > longestBody ? undefined : Buffer.concat(chunks).toString();
}

function reply(
  response: ServerResponse,
  status: number,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<void> {
  return new Promise(resolve => {
    response.once('close', resolve);
    response.writeHead(status, { ...headers, [header.contentType]: 'text/plain; charset=utf-8' });
    response.end(`${text}\n`, () => resolve());
  });
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}
