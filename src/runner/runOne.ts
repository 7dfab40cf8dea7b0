import { flagValue } from '../httpFile/syntax.ts';
import type { DiagnosisInput } from '../procore/diagnosis/diagnosis.ts';
import { originOfUrl } from '../procore/environments.ts';
import type { AccessToken } from './accessToken.ts';
import { type Begun, beginExchange, unsent } from './assemble.ts';
import { trackFiles } from './bodyFiles.ts';
import { refusedByPerson } from './confirm.ts';
import { diagnosesOf } from './evidence.ts';
import type { Exchange } from './exchange.ts';
import { finish } from './finish.ts';
import { isNotSendable, type NotSendable } from './notSendable.ts';
import { type PreparedRequest, prepare } from './prepare.ts';
import { resolve } from './resolve.ts';
import { type Trip, withToken } from './roundTrip.ts';
import type { RunJob } from './runner.ts';
import { chosenCompany, type Runtime, readsAllPages, scopeOf, secretsToMask } from './runtime.ts';
import { sendPages } from './sendPages.ts';
import { sendSyncActions } from './sendSyncActions.ts';
import { sendAlone, withPosition } from './sent.ts';
import { signIn } from './signIn.ts';
import { type Stop, stopAfter } from './stop.ts';
import { extentOf, isAnsweredByEntry, mayBeSyncAction, syncParts } from './syncActions.ts';
import { timeLimit } from './timeLimit.ts';
import type { Tried } from './tried.ts';
import { wholeListOf } from './wholeList.ts';

/**
 * One request from its text to its exchange, with its values, token, waiting, repeats and pages. `failed`: what was
 * sent first and got no good answer.
 */
export async function runOne(
  runtime: Runtime,
  asked: RunJob,
  signal: AbortSignal,
  failed: readonly Tried[] = [],
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
    let renewingMs = 0;
    let renewal: DiagnosisInput | undefined;
    let begun: Begun | undefined;
    const trip = tripOf(runtime, job, prepared, token, secrets, stop, {
      async renewToken(rejected) {
        const since = performance.now();
        const newer = await signIn(parts.getToken, job.environment, prepared.url, { ...asking, rejected });
        const took = performance.now() - since;
        renewingMs += took;
        job.onRenewed?.(took);
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
    const totalMs = performance.now() - started - renewingMs;
    if (job.onAnswered !== undefined) await untilNextIsSent(job.onAnswered);
    const placed = syncing === undefined && list === undefined ? withPosition(sent) : sent;
    const exchange = await finish(runtime, scope, prepared, {
      sent: placed instanceof Promise ? await placed : placed,
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
function explainedBy([first]: readonly Tried[], problem: NotSendable): NotSendable {
  if (first === undefined || problem.code !== 'request-not-answered') return problem;
  return { code: problem.code, message: first.unread };
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
