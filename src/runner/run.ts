import { prerequisites } from '../httpFile/dependencies.ts';
import { flagValue } from '../httpFile/syntax.ts';
import { resolveName, type Scope, substitute } from '../httpFile/variables.ts';
import type { DiagnosisInput } from '../procore/diagnosis/diagnosis.ts';
import { originOfUrl } from '../procore/environments.ts';
import { header } from '../procore/headers.ts';
import type { AccessToken } from './accessToken.ts';
import { createAnswerMemory } from './answerMemory.ts';
import { type Begun, beginExchange, unsent } from './assemble.ts';
import { beforeSending, needsNothing } from './beforeSending.ts';
import { trackFiles } from './bodyFiles.ts';
import { type BudgetReport, createBudgets } from './budgets.ts';
import { refusedByPerson } from './confirm.ts';
import { createEndpoints } from './endpoints.ts';
import { diagnosesOf } from './evidence.ts';
import type { Exchange } from './exchange.ts';
import { type CauseJob, type FoundCause, findCause } from './findCause.ts';
import { finish } from './finish.ts';
import { hostWithMe } from './me.ts';
import { isNotSendable, type NotSendable } from './notSendable.ts';
import { type PreparedRequest, prepare } from './prepare.ts';
import { type Preview, previewRequest } from './preview.ts';
import { resolve } from './resolve.ts';
import { type Trip, withToken } from './roundTrip.ts';
import { createRowMemory } from './rowStore.ts';
import type { RunJob, RunnerParts } from './runner.ts';
import { chosenCompany, type Runtime, readsAllPages, scopeOf, secretsToMask, valuesOf } from './runtime.ts';
import { sendAlone, sendPages, withPosition } from './sendPages.ts';
import { sendSyncActions } from './sendSyncActions.ts';
import { signIn } from './signIn.ts';
import { type Stop, stopAfter } from './stop.ts';
import { extentOf, isAnsweredByEntry, mayBeSyncAction, syncParts } from './syncActions.ts';
import { timeLimit } from './timeLimit.ts';
import { createUnreachedOrigins } from './unreachedOrigins.ts';
import { type UploadJob, type UploadOutcome, uploadFile } from './uploads/upload.ts';
import { wholeListOf } from './wholeList.ts';

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
  /** What is left of the rate windows that are known now. */
  budgets(): readonly BudgetReport[];
  /** A file into Procore, with the calls of the API as `run` makes them; see `uploadFile`. */
  upload(job: UploadJob, signal: AbortSignal): Promise<UploadOutcome>;
  /** Asks what tells the causes of a failed request apart; see `findCause`. */
  findCause(job: CauseJob, signal: AbortSignal): Promise<FoundCause>;
  /** Closes kept connections. */
  close(): Promise<void>;
}

/** Builds a runner; connections, rate windows and named answers are kept until `close`. */
export function createRunner(parts: RunnerParts): Runner {
  const memory = createAnswerMemory();
  const runtime: Runtime = {
    parts,
    endpoints: createEndpoints(parts),
    budgets: createBudgets(parts, parts.budgetStore),
    memory,
    askedOnce: new Map(),
    me: new Map(),
    rowMemory: createRowMemory(),
    unreached: createUnreachedOrigins(),
    unfinished: new Set(),
    valuesFor: job => valuesOf(parts, memory, job),
  };
  return {
    run: (job, signal) => runWithPrerequisites(runtime, job, signal),
    preview: job => previewRequest(job, runtime),
    budgets: () => runtime.budgets.reports(),
    upload: (job, signal) =>
      uploadFile(
        job,
        {
          run: (step, stop) => runWithPrerequisites(runtime, step, stop),
          connection: () => runtime.endpoints.of(job.environment).connection,
          clock: parts.clock,
          random: parts.random,
        },
        signal,
      ),
    findCause: async (job, signal) => {
      const known = await parts.catalog().catch(() => undefined);
      return findCause(job, (step, stop) => runOne(runtime, step, stop), known, signal);
    },
    close: () => runtime.endpoints.close(),
  };
}

function runWithPrerequisites(runtime: Runtime, job: RunJob, signal: AbortSignal): Promise<Exchange> {
  if (!needsNothing(job)) return runAfterOthers(runtime, job, signal);
  return runAlone(runtime, job, signal);
}

