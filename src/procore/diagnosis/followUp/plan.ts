import type { Catalog } from '../../catalog/catalog.ts';
import { weakToolOf } from '../cases/access.ts';
import type { Diagnosis, DiagnosisInput } from '../diagnosis.ts';
import type { Evidence } from '../evidence.ts';
import { gatherEvidence } from '../gatherEvidence.ts';
import { companyHidden, projectHidden } from '../listedPlaces.ts';
import { toolsOfCall } from '../tools.ts';
import { canFindCause } from './canFindCause.ts';
import type { FollowUp, FollowUpAnswer, FollowUpQuestion } from './followUp.ts';
import { answerTo, contextFrom, hasRow } from './read.ts';

/** Other companies that a project is looked for in; each costs a call. */
const mostCompanies = 5;

/**
 * The GETs that can still narrow what one answer cannot decide, most telling first; empty: the cause is as sure as
 * it gets, or nothing that may be asked would help. Ask the first and plan again: its answer may decide, or lead to
 * other questions. `diagnoses`: those of `input` before any check; only where one of them offers `findCause` is
 * anything asked. What is asked is what "Troubleshooting" tells the causes of a 403 and a 404 apart by [doc]; the
 * paths [oas].
 */
export function planFollowUps(
  input: DiagnosisInput,
  diagnoses: readonly Diagnosis[],
  answers: readonly FollowUpAnswer[] = [],
  catalog?: Catalog,
): readonly FollowUp[] {
  if (!canFindCause(diagnoses)) return [];
  const bare = gatherEvidence(input, catalog);
  const context = contextFrom(bare.context, bare, answers);
  const seen = gatherEvidence({ ...input, context }, catalog);
  if (!mayAsk(seen)) return [];
  const wanted = seen.status === 401 ? aboutToken(seen) : aboutAccess(seen, answers);
  const asked = new Set(answers.map(({ followUp }) => keyOf(followUp)));
  return wanted.filter(followUp => !asked.has(keyOf(followUp)));
}

/** What the checks would learn is true of the account that is signed in, and of no other. */
function mayAsk({ api, context, input }: Evidence): boolean {
  const ownHeader = input.request.headers['authorization'] !== undefined;
  return api && !(ownHeader && context.now !== undefined && context.tokenEnvironment === undefined);
}

function keyOf({ asks, path, companyId }: FollowUp): string {
  return `${asks} ${path} ${companyId ?? ''}`;
}

function get(
  asks: FollowUpQuestion,
  path: string,
  companyId: string | undefined,
  wholeList = false,
): FollowUp {
  return { asks, path, companyId, wholeList };
}

function aboutToken(seen: Evidence): readonly FollowUp[] {
  return [get('token', '/oauth/token/info', undefined), me(seen)];
}

function aboutAccess(seen: Evidence, answers: readonly FollowUpAnswer[]): readonly FollowUp[] {
  if (isDecided(seen)) return [];
  const company = numeric(seen.companyId);
  const project = numeric(seen.projectId);
  const list = recordList(seen);
  return [
    ...(project === undefined ? [] : toolReads(project, company, answers)),
    ...(project === undefined || company === undefined ? [] : [projectRead('projects', project, company)]),
    ...(project === undefined || placeIsInDoubt(seen, answers) ? [companyRead(company)] : []),
    ...(project === undefined ? [] : otherCompanies(seen, project, company)),
    ...(project === undefined && company !== undefined && seen.status === 403 ? [permissions(company)] : []),
    ...(list === undefined || projectHidden(seen) ? [] : [get('list', list, company)]),
    ...(seen.status === 403 ? [me(seen)] : []),
  ];
}

/** Whether a sure finding stands, so that no further check could change what to do. */
function isDecided(seen: Evidence): boolean {
  const { context } = seen;
  const tools = toolsOfCall(seen);
  if (context.appConnected === false || context.projectCompany !== undefined) return true;
  if (tools.length > 0 && tools.every(tool => !tool.is_active)) return true;
  return weakToolOf(seen) !== undefined || (projectHidden(seen) && companyHidden(seen));
}

