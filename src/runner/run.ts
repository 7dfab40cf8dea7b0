import { createAnswerMemory } from './answerMemory.ts';
import { type BudgetReport, createBudgets } from './budgets.ts';
import { createEndpoints } from './endpoints.ts';
import type { Exchange } from './exchange.ts';
import { type CauseJob, type FoundCause, findCause } from './findCause.ts';
import { type Preview, previewRequest } from './preview.ts';
import { createRowMemory } from './rowStore.ts';
import type { RunJob, RunnerParts } from './runner.ts';
import { runOne } from './runOne.ts';
import { type Runtime, valuesOf } from './runtime.ts';
import { runWithOthers } from './runWithOthers.ts';
import { createUnreachedOrigins } from './unreachedOrigins.ts';
import { type UploadOutcome, uploadFile } from './uploads/upload.ts';
import type { UploadJob } from './uploads/uploadJob.ts';

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
    run: (job, signal) => runWithOthers(runtime, job, signal),
    preview: job => previewRequest(job, runtime),
    budgets: () => runtime.budgets.reports(),
    upload: (job, signal) =>
      uploadFile(
        job,
        {
          run: (step, stop) => runWithOthers(runtime, step, stop),
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