async function runAlone(runtime: Runtime, job: RunJob, signal: AbortSignal): Promise<Exchange> {
  const { unfinished } = runtime;
  const running = runOne(runtime, job, signal);
  // Another one may go while the exchange of this one is made.
  if (job.onAnswered !== undefined) unfinished.add(running);
  try {
    const exchange = await running;
    job.attempted?.set(job.request, exchange);
    return exchange;
  } finally {
    unfinished.delete(running);
  }
}

async function runAfterOthers(
  runtime: Runtime,
  { onAnswered: _, ...asked }: RunJob,
  signal: AbortSignal,
): Promise<Exchange> {
  // What is answered, but not remembered yet, may be what this one needs.
  await Promise.allSettled(runtime.unfinished);
  const ready = await beforeSending(asked, runtime);
  if (isNotSendable(ready)) return unsent(asked, ready, { secrets: secretsToMask(scopeOf(runtime, asked)) });
  const { first, job: answered } = ready;
  const host = await hostWithMe(answered, [...first, asked.request], runtime.me, {
    companyId: () => companyOf(scopeOf(runtime, answered)),
    account: () => accountOf(runtime.parts, answered, signal),
    send: question => runOne(runtime, question, signal),
  });
  if ('problem' in host) return unsent(asked, host.problem, { diagnoses: host.diagnoses });
  const same = host.values === answered.values.host;
  const job = same ? answered : { ...answered, values: { ...answered.values, host: host.values } };
  const failed = triedInVain(runtime, job);
  for (const request of first) {
    const { keepBody, bodyFiles, rowStore: _, sendUnknown: _asText, ...rest } = job;
    // Files for the one body that is to be kept are not for the answers that it needs.
    const files = keepBody !== undefined || bodyFiles === undefined ? {} : { bodyFiles };
    const exchange = await runOne(runtime, { ...rest, ...files, request, allPages: false }, signal);
    job.attempted?.set(request, exchange);
    job.onDependency?.(exchange);
    if (signal.aborted) break;
    if (runtime.memory.recall(job, request) === undefined) failed.push(exchange);
  }
  const exchange = await runOne(runtime, job, signal, failed);
  job.attempted?.set(job.request, exchange);
  return exchange;
}

/** What the request needs, but was tried earlier in the same run and gave no answer to read from. */
function triedInVain(runtime: Runtime, job: RunJob): Exchange[] {
  const { file, request, attempted, values } = job;
  if (attempted === undefined || attempted.size === 0) return [];
  const { layers = [], overrides } = values;
  return prerequisites(file, request, { layers, overrides }).order.flatMap(needed =>
    runtime.memory.recall(job, needed) === undefined ? (attempted.get(needed) ?? []) : [],
  );
}

/** Of the request as it is written: `# @company`, its own header, or the company chosen in the editor. */
function companyOf(scope: Scope): string | undefined {
  const written = scope.request.headers.find(({ name }) => name.text.toLowerCase() === header.companyId);
  const id = written === undefined ? undefined : substitute(written.value.text, scope);
  if (id !== undefined && id.missing.length === 0) return id.text;
  const known = resolveName('$procore.companyId', scope);
  return known.found ? known.value : undefined;
}

async function accountOf({ getToken }: RunnerParts, { environment, asks }: RunJob, signal: AbortSignal) {
  const token = await signIn(getToken, environment, new URL(environment.apiUrl), {
    signal,
    ...(asks === false && { asks }),
  });
  return isNotSendable(token) ? '' : (token.account ?? '');
}

