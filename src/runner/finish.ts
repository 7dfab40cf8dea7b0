import { createHash } from 'node:crypto';
import type { HashAlgorithm } from '../httpFile/asserts.ts';
import { secretsUsed } from '../httpFile/variables.ts';
import type { DiagnosisInput } from '../procore/diagnosis/diagnosis.ts';
import { assemble, type Ending } from './assemble.ts';
import { bodyText } from './bodyText.ts';
import { checkAsserts } from './checkAsserts.ts';
import { diagnosesOf, evidenceOf } from './evidence.ts';
import type { Exchange } from './exchange.ts';
import type { Failure } from './failure.ts';
import { joinedRows, type PagesRead } from './pages.ts';
import type { PreparedRequest } from './prepare.ts';
import { redactText } from './redact.ts';
import type { RunJob } from './runner.ts';
import { type JobScope, type Runtime, readsAllPages, secretsToMask } from './runtime.ts';
import { type Answer, isAnswer } from './send.ts';
import { isSuccess, type Sent } from './sendPages.ts';
import { writeAnswers } from './writeAnswers.ts';

/** What is remembered, shown, written and said of a request that was sent. */
export async function finish(
  { parts, memory }: Runtime,
  scope: JobScope,
  prepared: PreparedRequest,
  sent: Sent,
  renewal: DiagnosisInput | undefined,
  totalMs: number,
): Promise<Exchange> {
  const { first, last, answer, pages } = sent;
  const { job } = scope;
  const now = parts.clock.now();
  const good = answer !== undefined && isSuccess(answer);
  const joined = good && readsAllPages(job) && pages !== undefined && pages.rows.length > 0;
  const text = joined ? joinedRows(pages) : answer && bodyText(answer.body, answer.headers);
  const error = isAnswer(last.outcome) ? null : { code: last.outcome.code, message: last.outcome.message };
  const failure = error ?? (good && readsAllPages(job) ? notWhole(pages) : null);
  if (good && failure === null && text !== undefined)
    memory.keep(job, () => remembered(prepared, answer, text, secretsUsed(scope)));
  else memory.spend(job);
  const asserted = answer && {
    status: answer.status,
    headers: answer.headers,
    body: text ?? '',
    duration: totalMs,
    hash: (algorithm: HashAlgorithm, of: string | undefined) =>
      createHash(algorithm)
        .update(of ?? answer.body)
        .digest('base64'),
  };
  const asserts = checkAsserts(scope, asserted);
  const shown = await bodyToShow(job, good && failure === null ? answer : undefined, text, last);
  const secrets = [first.token, last.token].flatMap(token => token?.reveal() ?? []);
  const unwritten =
    answer &&
    (await writeAnswers(parts, scope, {
      bytes: joined ? Buffer.from(text ?? '') : answer.body,
      text,
      url: last.attempt.url.href,
      secrets,
    }));
  const evidence = evidenceOf({ prepared, last, answer, text, error, now });
  return assemble({
    job,
    environment: prepared.destination?.name ?? null,
    attempt: first.attempt,
    secrets: [...secrets, ...secretsToMask(scope, prepared)],
    first: isAnswer(first.outcome) ? first.outcome : undefined,
    answer,
    body: shown.body,
    bodyBytes: joined ? Buffer.byteLength(text ?? '') : (answer?.body.length ?? 0),
    pagination: pages?.report ?? null,
    error: failure ?? shown.error ?? unwritten ?? null,
    attempts: sent.attempts,
    queuedMs: sent.queuedMs,
    totalMs,
    asserts,
    diagnoses: await diagnosesOf([renewal, evidence], parts),
    now,
  });
}

/** A list that was asked for whole and is not must not pass for one. */
function notWhole(pages: PagesRead | undefined): Failure | null {
  if (pages === undefined || !pages.report.hasNext) return null;
  const { rowsRead, total } = pages.report;
  const rows = total === null ? `${rowsRead} rows were read` : `${rowsRead} of ${total} rows were read`;
  return {
    code: 'list-incomplete',
    message: `The list is not whole: ${rows}, and what came next was damaged, no list, or the same rows again.`,
  };
}

function remembered(prepared: PreparedRequest, answer: Answer, text: string, secrets: readonly string[]) {
  return {
    request: {
      headers: Object.fromEntries(prepared.headers),
      body: typeof prepared.body === 'string' ? prepared.body : '',
    },
    response: { status: answer.status, headers: answer.headers, body: text },
    secrets,
  };
}

/**
 * Text stays in the exchange unless it is to be kept in a file; then binaries go there byte for byte. What was
 * read before a failure stays in the exchange: in a file it would look whole.
 */
async function bodyToShow(
  { keepBody }: RunJob,
  good: Answer | undefined,
  text: string | undefined,
  { token, attempt }: Sent['last'],
): Promise<{ readonly body: Ending['body']; readonly error: Failure | null }> {
  const inline = { body: text === undefined ? undefined : { text }, error: null };
  if (keepBody === undefined || good === undefined) return inline;
  const secrets = token === undefined ? [] : [token.reveal()];
  const bytes = text === undefined ? good.body : Buffer.from(redactText(text, secrets, attempt.url.href));
  try {
    return { body: { file: await keepBody(bytes) }, error: null };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      ...inline,
      error: { code: 'body-not-saved', message: `The body could not be saved: ${reason}` },
    };
  }
}
