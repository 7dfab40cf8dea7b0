import { prerequisites } from '../httpFile/dependencies.ts';
import { resolveName, type Scope, substitute } from '../httpFile/variables.ts';
import { header } from '../procore/headers.ts';
import { unsent } from './assemble.ts';
import { beforeSending, needsNothing } from './beforeSending.ts';
import type { Exchange } from './exchange.ts';
import { hostWithMe } from './me.ts';
import { isNotSendable } from './notSendable.ts';
import type { RunJob, RunnerParts } from './runner.ts';
import { runOne } from './runOne.ts';
import { type Runtime, scopeOf, secretsToMask } from './runtime.ts';
import { signIn } from './signIn.ts';
import { type Tried, triedOf } from './tried.ts';

/**
 * A request after the ones whose answers it reads, each of them sent first unless its answer is there or it was tried
 * in the same run.
 */
export function runWithOthers(runtime: Runtime, job: RunJob, signal: AbortSignal): Promise<Exchange> {
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
    job.attempted?.set(job.request, triedOf(exchange));
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
    const exchange = await runOne(
      runtime,
      { ...rest, ...files, request, allPages: false, answerRead: true },
      signal,
    );
    job.attempted?.set(request, triedOf(exchange));
    job.onDependency?.(exchange);
    if (signal.aborted) break;
    if (runtime.memory.recall(job, request) === undefined) failed.push(triedOf(exchange));
  }
  const exchange = await runOne(runtime, job, signal, failed);
  job.attempted?.set(job.request, triedOf(exchange));
  return exchange;
}

/** What the request needs, but was tried earlier in the same run and gave no answer to read from. */
function triedInVain(runtime: Runtime, job: RunJob): Tried[] {
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
