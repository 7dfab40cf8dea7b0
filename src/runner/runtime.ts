import { randomUUID } from 'node:crypto';
import { flagValue } from '../httpFile/syntax.ts';
import { type Scope, secretsUsed, type Values } from '../httpFile/variables.ts';
import type { AnswerMemory } from './answerMemory.ts';
import type { Budgets } from './budgets.ts';
import type { Endpoints } from './endpoints.ts';
import type { MeMemory } from './me.ts';
import type { PreparedRequest } from './prepare.ts';
import type { RowStore } from './rowStore.ts';
import type { RunJob, RunnerParts } from './runner.ts';
import { typedSecrets } from './typedSecrets.ts';
import type { UnreachedOrigins } from './unreachedOrigins.ts';

/** What one runner keeps from request to request. */
export interface Runtime {
  readonly parts: RunnerParts;
  readonly endpoints: Endpoints;
  readonly budgets: Budgets;
  readonly memory: AnswerMemory;
  readonly askedOnce: Map<string, string>;
  readonly me: MeMemory;
  /** Rows of lists that were read in part. */
  readonly rowMemory: RowStore;
  readonly unreached: UnreachedOrigins;
  /** Requests that are answered, and whose exchanges are being made while the next ones are under way. */
  readonly unfinished: Set<Promise<unknown>>;
  readonly valuesFor: (job: RunJob) => Values;
}

/** The scope of one sending, with the job that it is for. */
export type JobScope = Scope & { readonly job: RunJob };

/** A scope for this one sending; each sending needs one of its own. */
export function scopeOf({ valuesFor }: Runtime, job: RunJob): JobScope {
  return { job, file: job.file, request: job.request, values: valuesFor(job) };
}

/** All that names of a job may stand for, the answers of earlier requests included. */
export function valuesOf({ clock, random }: RunnerParts, memory: AnswerMemory, job: RunJob): Values {
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
export function secretsToMask(scope: Scope, prepared?: PreparedRequest): readonly string[] {
  const used = secretsUsed(scope);
  const all = prepared === undefined ? used : [...used, ...typedSecrets(prepared)];
  return all.filter(secret => secret.length >= 6);
}

/** Whether the person or the file asks for all rows of a list; a HEAD brings none. */
export function readsAllPages(job: Pick<RunJob, 'allPages' | 'request'>): boolean {
  return job.request.method !== 'HEAD' && (job.allPages || flagValue(job.request, 'allPages') !== undefined);
}

/** The company chosen in the editor, or in its place by `--var`. */
export function chosenCompany({ values: { overrides, host } }: RunJob): string | undefined {
  return overrides['$procore.companyId'] ?? host['$procore.companyId'];
}
