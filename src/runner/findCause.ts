import type { Catalog } from '../procore/catalog/catalog.ts';
import type { Diagnosis, DiagnosisContext, DiagnosisInput } from '../procore/diagnosis/diagnosis.ts';
import type { FollowUp, FollowUpAnswer } from '../procore/diagnosis/followUp/followUp.ts';
import { narrowDiagnoses } from '../procore/diagnosis/followUp/narrow.ts';
import { planFollowUps } from '../procore/diagnosis/followUp/plan.ts';
import type { Environment } from '../procore/environments.ts';
import type { Priority } from './budgetBook.ts';
import type { Exchange } from './exchange.ts';
import { cancelledCode } from './failure.ts';
import { ownRequest } from './ownRequest.ts';
import type { Progress, RunJob } from './runner.ts';

/** A failed request whose cause one answer cannot tell. */
export interface CauseJob {
  /** As it is shown; nothing secret is needed. */
  readonly exchange: Exchange;
  /** What was known when it was diagnosed; see `SentRecord`. */
  readonly context: DiagnosisContext;
  /** The body that was sent, masked. */
  readonly sentBody: string | undefined;
  readonly environment: Environment;
  readonly environments: readonly Environment[];
  readonly timeoutMs: number | undefined;
  /** Default: a person waits for it. */
  readonly priority?: Priority;
  /** The check that begins, from 1, and how many there may be. */
  readonly onCheck?: (followUp: FollowUp, number: number, of: number) => void;
  readonly onProgress?: (progress: Progress) => void;
}

/** What is known after the checks, most likely cause first, and what each of them was answered. */
export interface FoundCause {
  readonly diagnoses: readonly Diagnosis[];
  readonly answers: readonly FollowUpAnswer[];
  /** The person stopped it; what was read until then counts. */
  readonly stopped: boolean;
}

/** Never more than so many GETs for one request. */
const mostChecks = 12;

/**
 * Asks what tells the causes apart, one GET after the other until it is decided, and diagnoses again. `run` sends
 * them as requests of the same environment, with the account's own token, within the budget. Never rejects for what
 * a check meets: a refusal is evidence.
 */
export async function findCause(
  job: CauseJob,
  run: (job: RunJob, signal: AbortSignal) => Promise<Exchange>,
  catalog: Catalog | undefined,
  signal: AbortSignal,
): Promise<FoundCause> {
  const input = inputOf(job);
  const answers: FollowUpAnswer[] = [];
  while (answers.length < mostChecks) {
    const plan = planFollowUps(input, job.exchange.diagnoses, answers, catalog);
    const [next] = plan;
    if (next === undefined || signal.aborted) break;
    job.onCheck?.(next, answers.length + 1, answers.length + plan.length);
    const answer = await ask(job, next, run, signal);
    if (answer === undefined) break;
    answers.push(answer);
  }
  const diagnoses = answers.length === 0 ? job.exchange.diagnoses : narrowDiagnoses(input, answers, catalog);
  return { diagnoses, answers, stopped: signal.aborted };
}

/** What the diagnosis was made from, as far as the exchange and the record keep it. */
export function inputOf({ exchange, context, sentBody }: CauseJob): DiagnosisInput {
  const { request, response, error, environment, pagination, rateLimit } = exchange;
  return {
    request: { ...request, ...(sentBody === undefined ? {} : { body: sentBody }) },
    response,
    error,
    environment,
    pagination,
    rateLimit,
    context,
  };
}

/** `undefined`: the person stopped it. */
async function ask(
  job: CauseJob,
  followUp: FollowUp,
  run: (job: RunJob, signal: AbortSignal) => Promise<Exchange>,
  signal: AbortSignal,
): Promise<FollowUpAnswer | undefined> {
  const company = followUp.companyId === undefined ? '' : `# @company ${followUp.companyId}\n`;
  const { timeoutMs, priority, onProgress } = job;
  const { response, error, pagination } = await run(
    {
      ...ownRequest(`${company}GET ${followUp.path}\n`, job),
      allPages: followUp.wholeList,
      timeoutMs,
      ...(priority === undefined ? {} : { priority }),
      ...(onProgress === undefined ? {} : { onProgress }),
    },
    signal,
  );
  if (error?.code === cancelledCode) return undefined;
  return {
    followUp,
    status: response?.status ?? null,
    body: response?.body ?? '',
    error: error?.code,
    whole: error === null && pagination?.hasNext !== true,
  };
}
