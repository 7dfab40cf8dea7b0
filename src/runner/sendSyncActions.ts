import { normalizeError } from '../procore/errors/normalize.ts';
import type { AccessToken } from './accessToken.ts';
import { bodyText } from './bodyText.ts';
import type { Failure } from './failure.ts';
import { isSuccess } from './readPages.ts';
import { type RoundTrip, roundTrip, type Trip } from './roundTrip.ts';
import type { Progress } from './runner.ts';
import { type Answer, type Attempt, isAnswer } from './send.ts';
import type { Sent } from './sent.ts';
import {
  joinSyncAnswers,
  judgedSyncAnswer,
  readSyncAnswer,
  rowCount,
  type SyncAnswer,
  type SyncPart,
} from './syncActions.ts';

/**
 * Sends the parts of a sync action one after another, within the budget, and joins what they are answered.
 * The first part that is refused, or of which nobody knows what became, is the last that is sent; the failure
 * says which rows were sent and which were not.
 */
export async function sendSyncActions(
  request: Attempt,
  parts: readonly SyncPart[],
  initialToken: AccessToken | undefined,
  trip: Trip,
): Promise<Sent> {
  const read: SyncAnswer[] = [];
  let token = initialToken;
  let first: RoundTrip | undefined;
  let last: RoundTrip | undefined;
  let good: Answer | undefined;
  let stopped: SyncPart | undefined;
  let attempts = 1;
  let queuedMs = 0;
  for (const part of parts) {
    const { from, to } = part;
    const onProgress = (step: Progress) => {
      trip.onProgress(step);
      // Which rows it is says more than that they are sent.
      if (step.kind === 'sending') trip.onProgress({ kind: 'part', from, to, rows: parts.at(-1)?.to ?? to });
    };
    last = await roundTrip({ ...request, body: part.body }, token, { ...trip, onProgress });
    // What a person sent is the whole of it.
    first ??= { ...last, attempt: { ...last.attempt, body: request.body } };
    attempts += Math.max(0, last.attempts - 1);
    queuedMs += last.queuedMs;
    token = last.token;
    const { outcome } = last;
    const answer = isAnswer(outcome) && isSuccess(outcome) ? outcome : undefined;
    const entries = answer && readSyncAnswer(bodyText(answer.body, answer.headers) ?? '');
    if (answer === undefined || entries === undefined) {
      stopped = part;
      break;
    }
    good = answer;
    read.push(entries);
  }
  if (first === undefined || last === undefined) throw new RangeError('A sync action has at least one part.');
  const failure = stopped && failureAt(stopped, parts, last);
  const refused = isAnswer(last.outcome) ? last.outcome : undefined;
  const joined = good && { ...good, body: Buffer.from(joinSyncAnswers(read)) };
  return {
    first,
    last: isAnswer(last.outcome) || failure === undefined ? last : withMessage(last, failure.message),
    answer: joined ?? refused,
    pages: undefined,
    rows: undefined,
    judged: good && judgedSyncAnswer(read),
    stoppedBy: joined && stopped && refused,
    failure,
    attempts,
    queuedMs,
  };
}

function failureAt({ from, to }: SyncPart, parts: readonly SyncPart[], { outcome }: RoundTrip): Failure {
  const all = rowCount(parts);
  const before = from === 1 ? [] : [`Rows 1 to ${shown(from - 1)} of ${all} were sent and answered.`];
  const rest = to === parts.at(-1)?.to ? [] : [`Rows ${shown(to + 1)} to ${all} were not sent.`];
  const these = `Rows ${shown(from)} to ${shown(to)}`;
  const sentences = (...here: readonly string[]) => [...before, ...here, ...rest].join(' ');
  if (!isAnswer(outcome)) {
    const { code, message, sent } = outcome;
    return {
      code,
      message: sent
        ? sentences(`${these} were sent, but not answered: ${message}`, lookFirst)
        : sentences(`${these} were not sent: ${message}`),
    };
  }
  const said = normalizeError(
    outcome.status,
    outcome.headers,
    bodyText(outcome.body, outcome.headers) ?? '',
  ).message;
  const status = `${outcome.status}${said === undefined || said === '' ? '' : ` (${said})`}`;
  const what = isSuccess(outcome)
    ? 'were answered, but not as a sync action is.'
    : mayBeDone(outcome.status)
      ? `were sent and answered with ${status}, so nobody knows which of them Procore took. ${lookFirst}`
      : `were refused with ${status}.`;
  return { code: 'sync-incomplete', message: sentences(`${these} ${what}`) };
}

const lookFirst = 'Look which of them Procore has before you send them again.';

/** What fails behind a gateway, or on the way out of Procore, may have been done before. */
function mayBeDone(status: number): boolean {
  return status >= 500 || status === 408;
}

function withMessage(trip: RoundTrip, message: string): RoundTrip {
  return isAnswer(trip.outcome) ? trip : { ...trip, outcome: { ...trip.outcome, message } };
}

function shown(row: number): string {
  return row.toLocaleString('en-US');
}
