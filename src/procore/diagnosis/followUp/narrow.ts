import type { Catalog } from '../../catalog/catalog.ts';
import { cleanText } from '../../errors/cleanText.ts';
import { normalizeError } from '../../errors/normalize.ts';
import { readJson } from '../../errors/readJson.ts';
import { diagnose } from '../diagnose.ts';
import type { Diagnosis, DiagnosisInput } from '../diagnosis.ts';
import type { Evidence } from '../evidence.ts';
import { gatherEvidence } from '../gatherEvidence.ts';
import { toolsOfCall } from '../tools.ts';
import { counted, listed, quoted } from '../words.ts';
import type { FollowUpAnswer } from './followUp.ts';
import { listHasRecord } from './plan.ts';
import { contextFrom, hasRow, rowsIn } from './read.ts';

/**
 * The diagnoses of an exchange together with what follow-up checks answered. The cause of the first says what was
 * asked and what came, and the offer to ask is gone. Pure; texts of answers are plain text, one line.
 */
export function narrowDiagnoses(
  input: DiagnosisInput,
  answers: readonly FollowUpAnswer[],
  catalog?: Catalog,
): readonly Diagnosis[] {
  const bare = gatherEvidence(input, catalog);
  const context = contextFrom(bare.context, bare, answers);
  const diagnoses = diagnose({ ...input, context }, catalog);
  const checked = checkedText(input, answers, catalog);
  return diagnoses.map((diagnosis, index) => ({
    ...diagnosis,
    cause: index === 0 && checked !== '' ? `${diagnosis.cause} ${checked}` : diagnosis.cause,
    actions: diagnosis.actions.filter(({ kind }) => kind !== 'findCause'),
  }));
}

/** `Checked: …`, a sentence for each check; empty where there was none. */
export function checkedText(
  input: DiagnosisInput,
  answers: readonly FollowUpAnswer[],
  catalog?: Catalog,
): string {
  if (answers.length === 0) return '';
  const bare = gatherEvidence(input, catalog);
  const context = contextFrom(bare.context, bare, answers);
  const seen = gatherEvidence({ ...input, context }, catalog);
  return `Checked: ${answers.map(answer => checkText(seen, answer)).join(' ')}`;
}

/** One check with what it answered, as a sentence. */
function checkText(seen: Evidence, answer: FollowUpAnswer): string {
  const { followUp, status, error } = answer;
  const asked = `GET ${shortPath(followUp.path)}`;
  if (status === null) return `${asked} got no answer (${cleanText(error ?? 'unknown', 80)}).`;
  const found = status === 200 ? foundIn(seen, answer) : refusalIn(answer);
  return `${asked} answered ${status}${found === '' ? '.' : `: ${found}`}`;
}

function refusalIn({ followUp, status, body }: FollowUpAnswer): string {
  if (followUp.asks === 'token' && status === 401) return 'the login host does not take the token either.';
  const { message } = normalizeError(status ?? 0, {}, body);
  return message === undefined ? '' : quoted(message);
}

function foundIn(seen: Evidence, answer: FollowUpAnswer): string {
  const { projectId = '?', companyId = '?' } = seen;
  switch (answer.followUp.asks) {
    case 'tools':
    case 'toolList':
    case 'permissions':
      return toolText(seen);
    case 'projects':
      return listedText(hasRow(answer, projectId), `project ${projectId}`, `company ${companyId}`);
    case 'otherCompany':
      return listedText(hasRow(answer, projectId), `project ${projectId}`, 'that company');
    case 'companies':
      return companiesText(seen, rowsIn(answer)?.length ?? 0);
    case 'list':
      return recordText(answer);
    case 'me':
      return meText(answer);
    case 'token':
      return tokenText(answer);
  }
}

function toolText(seen: Evidence): string {
  const tools = toolsOfCall(seen);
  if (tools.length === 0) return 'none of the tools there could be matched with this call.';
  const off = tools.filter(tool => !tool.is_active);
  const named = (some: typeof tools) => listed(some.map(({ title, engine_name }) => title || engine_name));
  if (off.length === tools.length) return `${named(off)} ${off.length === 1 ? 'is' : 'are'} turned off.`;
  const on = tools.filter(tool => tool.is_active);
  const level = on.find(tool => tool.user_access_level !== undefined)?.user_access_level;
  const known = level === undefined ? '' : `, and the account's level there is ${cleanText(level, 40)}`;
  return `${named(on)} ${on.length === 1 ? 'is' : 'are'} on${known}.`;
}

function listedText(has: boolean | undefined, what: string, where: string): string {
  if (has === undefined) return 'the list could not be read whole.';
  return has
    ? `${what} is among the projects of ${where}.`
    : `${what} is not among the projects of ${where} that this account sees.`;
}

function companiesText({ context, companyId }: Evidence, count: number): string {
  const has = context.companies?.some(({ id }) => String(id) === companyId) === true;
  const seen = `the account sees ${counted(count, 'company', 'companies')}`;
  return companyId === undefined ? `${seen}.` : `${seen}, ${has ? '' : 'not '}with company ${companyId}.`;
}

function recordText(answer: FollowUpAnswer): string {
  const has = listHasRecord(answer);
  if (has === undefined) return 'the account can read the list.';
  return has
    ? 'the list has the record, so that the account may see it.'
    : 'the account can read the list, and the record is not in it: it does not exist there, or is private.';
}

function meText({ body }: FollowUpAnswer): string {
  const me = readJson(body);
  const login = typeof me === 'object' && me !== null && 'login' in me ? me.login : undefined;
  return typeof login === 'string' ? `the account is ${cleanText(login, 80)}.` : '';
}

function tokenText({ body }: FollowUpAnswer): string {
  const info = readJson(body);
  const left = typeof info === 'object' && info !== null && 'expires_in_seconds' in info;
  const seconds = left ? info.expires_in_seconds : undefined;
  const good = 'the login host takes the token';
  return typeof seconds === 'number'
    ? `${good}, for another ${counted(Math.round(seconds / 60), 'minute')}.`
    : `${good}.`;
}

/** Paging and filters of ours say nothing to a reader. */
function shortPath(path: string): string {
  return path.replace(/[?&](?:per_page=\d+|filters\[by_status\]=All)/g, '').replace(/^([^?&]+)&/, '$1?');
}
