import { createHash } from 'node:crypto';
import type { HashAlgorithm } from '../httpFile/asserts.ts';
import { secretsUsed } from '../httpFile/variables.ts';
import type { DiagnosisInput } from '../procore/diagnosis/diagnosis.ts';
import { assemble } from './assemble.ts';
import { checkAsserts } from './checkAsserts.ts';
import { cutFailure } from './cutBody.ts';
import { diagnosesOf, evidenceOf } from './evidence.ts';
import type { Exchange, PaginationReport } from './exchange.ts';
import type { Failure } from './failure.ts';
import { bodyToShow, type ShownBody } from './keepBody.ts';
import { fileHashes, knownBody, readsBody, whyNotRead } from './knownBody.ts';
import { isWrite, type PreparedRequest } from './prepare.ts';
import { isSuccess } from './readPages.ts';
import type { KeptRows } from './rowStore.ts';
import { type JobScope, type Runtime, readsAllPages, secretsToMask } from './runtime.ts';
import { type Answer, isAnswer } from './send.ts';
import type { Sent } from './sendPages.ts';
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
  const { first, last, answer, pages, rows } = sent;
  const { job } = scope;
  const now = parts.clock.now();
  const good = answer !== undefined && isSuccess(answer);
  const joined = good && rows !== undefined;
  const readBack = job.bodyFiles?.readBack ?? Number.POSITIVE_INFINITY;
  const read = { wanted: readsBody(job.request) || (!good && job.keepBody !== undefined), readBack };
  const known = joined ? undefined : answer && (await knownBody(answer, read));
  const text = joined ? await rowsText(rows, scope) : known?.text;
  const error = isAnswer(last.outcome) ? null : { code: last.outcome.code, message: last.outcome.message };
  const wanted = good && readsAllPages(job) && !isWrite(prepared.method);
  const cut = isAnswer(last.outcome) ? cutFailure(last.outcome, prepared.method) : null;
  const failure = error ?? sent.failure ?? (wanted ? notWhole(pages) : null) ?? cut;
  if (good && failure === null && (text ?? known?.start) !== undefined)
    memory.keep(job, () =>
      text === undefined ? undefined : remembered(prepared, answer, text, secretsUsed(scope)),
    );
  else memory.spend(job);
  const hashes = known && (await fileHashes(known, job.request));
  const asserted = answer && {
    status: answer.status,
    headers: answer.headers,
    body: text ?? '',
    duration: totalMs,
    hash: (algorithm: HashAlgorithm, of: string | undefined) =>
      (of === undefined ? hashes?.get(algorithm) : undefined) ??
      createHash(algorithm)
        .update(of ?? known?.bytes ?? answer.body)
        .digest('base64'),
  };
  const asserts = checkAsserts(scope, asserted, known && whyNotRead(known, readBack));
  const secrets = [first.token, last.token].flatMap(token => token?.reveal() ?? []);
  const url = last.attempt.url.href;
  const rowsFile = joined ? rows.file : undefined;
  const shown: ShownBody =
    rowsFile === undefined
      ? await bodyToShow(job, { answer, whole: good && failure === null, known, text, url, secrets })
      : { body: failure !== null && text !== undefined ? { text } : { file: rowsFile.name }, error: null };
  const unwritten =
    answer &&
    (await writeAnswers(parts, scope, {
      bytes: joined ? Buffer.from(text ?? '') : (known?.stored ?? answer.body),
      text,
      url,
      secrets,
    }));
  const evidence = evidenceOf({
    prepared,
    last,
    answer,
    text: sent.judged ?? text ?? known?.start,
    error,
    // Who asked for all pages is told by the failure what is missing.
    pagination: rows === undefined ? pages : pages && { ...pages, hasNext: false },
    now,
  });
  return assemble({
    job,
    environment: prepared.destination?.name ?? null,
    attempt: first.attempt,
    secrets: [...secrets, ...secretsToMask(scope, prepared)],
    first: isAnswer(first.outcome) ? first.outcome : undefined,
    answer,
    body: shown.body,
    bodyBytes:
      shown.bytes ?? rowsFile?.bytes ?? (joined ? Buffer.byteLength(text ?? '') : (known?.length ?? 0)),
    pagination: pages ?? null,
    error: failure ?? shown.error ?? unwritten ?? null,
    attempts: sent.attempts,
    queuedMs: sent.queuedMs,
    totalMs,
    asserts,
    diagnoses: await diagnosesOf([renewal, evidence], parts),
    context: evidence?.context,
    now,
  });
}

/** All rows as one array; those of a file only where something reads them, or where there are few. */
function rowsText(rows: KeptRows, { request }: JobScope): Promise<string | undefined> {
  const few = (rows.file?.bytes ?? 0) < longestReadBack;
  const wanted = few || readsBody(request) || request.outputs.length > 0;
  return wanted ? rows.text() : Promise.resolve(undefined);
}

/** In bytes: rows in a file that a name may refer to, or that are shown although they are not all. */
const longestReadBack = 8 << 20;

/** A list that was asked for whole and is not must not pass for one. */
function notWhole(pages: PaginationReport | undefined): Failure | null {
  if (pages === undefined || !pages.hasNext) return null;
  const { rowsRead, total } = pages;
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