/** `failed`: what was sent first and got no good answer. */
async function runOne(
  runtime: Runtime,
  asked: RunJob,
  signal: AbortSignal,
  failed: readonly Exchange[] = [],
): Promise<Exchange> {
  const { parts } = runtime;
  // The rows of a whole list are read page by page, from memory.
  const bodies = trackFiles(readsAllPages(asked) ? undefined : asked.bodyFiles);
  const job = bodies.files === asked.bodyFiles ? asked : withFiles(asked, bodies.files);
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
      return unsent(job, explainedBy(failed, resolved), { secrets: secretsToMask(scope) });
    }
    const prepared = prepare(resolved, {
      environment: job.environment,
      environments: job.environments,
      companyId: chosenCompany(job),
    });
    if (isNotSendable(prepared)) return unsent(job, prepared, { secrets: secretsToMask(scope) });
    const secrets = secretsToMask(scope, prepared);

    const asking = { signal: stop.signal, ...(job.asks === false && { asks: false }) };
    const token = prepared.wantsToken
      ? await signIn(parts.getToken, job.environment, prepared.url, asking)
      : undefined;
    if (token !== undefined && isNotSendable(token)) {
      const diagnoses = await diagnosesOf([token.evidence], parts);
      return unsent(job, token, { prepared, diagnoses, secrets });
    }
    const syncing = mayBeSyncAction(prepared) ? await syncParts(prepared) : undefined;
    const extent = syncing && extentOf(syncing);
    const refusal = await refusedByPerson(parts, job, prepared, token, secrets, extent);
    if (refusal !== undefined) return unsent(job, refusal, { prepared, secrets });

    // Whoever signs in or answers a question takes their time; the request does not.
    const started = performance.now();
    let renewal: DiagnosisInput | undefined;
    let begun: Begun | undefined;
    const trip = tripOf(runtime, job, prepared, token, secrets, stop, {
      async renewToken(rejected) {
        const newer = await signIn(parts.getToken, job.environment, prepared.url, { ...asking, rejected });
        if (!isNotSendable(newer)) return newer;
        if (newer.code !== 'not-signed-in') renewal = newer.evidence;
        return undefined;
      },
      whileWaiting() {
        const all = token === undefined ? secrets : [token.reveal(), ...secrets];
        begun ??= beginExchange(job, withToken(prepared, token), all);
      },
    });
    const list = syncing === undefined ? wholeListOf(runtime, scope, prepared, token) : undefined;
    const sent =
      syncing !== undefined
        ? await sendSyncActions(prepared, syncing, token, trip)
        : list !== undefined
          ? await sendPages(prepared, token, trip, list)
          : await sendAlone(prepared, token, trip);
    runtime.unreached.note(job, originOfUrl(prepared.url), sent.last);
    if (sent.answer !== undefined) job.errand?.onAnswer?.(sent.answer);
    const totalMs = performance.now() - started;
    if (job.onAnswered !== undefined) await untilNextIsSent(job.onAnswered);
    const exchange = await finish(runtime, scope, prepared, {
      sent: syncing === undefined && list === undefined ? await withPosition(sent) : sent,
      renewal,
      secrets,
      begun,
      totalMs,
    });
    if (bodies.files !== undefined) await bodies.removeAllBut(exchange.response?.bodyFile);
    return exchange;
  } finally {
    stop.end();
  }
}

/** Of what is sent in the same turn. */
function untilNextIsSent(onAnswered: () => void): Promise<void> {
  return new Promise(resolve => {
    onAnswered();
    // The other one is on its way when all that can go on now has gone on, and leaves at the end of this turn.
    process.nextTick(setImmediate, resolve);
  });
}

function withFiles({ bodyFiles: _, ...job }: RunJob, bodyFiles: RunJob['bodyFiles']): RunJob {
  return bodyFiles === undefined ? job : { ...job, bodyFiles };
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
  { parts, endpoints, budgets, unreached }: Runtime,
  job: RunJob,
  { destination, method, url, company }: PreparedRequest,
  token: AccessToken | undefined,
  secrets: readonly string[],
  stop: Stop,
  { renewToken, whileWaiting }: Pick<Trip, 'renewToken' | 'whileWaiting'>,
): Trip {
  const owner = destination && { environment: destination, app: token?.app, company: company?.id };
  const files = isAnsweredByEntry({ method, url }) ? undefined : job.bodyFiles;
  return {
    connection: endpoints.of(destination ?? job.environment).connection,
    budget: owner && isCounted(url) ? budgets.of(owner) : undefined,
    priority: job.priority ?? 'person',
    clock: parts.clock,
    random: parts.random,
    signal: stop.signal,
    deadline: stop.deadline,
    followRedirects: flagValue(job.request, 'noRedirect') === undefined,
    connectOnce: unreached.isGivenUp(job, originOfUrl(url)),
    bodies: files && {
      files,
      secrets,
      onBytes: bytes => job.onProgress?.({ kind: 'receiving', bytes }),
    },
    renewToken,
    ...(whileWaiting === undefined ? {} : { whileWaiting }),
    onProgress: progress => job.onProgress?.(progress),
  };
}

/** Signing in is not counted, "Rate limiting" speaks of the API's calls [doc]; the simulator's pages neither. */
function isCounted({ pathname }: URL): boolean {
  return !/^\/(?:oauth|_simulator)(?:\/|$)/.test(pathname);
}