/** The one tells the account's level, too; the other is asked where that is refused. */
function toolReads(
  project: string,
  company: string | undefined,
  answers: readonly FollowUpAnswer[],
): readonly FollowUp[] {
  const first = get('tools', `/rest/v1.0/tools?project_id=${project}&per_page=100`, company, true);
  const answer = answerTo(answers, 'tools');
  if (answer === undefined || answer.status === 200) return [first];
  return [first, get('toolList', `/rest/v1.0/projects/${project}/tools?per_page=100`, company, true)];
}

/** The filter keeps it to one row; a project that is not active counts too. */
function projectRead(asks: 'projects' | 'otherCompany', project: string, company: string): FollowUp {
  const filters = `filters[by_status]=All&filters[id]=${project}&per_page=300`;
  return get(asks, `/rest/v1.1/projects?company_id=${company}&${filters}`, company, true);
}

function companyRead(company: string | undefined): FollowUp {
  return get('companies', '/rest/v1.0/companies?per_page=300', company, true);
}

/** The project is not one of the company, or its list was refused. */
function placeIsInDoubt(seen: Evidence, answers: readonly FollowUpAnswer[]): boolean {
  const answer = answerTo(answers, 'projects');
  return projectHidden(seen) || (answer !== undefined && answer.status !== 200);
}

function otherCompanies(seen: Evidence, project: string, company: string | undefined): readonly FollowUp[] {
  if (!projectHidden(seen) && !companyHidden(seen)) return [];
  return (seen.context.companies ?? [])
    .map(({ id }) => String(id))
    .filter(id => id !== company && numeric(id) !== undefined)
    .slice(0, mostCompanies)
    .map(id => projectRead('otherCompany', project, id));
}

function permissions(company: string): FollowUp {
  return get('permissions', `/rest/v1.0/settings/permissions?company_id=${company}`, company);
}

function me({ companyId }: Evidence): FollowUp {
  return get('me', '/rest/v1.0/me', numeric(companyId));
}

/** The list that a record of a 404 should stand in, for just that record where the list can be asked so. */
function recordList(seen: Evidence): string | undefined {
  const { catalog, match, method, path, status, url } = seen;
  const record = numeric(/\/([^/]+)$/.exec(path)?.[1]);
  if (status !== 404 || method === 'POST' || record === undefined) return undefined;
  if (!/\/\{[^/]+\}$/.test(match?.operation.path ?? '')) return undefined;
  const list = path.replace(/\/[^/]+$/, '');
  const operation = catalog?.find('GET', list)?.operation;
  if (operation === undefined) return undefined;
  const scopes = ['company_id', 'project_id'].flatMap(name => {
    const id = numeric(url?.searchParams.get(name) ?? undefined);
    return id === undefined ? [] : [`${name}=${id}`];
  });
  const filter = operation.queryParameters.some(({ name }) => name === 'filters[id]');
  return `${list}?${[...scopes, ...(filter ? [`filters[id]=${record}`] : []), 'per_page=100'].join('&')}`;
}

/** The record that the list was asked for; `undefined`: it was asked for no one. */
export function recordOfList({ path }: FollowUp): string | undefined {
  return /[?&]filters\[id\]=(\d+)/.exec(path)?.[1];
}

/** Only a number gets into an address. */
function numeric(id: string | undefined): string | undefined {
  return id !== undefined && /^\d{1,20}$/.test(id) ? id : undefined;
}

/** Whether the list that was asked has the record; `undefined`: not to be told. */
export function listHasRecord(answer: FollowUpAnswer): boolean | undefined {
  const record = recordOfList(answer.followUp);
  return record === undefined ? undefined : hasRow(answer, record);
}
