import { createHash } from 'node:crypto';
import type { HashAlgorithm } from '../httpFile/asserts.ts';
import type { RequestNode } from '../httpFile/syntax.ts';
import { secretsUsed } from '../httpFile/variables.ts';
import type { DiagnosisInput } from '../procore/diagnosis/diagnosis.ts';
import { assemble, type Begun, beginExchange, headerMapOf } from './assemble.ts';
import { checkAsserts } from './checkAsserts.ts';
import { cutFailure } from './cutBody.ts';
import { diagnosesOf, diagnosesOfPart, diagnosesWithoutCatalog, evidenceOf, isRefused } from './evidence.ts';
import type { AssertResult, Exchange, PaginationReport } from './exchange.ts';
import type { Failure } from './failure.ts';
import { bodyToShow, goesToFile, type ShownBody } from './keepBody.ts';
import { fileHashes, heldBody, type KnownBody, knownBody, readsBody, whyNotRead } from './knownBody.ts';
import { isWrite, type PreparedRequest } from './prepare.ts';
import { isSuccess } from './readPages.ts';
import type { RoundTrip } from './roundTrip.ts';
import type { KeptRows } from './rowStore.ts';
import { type JobScope, type Runtime, readsAllPages, secretsToMask } from './runtime.ts';
import { type Answer, isAnswer } from './send.ts';
import type { Sent } from './sent.ts';
import { writeAnswers } from './writeAnswers.ts';

/** How a request went. */
export interface Outcome {
  readonly sent: Sent;
  /** Why there was no newer token. */
  readonly renewal: DiagnosisInput | undefined;
  /** What must not be shown, as far as it was known when the request went out; without its tokens. */
  readonly secrets: readonly string[];
  /** What was made of the request and its first token while it was under way. */
  readonly begun: Begun | undefined;
  readonly totalMs: number;
}

/**
 * What is remembered, shown, written and said of a request that was sent. Waits for nothing that most requests
 * do not have, since each such turn is felt where many are sent.
 */
