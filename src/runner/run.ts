import { randomUUID } from 'node:crypto';
import { flagValue } from '../httpFile/syntax.ts';
import { resolveName, type Scope, secretsUsed, substitute, type Values } from '../httpFile/variables.ts';
import type { DiagnosisInput } from '../procore/diagnosis/diagnosis.ts';
import { header } from '../procore/headers.ts';
import type { AccessToken } from './accessToken.ts';
import { type AnswerMemory, createAnswerMemory } from './answerMemory.ts';
import { assemble, type Ending, unsent } from './assemble.ts';
import { beforeSending } from './beforeSending.ts';
import { bodyText } from './bodyText.ts';
import { checkAsserts } from './checkAsserts.ts';
import { createEndpoints, type Endpoints } from './endpoints.ts';
import { diagnosesOf, evidenceOf } from './evidence.ts';
import type { Exchange } from './exchange.ts';
import type { Failure } from './failure.ts';
import { hostWithMe, type MeMemory } from './me.ts';
import { joinedRows, type PagesRead } from './pages.ts';
import {
  isNotSendable,
  type NotSendable,
  type PreparedRequest,
  prepare,
  writesToProduction,
} from './prepare.ts';
import { type Preview, previewRequest } from './preview.ts';
import { redactAddress, redactText } from './redact.ts';
import { resolve } from './resolve.ts';
import type { Trip } from './roundTrip.ts';
import type { RunJob, RunnerParts, SendQuestion } from './runner.ts';
import { type Answer, isAnswer } from './send.ts';
import { isSuccess, type Sent, sendPages } from './sendPages.ts';
import { signIn } from './signIn.ts';
import { type Stop, stopAfter } from './stop.ts';
import { timeLimit } from './timeLimit.ts';
import { writeAnswers } from './writeAnswers.ts';

/** Sends requests of `.http` files, and remembers named answers for the requests that refer to them. */
export interface Runner {
  /**
   * One request with everything it takes: the requests it refers to, values, token, waiting, repeats and
   * pages. Never rejects for what the request meets: a request that could not be sent, or that `signal`
   * stopped (`error.code` is `cancelled`), gives an exchange with an `error` too. Rows that were read
   * before a stop or a lost connection on a later page stay in the exchange.
   */
  run(job: RunJob, signal: AbortSignal): Promise<Exchange>;
  /** The request as it would go out now. Nothing is sent and nobody is asked. */
  preview(job: RunJob): Promise<Preview>;
  /** Closes kept connections. */
  close(): Promise<void>;
}

/** Builds a runner; connections, rate windows and named answers are kept until `close`. */
export function createRunner(parts: RunnerParts): Runner {
  const memory = createAnswerMemory();
  const runtime: Runtime = {
    parts,
    endpoints: createEndpoints(parts),
    memory,
    askedOnce: new Map(),
    me: new Map(),
    valuesFor: job => valuesOf(parts, memory, job),
  };
  return {
    run: (job, signal) => runWithPrerequisites(runtime, job, signal),
    preview: job => previewRequest(job, runtime),
    close: () => runtime.endpoints.close(),
  };
}

interface Runtime {
  readonly parts: RunnerParts;
  readonly endpoints: Endpoints;
  readonly memory: AnswerMemory;
  readonly askedOnce: Map<string, string>;
  readonly me: MeMemory;
  readonly valuesFor: (job: RunJob) => Values;
}

async function runWithPrerequisites(runtime: Runtime, asked: RunJob, signal: AbortSignal): Promise<Exchange> {
  const ready = await beforeSending(asked, runtime);
  if (isNotSendable(ready)) return unsent(asked, ready);
  const { first, job: answered } = ready;
  const host = await hostWithMe(answered, [...first, asked.request], runtime.me, {
    companyId: companyOf(scopeOf(runtime, answered)),
    account: () => accountOf(runtime.parts, answered, signal),
    send: question => runOne(runtime, question, signal),
  });
  if ('problem' in host) return unsent(asked, host.problem, { diagnoses: host.diagnoses });
  const job = { ...answered, values: { ...answered.values, host: host.values } };
  const failed: Exchange[] = [];
  for (const request of first) {
    const { keepBody: _, sendUnknown: _asText, ...rest } = job;
    const exchange = await runOne(runtime, { ...rest, request, allPages: false }, signal);
    job.onDependency?.(exchange);
    if (signal.aborted) break;
    if (runtime.memory.recall(job, request) === undefined) failed.push(exchange);
  }
  return runOne(runtime, job, signal, failed);
}

/** Of the request as it is written: `# @company`, its own header, or the company chosen in the editor. */
function companyOf(scope: Scope): string | undefined {
  const written = scope.request.headers.find(({ name }) => name.text.toLowerCase() === header.companyId);
  const id = written === undefined ? undefined : substitute(written.value.text, scope);
  if (id !== undefined && id.missing.length === 0) return id.text;
  const known = resolveName('$procore.companyId', scope);
  return known.found ? known.value : undefined;
}

async function accountOf({ getToken }: RunnerParts, { environment }: RunJob, signal: AbortSignal) {
  const token = await signIn(getToken, environment, new URL(environment.apiUrl), { signal });
  return isNotSendable(token) ? '' : (token.account ?? '');
}

