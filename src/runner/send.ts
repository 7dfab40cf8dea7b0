import type { Dispatcher } from 'undici';
import type { HeaderMap } from '../procore/headers.ts';
import { type ConnectTimings, type MeasuredConnector, reusedConnection } from './connect.ts';
import { unpacked } from './contentEncoding.ts';
import { cancelledCode, type Failure, failureOf } from './failure.ts';
import type { HeaderField } from './prepare.ts';
import { bodyOnTheWire, type SentBody } from './streamedBody.ts';

/** One request on the wire. */
export interface Attempt {
  readonly method: string;
  readonly url: URL;
  readonly headers: readonly HeaderField[];
  readonly body: SentBody;
}

/** What came back, of whatever status. */
export interface Answer {
  readonly status: number;
  readonly statusText: string;
  readonly headers: HeaderMap;
  /** After content decoding. */
  readonly body: Buffer;
  readonly connection: ConnectTimings;
  /** From the start of the attempt, in milliseconds. */
  readonly firstByteMs: number;
}

export interface SendFailure extends Failure {
  /** Whether any of the request may have reached the server; a write is repeated only if not. */
  readonly sent: boolean;
}

export interface Connection {
  readonly dispatcher: Dispatcher;
  readonly connector: MeasuredConnector;
}

/** Milliseconds without a first byte, and between two pieces of a body. */
const patience = { headersTimeout: 120_000, bodyTimeout: 60_000 };

/**
 * Sends once, follows nothing and repeats nothing. Never rejects: what went wrong is a `SendFailure`, an
 * aborted signal one with the code `cancelled`.
 */
export async function send(
  attempt: Attempt,
  { dispatcher, connector }: Connection,
  signal: AbortSignal,
): Promise<Answer | SendFailure> {
  const answer = await dispatched(attempt, dispatcher, connector, signal);
  if (!('status' in answer)) return answer;
  try {
    return await decoded(answer);
  } catch (error) {
    return { ...failureOf(error, attempt.url), sent: true };
  }
}

/** Whether the sending came to an answer. */
export function isAnswer(outcome: Answer | SendFailure): outcome is Answer {
  return 'status' in outcome;
}

function dispatched(
  { method, url, headers, body }: Attempt,
  dispatcher: Dispatcher,
  connector: MeasuredConnector,
  signal: AbortSignal,
): Promise<Answer | SendFailure> {
  return new Promise(resolve => {
    const started = performance.now();
    const chunks: Buffer[] = [];
    let sent = false;
    let connection = reusedConnection;
    let head: Pick<Answer, 'status' | 'statusText' | 'headers' | 'firstByteMs'> | undefined;
    let running: Dispatcher.DispatchController | undefined;

    const settle = (outcome: Answer | SendFailure) => {
      signal.removeEventListener('abort', abort);
      resolve(outcome);
    };
    const abort = () => {
      settle({ code: cancelledCode, message: 'Cancelled.', sent });
      running?.abort(new Error('cancelled'));
    };
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort);

    const handler: Dispatcher.DispatchHandler = {
      onRequestStart(controller) {
        running = controller;
        if (signal.aborted) return controller.abort(new Error('cancelled'));
        sent = true;
        connection = connector.take(url.origin);
      },
      onResponseStart(_controller, status, fields, statusText) {
        if (status < 200) return;
        head = {
          status,
          statusText: statusText ?? '',
          headers: headerMap(fields),
          firstByteMs: performance.now() - started,
        };
      },
      onResponseData(_controller, chunk) {
        chunks.push(chunk);
      },
      onResponseEnd() {
        if (head === undefined) return;
        const [first] = chunks;
        const whole = chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks);
        const answer = { ...head, body: whole, connection };
        // undici frees the connection in the turn after this one; a request sent before would open another.
        queueMicrotask(() => setImmediate(settle, answer));
      },
      onResponseError(_controller, error) {
        settle({ ...failureOf(error, url), sent });
      },
    };
    const content = bodyOnTheWire(body);
    try {
      dispatcher.dispatch(
        {
          origin: url.origin,
          path: url.pathname + url.search,
          method: method as Dispatcher.HttpMethod,
          headers: [...headers.flat(), ...content.headers],
          body: content.body,
          ...patience,
        },
        handler,
      );
    } catch (error) {
      settle({ ...failureOf(error, url), sent });
    }
  });
}

function headerMap(fields: Readonly<Record<string, string | string[] | undefined>>): HeaderMap {
  const headers: Record<string, string | readonly string[]> = {};
  for (const name in fields) {
    const value = fields[name];
    if (value !== undefined) headers[name] = value;
  }
  return headers;
}

async function decoded(answer: Answer): Promise<Answer> {
  const encoding = answer.headers['content-encoding'];
  if (encoding === undefined || answer.body.length === 0) return answer;
  return { ...answer, body: await unpacked(answer.body, encoding) };
}