export async function finish(
  { parts, memory }: Runtime,
  scope: JobScope,
  prepared: PreparedRequest,
  { sent, renewal, secrets: ownSecrets, begun: early, totalMs }: Outcome,
): Promise<Exchange> {
  const { first, last, answer, pages, rows } = sent;
  const { job } = scope;
  const { request } = job;
  const now = parts.clock.now();
  const good = answer !== undefined && isSuccess(answer);
  const joined = good && rows !== undefined;
  const readBack = job.bodyFiles?.readBack ?? Number.POSITIVE_INFINITY;
  const read = { wanted: readsBody(request) || (!good && job.keepBody !== undefined), readBack };
  const known =
    joined || answer === undefined
      ? undefined
      : answer.stored === undefined
        ? heldBody(answer)
        : await knownBody(answer, read);
  const text = joined ? await rowsText(rows, scope) : known?.text;
  const error = isAnswer(last.outcome) ? null : { code: last.outcome.code, message: last.outcome.message };
  const wanted = good && readsAllPages(job) && !isWrite(prepared.method);
  const cut = isAnswer(last.outcome) ? cutFailure(last.outcome, prepared.method) : null;
  const failure = error ?? sent.failure ?? (wanted ? notWhole(pages) : null) ?? cut;
  const readable = good && failure === null && (text ?? known?.start) !== undefined;
  if (readable && job.answerRead !== false)
    memory.keep(job, () =>
      text === undefined ? undefined : remembered(prepared, answer, text, secretsUsed(scope)),
    );
  if (!readable) memory.spend(job);
  const asserts =
    request.asserts.length === 0
      ? []
      : await assertResults(scope, { answer, known, text: text ?? '', totalMs, readBack });
  const tokens = tokensOf(first, last);
  const secrets = [...tokens, ...(readsNoMore(request) ? ownSecrets : secretsToMask(scope, prepared))];
  const url = last.attempt.url.href;
  const rowsFile = joined ? rows.file : undefined;
  const shown: ShownBody =
    rowsFile === undefined
      ? goesToFile(job, known)
        ? await bodyToShow(job, { answer, whole: good && failure === null, known, text, url, secrets })
        : { body: text === undefined ? undefined : { text }, error: null }
      : { body: failure !== null && text !== undefined ? { text } : { file: rowsFile.name }, error: null };
  const unwritten =
    answer === undefined || request.outputs.length === 0
      ? null
      : await writeAnswers(parts, scope, {
          bytes: joined ? Buffer.from(text ?? '') : (known?.stored ?? answer.body),
          text,
          url,
          secrets,
        });
  // The names of files that answers are written to can be made of values, too.
  const all = request.outputs.length === 0 ? secrets : [...tokens, ...secretsToMask(scope, prepared)];
  const begun =
    early !== undefined && isSame(early.secrets, all) ? early : beginExchange(job, first.attempt, all);
  const evidence = evidenceOf({
    prepared,
    last,
    headers: last.attempt === first.attempt ? begun.headers : headerMapOf(last.attempt.headers),
    answer,
    text: sent.judged ?? text ?? known?.start,
    // Of a refusal the status tells more than that its body is cut.
    error: error ?? (good ? cut : null),
    // Who asked for all pages is told by the failure what is missing.
    pagination: rows === undefined ? pages : pages && { ...pages, hasNext: false },
    now,
  });
  return assemble({
    job,
    environment: prepared.destination?.name ?? null,
    attempt: first.attempt,
    secrets: all,
    begun,
    first: isAnswer(first.outcome) ? first.outcome : undefined,
    answer,
    body: shown.body,
    bodyBytes:
      shown.bytes ?? rowsFile?.bytes ?? (joined ? Buffer.byteLength(text ?? '') : (known?.length ?? 0)),
    pagination: pages ?? null,
    error: failure ?? shown.error ?? unwritten,
    attempts: sent.attempts,
    queuedMs: sent.queuedMs,
    totalMs,
    asserts,
    diagnoses:
      renewal === undefined && sent.stoppedBy === undefined && !isRefused(evidence)
        ? diagnosesWithoutCatalog(evidence, last.attempt.url)
        : [
            ...(await diagnosesOfPart(evidence, sent.stoppedBy, parts)),
            ...(await diagnosesOf([renewal, evidence], parts)),
          ],
    context: evidence?.context,
    now,
  });
}

/** Every assertion held against the answer, with the hashes of a body in a file where they ask for one. */
async function assertResults(
  scope: JobScope,
  of: {
    readonly answer: Answer | undefined;
    readonly known: KnownBody | undefined;
    readonly text: string;
    readonly totalMs: number;
    readonly readBack: number;
  },
): Promise<readonly AssertResult[]> {
  const { answer, known, text, totalMs, readBack } = of;
  const hashes = known && (await fileHashes(known, scope.request));
  const asserted = answer && {
    status: answer.status,
    headers: answer.headers,
    body: text,
    duration: totalMs,
    hash: (algorithm: HashAlgorithm, part: string | undefined) =>
      (part === undefined ? hashes?.get(algorithm) : undefined) ??
      createHash(algorithm)
        .update(part ?? known?.bytes ?? answer.body)
        .digest('base64'),
  };
  return checkAsserts(scope, asserted, known && whyNotRead(known, readBack));
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((secret, index) => secret === other[index]);
}

/** Whether no value was filled in after the request went out. */
function readsNoMore({ asserts, outputs }: RequestNode): boolean {
  return asserts.length === 0 && outputs.length === 0;
}

function tokensOf(first: RoundTrip, last: RoundTrip): readonly string[] {
  const tokens: string[] = [];
  if (first.token !== undefined) tokens.push(first.token.reveal());
  if (last.token !== undefined && last.token !== first.token) tokens.push(last.token.reveal());
  return tokens;
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