/** `failed`: what was sent first and got no good answer. */
async function runOne(
  runtime: Runtime,
  job: RunJob,
  signal: AbortSignal,
  failed: readonly Exchange[] = [],
): Promise<Exchange> {
  const { parts } = runtime;
  const scope = scopeOf(runtime, job);
  const limit = timeLimit(job);
  if (typeof limit === 'object') return unsent(job, limit);
  const stop = stopAfter(limit, parts.clock, signal);
  try {
    const resolved = await resolve(
      scope,
      path => parts.readBodyFile(path, job),
      notice => job.onNotice?.(notice),
      job.sendUnknown,
    );
    if (isNotSendable(resolved)) {
      return unsent(job, explainedBy(failed, resolved), { secrets: toMask(scope) });
    }
    const prepared = prepare(resolved, {
      environment: job.environment,
      environments: job.environments,
      companyId: chosenCompany(job),
    });
    if (isNotSendable(prepared)) return unsent(job, prepared, { secrets: toMask(scope) });
    const secrets = toMask(scope, prepared);

    const token = prepared.wantsToken
      ? await signIn(parts.getToken, job.environment, prepared.url, { signal: stop.signal })
      : undefined;
    if (token !== undefined && isNotSendable(token)) {
      const diagnoses = await diagnosesOf([token.evidence], parts);
      return unsent(job, token, { prepared, diagnoses, secrets });
    }
    const refusal = await refusedByPerson(parts, job, prepared, token, secrets);
    if (refusal !== undefined) return unsent(job, refusal, { prepared, secrets });

    // Whoever signs in or answers a question takes their time; the request does not.
    const started = performance.now();
    let renewal: DiagnosisInput | undefined;
    const trip = tripOf(runtime, job, prepared, stop, async rejected => {
      const newer = await signIn(parts.getToken, job.environment, prepared.url, {
        rejected,
        signal: stop.signal,
      });
      if (!isNotSendable(newer)) return newer;
      if (newer.code !== 'not-signed-in') renewal = newer.evidence;
      return undefined;
    });
    const sent = await sendPages(prepared, token, trip, readsAllPages(job));
    return await finish(runtime, scope, prepared, sent, renewal, performance.now() - started);
  } finally {
    stop.end();
  }
}

function scopeOf({ valuesFor }: Runtime, job: RunJob): Scope & { readonly job: RunJob } {
  return { job, file: job.file, request: job.request, values: valuesFor(job) };
}

function valuesOf({ clock, random }: RunnerParts, memory: AnswerMemory, job: RunJob): Values {
  return {
    ...job.values,
    now: clock.now,
    random,
    uuid: randomUUID,
    answerOf: request => memory.recall(job, request),
  };
}

/**
 * The values that must not be shown: secrets that the request was made of, and credentials of its own. Short
 * ones would mask plain words.
 */
function toMask(scope: Scope, prepared?: PreparedRequest): readonly string[] {
  const credentials = (prepared?.headers ?? []).flatMap(([name, value]) =>
    name === header.authorization ? (/^\S+\s+(\S.*)$/.exec(value)?.[1] ?? value) : [],
  );
  return [...secretsUsed(scope), ...credentials].filter(secret => secret.length >= 6);
}

/** Says of a missing answer that it was asked for, and what came instead. */
function explainedBy(failed: readonly Exchange[], problem: NotSendable): NotSendable {
  const [exchange] = failed;
  if (exchange === undefined || problem.code !== 'request-not-answered') return problem;
  const { request, response, error } = exchange;
  const good = error === null && response !== null && response.status < 300;
  const said = good
    ? 'its answer is too large to be kept (more than 4 million characters).'
    : (error?.message ?? `${response?.status} ${response?.statusText}`);
  return {
    code: problem.code,
    message: `${request.name ?? request.url} was sent first and gave no answer to read from: ${said}`,
  };
}

function tripOf(
  { parts, endpoints }: Runtime,
  job: RunJob,
  { destination }: PreparedRequest,
  stop: Stop,
  renewToken: (rejected: AccessToken) => Promise<AccessToken | undefined>,
): Trip {
  const { connection, budget } = endpoints.of(destination ?? job.environment);
  return {
    connection,
    budget: destination === undefined ? undefined : budget,
    clock: parts.clock,
    random: parts.random,
    signal: stop.signal,
    deadline: stop.deadline,
    followRedirects: flagValue(job.request, 'noRedirect') === undefined,
    renewToken,
    onProgress: progress => job.onProgress?.(progress),
  };
}

/** Asks before a write reaches production data, and where the file says `# @note`. */
async function refusedByPerson(
  parts: RunnerParts,
  job: RunJob,
  prepared: PreparedRequest,
  token: AccessToken | undefined,
  secrets: readonly string[],
): Promise<NotSendable | undefined> {
  const production = writesToProduction(prepared);
  if (!production && flagValue(job.request, 'note') === undefined) return undefined;
  const question: SendQuestion = {
    reason: production ? 'production-write' : 'note',
    environment: (production ? prepared.production : prepared.destination) ?? job.environment,
    account: token?.account,
    companyId: prepared.company?.id,
    method: prepared.method,
    url: redactAddress(prepared.url.href, secrets),
  };
  if (await parts.confirmSend(question)) return undefined;
  const what = production
    ? `A ${question.method} to ${question.environment.title}`
    : 'A request marked @note';
  return { code: 'not-confirmed', message: `${what} was not confirmed. Nothing was sent.` };
}

async function finish(
  { parts, memory }: Runtime,
  scope: Scope & { readonly job: RunJob },
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
    secrets: [...secrets, ...toMask(scope, prepared)],
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

function readsAllPages(job: RunJob): boolean {
  return job.allPages || flagValue(job.request, 'allPages') !== undefined;
}

function chosenCompany({ values: { overrides, host } }: RunJob): string | undefined {
  return overrides['$procore.companyId'] ?? host['$procore.companyId'];
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
