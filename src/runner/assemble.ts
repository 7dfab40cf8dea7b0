import { STATUS_CODES } from 'node:http';
import { positionAt } from '../httpFile/syntax.ts';
import type { Diagnosis, DiagnosisContext } from '../procore/diagnosis/diagnosis.ts';
import type { HeaderMap } from '../procore/headers.ts';
import { readRateLimitHere } from '../procore/rateLimit.ts';
import type { AssertResult, Exchange, PaginationReport, Timings } from './exchange.ts';
import type { Failure } from './failure.ts';
import { sentRecord } from './history/sentRecord.ts';
import type { NotSendable } from './notSendable.ts';
import type { HeaderField, PreparedRequest } from './prepare.ts';
import { type RedactedRequest, redactRequest, redactRest } from './redact.ts';
import type { RunJob } from './runner.ts';
import type { Answer, Attempt } from './send.ts';
import { lengthOfBody } from './streamedBody.ts';

/** How one request ended, before secrets are masked. */
export interface Ending {
  readonly job: RunJob;
  /** Name of the environment that the address belongs to, `null` where it is not Procore's. */
  readonly environment: string | null;
  /** The user's own request, not a later page or hop; `undefined`: it never got an address. */
  readonly attempt: Attempt | undefined;
  /** Tokens that were used, to be masked wherever they stand. */
  readonly secrets: readonly string[];
  /** The answer to the user's own request, whose timings are shown. */
  readonly first: Answer | undefined;
  /** The answer that is shown. */
  readonly answer: Answer | undefined;
  readonly body: { readonly text?: string | undefined; readonly file?: string | undefined } | undefined;
  readonly bodyBytes: number;
  readonly pagination: PaginationReport | null;
  readonly error: Failure | null;
  readonly attempts: number;
  readonly queuedMs: number;
  readonly totalMs: number | null;
  readonly asserts: readonly AssertResult[];
  readonly diagnoses: readonly Diagnosis[];
  /** What they were made with besides the exchange; absent: nothing. */
  readonly context?: DiagnosisContext | undefined;
  /** What was made of `job`, `attempt` and `secrets` already. */
  readonly begun?: Begun | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Makes the exchange, and masks every secret in it. What was sent is told to who keeps a history. */
export function assemble(ending: Ending): Exchange {
  const exchange = maskedExchange(ending);
  const { job, attempt, attempts, secrets, context = {} } = ending;
  if (attempts > 0) job.onRecord?.(sentRecord(job, exchange, { body: attempt?.body, secrets, context }));
  return exchange;
}

/** What of an exchange is known while its request is under way. */
export interface Begun {
  /** What it was made of: another token, or one more secret, makes another one. */
  readonly secrets: readonly string[];
  /** As they were sent. */
  readonly headers: HeaderMap;
  readonly redacted: RedactedRequest;
}

/** `secrets`: everything that must not be shown, the token that is sent among it. */
export function beginExchange(job: RunJob, attempt: Attempt | undefined, secrets: readonly string[]): Begun {
  const { request, file } = job;
  const headers = attempt === undefined ? {} : headerMapOf(attempt.headers);
  const sent = {
    name: request.name?.text ?? request.title?.text ?? null,
    file: job.fileName,
    line: positionAt(file, request.requestLine.start).line,
    method: request.method,
    url: attempt?.url.href ?? request.target,
    headers,
    bodyBytes: lengthOfBody(attempt?.body),
  };
  return { secrets, headers, redacted: redactRequest(sent, secrets) };
}

function maskedExchange(ending: Ending): Exchange {
  const { job, attempt, answer, body, begun = beginExchange(job, attempt, ending.secrets) } = ending;
  return redactRest(
    {
      environment: ending.environment,
      response:
        answer === undefined
          ? null
          : {
              status: answer.status,
              statusText: answer.statusText || (STATUS_CODES[answer.status] ?? ''),
              headers: answer.headers,
              bodyBytes: ending.bodyBytes,
              ...(body?.text === undefined ? {} : { body: body.text }),
              ...(body?.file === undefined ? {} : { bodyFile: body.file }),
              ...(answer.redirects === undefined ? {} : { redirects: answer.redirects }),
            },
      error: ending.error,
      timings: timingsOf(ending),
      attempts: ending.attempts,
      asserts: ending.asserts,
      rateLimit: (answer && readRateLimitHere(answer.headers, ending.now, ending.totalMs ?? 0)) ?? null,
      pagination: ending.pagination,
      diagnoses: ending.diagnoses,
    },
    begun.redacted,
  );
}

/** The exchange of a request that was not sent. */
export function unsent(
  job: RunJob,
  { code, message }: NotSendable,
  known: {
    readonly prepared?: PreparedRequest;
    readonly diagnoses?: readonly Diagnosis[];
    readonly secrets?: readonly string[];
  } = {},
): Exchange {
  const { prepared, diagnoses = [], secrets = [] } = known;
  return assemble({
    job,
    environment: prepared === undefined ? job.environment.name : (prepared.destination?.name ?? null),
    attempt: prepared,
    secrets,
    first: undefined,
    answer: undefined,
    body: undefined,
    bodyBytes: 0,
    pagination: null,
    error: { code, message },
    attempts: 0,
    queuedMs: 0,
    totalMs: null,
    // There is no answer to hold them against, so none has failed.
    asserts: [],
    diagnoses,
    now: 0,
  });
}

/** Repeated names become a list. */
export function headerMapOf(fields: readonly HeaderField[]): HeaderMap {
  const headers: Record<string, string | readonly string[]> = {};
  for (const [name, value] of fields) {
    const before = headers[name];
    headers[name] = before === undefined ? value : [before, value].flat();
  }
  return headers;
}

/** Connecting and the first byte are those of the user's own request, not of a later page. */
function timingsOf({ first, queuedMs, totalMs }: Ending): Timings {
  return {
    queuedMs: queuedMs > 0 ? rounded(queuedMs) : null,
    dnsMs: rounded(first?.connection.dnsMs ?? null),
    connectMs: rounded(first?.connection.connectMs ?? null),
    tlsMs: rounded(first?.connection.tlsMs ?? null),
    firstByteMs: rounded(first?.firstByteMs ?? null),
    totalMs: rounded(totalMs),
  };
}

/** Tenths of a millisecond are as much as a clock in a shared process means. */
function rounded(milliseconds: number | null): number | null {
  return milliseconds === null ? null : Math.round(milliseconds * 10) / 10;
}
