import type { Dispatcher } from 'undici';
import { originOfUrl } from '../procore/environments.ts';
import { type HeaderMap, header } from '../procore/headers.ts';
import { whenAborted } from './aborted.ts';
import { type ConnectTimings, type MeasuredConnector, reusedConnection } from './connect.ts';
import { cancelledCode, type Failure, failureOf } from './failure.ts';
import type { HeaderField } from './prepare.ts';
import { type BodyReceiver, type BodySink, type ReceivedBody, receiveBody } from './receiveBody.ts';
import { bodyOnTheWire, type SentBody } from './streamedBody.ts';
import { typedSecrets } from './typedSecrets.ts';

/** One request on the wire. */
export interface Attempt {
  readonly method: string;
  readonly url: URL;
  readonly headers: readonly HeaderField[];
  readonly body: SentBody;
}

/** What came back, of whatever status. */
export interface Answer extends ReceivedBody {
  readonly status: number;
  readonly statusText: string;
  readonly headers: HeaderMap;
  readonly connection: ConnectTimings;
  /** From the start of the attempt, in milliseconds. */
  readonly firstByteMs: number;
  /** Redirects that were followed to it; absent: none. */
  readonly redirects?: number;
}

export interface SendFailure extends Failure {
  /** Whether any of the request may have reached the server; a write is repeated only if not. */
  readonly sent: boolean;
}

export interface Connection {
  readonly dispatcher: Dispatcher;
  readonly connector: MeasuredConnector;
  /** For what carries credentials, where the other one may lead to servers that were not checked. */
  readonly checked?: Connection;
}

/** Milliseconds without a first byte, and between two pieces of a body. */
const patience = { headersTimeout: 120_000, bodyTimeout: 60_000 };

/**
 * Sends once, follows nothing and repeats nothing. Never rejects: what went wrong is a `SendFailure`, an
 * aborted signal one with the code `cancelled`. A body that is too long for the memory goes to `sink`.
 * `whileWaiting` is called when the request was written, for what can be done until its answer comes.
 */
export function send(
  attempt: Attempt,
  connection: Connection,
  signal: AbortSignal,
  sink?: BodySink,
  whileWaiting?: () => void,
): Promise<Answer | SendFailure> {
  const { method, url, headers, body } = attempt;
  const { dispatcher, connector } = connectionFor(attempt, connection);
  return new Promise(resolve => {
    const started = performance.now();
    let receiver: BodyReceiver | undefined;
    let sent = false;
    let steps = reusedConnection;
    let head: Pick<Answer, 'status' | 'statusText' | 'headers' | 'firstByteMs'> | undefined;
    let running: Dispatcher.DispatchController | undefined;
    const origin = originOfUrl(url);

    const settle = (outcome: Answer | SendFailure) => {
      leave();
      resolve(outcome);
    };
    const abort = () => {
      settle(cancelled(sent));
      receiver?.drop();
      running?.abort(new Error('cancelled'));
    };
    if (signal.aborted) {
      resolve(cancelled(false));
      return;
    }
    const leave = whenAborted(signal, abort);

    const end = () => {
      if (head === undefined || receiver === undefined) return;
      const answer = { ...head, connection: steps };
      const received = receiver.end();
      if (!(received instanceof Promise)) return settle({ ...answer, ...received });
      received.then(
        whole => settle({ ...answer, ...whole }),
        error => settle({ ...failureOf(error, url), sent: true }),
      );
    };

    const handler: Dispatcher.DispatchHandler = {
      onRequestStart(controller) {
        running = controller;
        if (signal.aborted) return controller.abort(new Error('cancelled'));
        sent = true;
        steps = connector.take(origin);
        if (whileWaiting !== undefined) void Promise.resolve().then(whileWaiting);
      },
      onResponseStart(controller, status, fields, statusText) {
        if (status < 200) return;
        head = {
          status,
          statusText: statusText ?? '',
          headers: headerMap(fields),
          firstByteMs: performance.now() - started,
        };
        const safe = sink && { ...sink, secrets: [...sink.secrets, ...credentialsIn(headers)] };
        receiver = receiveBody({ headers: head.headers, url, sink: safe, flow: controller });
      },
      onResponseData(_controller, chunk) {
        receiver?.take(chunk);
      },
      onResponseEnd: end,
      onResponseError(_controller, error) {
        if (head !== undefined && isBodyless(head.status) && isOfOtherLength(error)) return end();
        receiver?.drop();
        settle({ ...failureOf(error, url), sent });
      },
    };
    const content = bodyOnTheWire(body);
    try {
      dispatcher.dispatch(
        {
          origin,
          path: url.pathname + url.search,
          method: method as Dispatcher.HttpMethod,
          headers: flat(headers, content.headers),
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

function connectionFor(attempt: Attempt, connection: Connection): Connection {
  const { checked } = connection;
  return checked !== undefined && typedSecrets(attempt).length > 0 ? checked : connection;
}

/** Names and values in turn, as undici takes them. */
function flat(fields: readonly HeaderField[], more: readonly string[]): string[] {
  const all: string[] = [];
  for (const field of fields) all.push(field[0], field[1]);
  for (const one of more) all.push(one);
  return all;
}

/** A 304 may tell the length of the body that a 200 would have (RFC 9110, "Content-Length"); undici waits for it. */
function isBodyless(status: number): boolean {
  return status === 204 || status === 304;
}

function isOfOtherLength(error: Error): boolean {
  return 'code' in error && error.code === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH';
}

function cancelled(sent: boolean): SendFailure {
  return { code: cancelledCode, message: 'Cancelled.', sent };
}

function credentialsIn(headers: readonly HeaderField[]): readonly string[] {
  return headers.flatMap(([name, value]) =>
    name === header.authorization ? [value.slice(value.indexOf(' ') + 1)] : [],
  );
}

/** Whether the sending came to an answer. */
export function isAnswer(outcome: Answer | SendFailure): outcome is Answer {
  return 'status' in outcome;
}

function headerMap(fields: Readonly<Record<string, string | string[] | undefined>>): HeaderMap {
  const headers: Record<string, string | readonly string[]> = {};
  for (const name in fields) {
    const value = fields[name];
    if (value !== undefined) headers[name] = value;
  }
  return headers;
}
