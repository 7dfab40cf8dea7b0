import { flagValue } from '../httpFile/syntax.ts';
import type { AccessToken } from './accessToken.ts';
import type { NotSendable } from './notSendable.ts';
import { companyNamed, type PreparedRequest } from './prepare.ts';
import { redactAddress } from './redact.ts';
import type { RunJob, RunnerParts, SendQuestion } from './runner.ts';

/**
 * Asks before a write reaches production data, and where the file says `# @note`: once for all of an errand.
 * `undefined` at once where nobody has to be asked, as for most requests.
 */
export function refusedByPerson(
  parts: Pick<RunnerParts, 'confirmSend'>,
  job: RunJob,
  prepared: PreparedRequest,
  token: AccessToken | undefined,
  secrets: readonly string[],
  extent = job.errand?.extent,
): Promise<NotSendable | undefined> | undefined {
  if (job.errand?.confirmed) return undefined;
  const production = prepared.production !== undefined;
  const note = flagValue(job.request, 'note');
  if (!production && note === undefined) return undefined;
  const question: SendQuestion = {
    reason: production ? 'production-write' : 'note',
    environment: prepared.production ?? prepared.destination ?? job.environment,
    account: token?.account,
    companyId: companyNamed(prepared),
    method: prepared.method,
    url: redactAddress(prepared.url.href, secrets),
    ...(extent === undefined ? {} : { extent }),
    ...(typeof note === 'string' && note !== '' ? { note } : {}),
  };
  return askPerson(parts, question, production);
}

async function askPerson(
  { confirmSend }: Pick<RunnerParts, 'confirmSend'>,
  question: SendQuestion,
  production: boolean,
): Promise<NotSendable | undefined> {
  if (await confirmSend(question)) return undefined;
  const what = production
    ? `A ${question.method} to ${question.environment.title}`
    : 'A request marked @note';
  return { code: 'not-confirmed', message: `${what} was not confirmed. Nothing was sent.` };
}
