import { normalizeError } from '../../errors/normalize.ts';
import { readJson } from '../../errors/readJson.ts';
import { rowId, rowsOf } from '../../listBody.ts';
import { isNotConnected } from '../cases/connection.ts';
import type { DiagnosisContext } from '../diagnosis.ts';
import type { FollowUpAnswer, FollowUpQuestion } from './followUp.ts';

type Tool = NonNullable<DiagnosisContext['tools']>[number];
type Named = NonNullable<DiagnosisContext['projects']>[number];

/** Longer lists than this are not read whole, in UTF-16 units. */
const longest = 16 * 1024 * 1024;

/**
 * What the answers of follow-up checks add to what is known: `context` with the fields that they fill. What a check
 * was refused, or did not get whole, stays absent; that a refusal says "App is not connected" counts.
 */
export function contextFrom(
  context: DiagnosisContext,
  {
    projectId,
    companyId,
  }: { readonly projectId?: string | undefined; readonly companyId?: string | undefined },
  answers: readonly FollowUpAnswer[],
): DiagnosisContext {
  const tools = toolsIn(answers);
  const projects = projectsIn(answers, projectId);
  const companies = companiesIn(answers);
  const owner = ownerIn(answers, projectId, companies ?? context.companies ?? []);
  const token = tokenIn(answers);
  return {
    ...context,
    ...(tools === undefined ? {} : { tools }),
    ...(projects === undefined ? {} : { projects }),
    ...(companies === undefined ? {} : { companies }),
    ...(owner === undefined ? {} : { projectCompany: owner }),
    ...(token === undefined ? {} : { token }),
    // Another company that is looked into says nothing of this one.
    ...(answers.some(answer => answer.followUp.companyId === companyId && isDisconnected(answer))
      ? { appConnected: false }
      : {}),
  };
}

/** The rows of a list, wrapped in `data` or not; `undefined` where the answer is none. */
export function rowsIn({ status, body }: FollowUpAnswer): readonly Fields[] | undefined {
  if (status !== 200) return undefined;
  return rowsOf(readJson(body, longest))?.rows.map(fieldsOf);
}

/** Whether the rows have that id; `undefined`: not to be told, as rows are missing. */
export function hasRow(answer: FollowUpAnswer, id: string): boolean | undefined {
  const rows = rowsIn(answer);
  if (rows === undefined) return undefined;
  if (rows.some(row => rowId(row) === id)) return true;
  return answer.whole ? false : undefined;
}

/** The first answer to a question. */
export function answerTo(
  answers: readonly FollowUpAnswer[],
  asks: FollowUpQuestion,
): FollowUpAnswer | undefined {
  return answers.find(({ followUp }) => followUp.asks === asks);
}

type Fields = Readonly<Record<string, unknown>>;

function toolsIn(answers: readonly FollowUpAnswer[]): readonly Tool[] | undefined {
  for (const asks of ['tools', 'toolList'] as const) {
    const answer = answerTo(answers, asks);
    const rows = answer && rowsIn(answer);
    if (answer?.whole && rows !== undefined) return rows.flatMap(toolOf);
  }
  const permissions = answerTo(answers, 'permissions');
  if (permissions?.status !== 200) return undefined;
  const listed = fieldsOf(readJson(permissions.body, longest))['tools'];
  return Array.isArray(listed) ? listed.map(fieldsOf).flatMap(permittedToolOf) : undefined;
}

function toolOf(row: Fields): readonly Tool[] {
  const { engine_name, title, is_active } = row;
  if (typeof engine_name !== 'string' || typeof is_active !== 'boolean') return [];
  return [{ engine_name, title: textOf(title) ?? '', is_active, ...levelOf(row) }];
}

/** The permission manifest names tools otherwise, and lists no tool that is off. "Permissions" [oas]. */
function permittedToolOf(row: Fields): readonly Tool[] {
  const name = textOf(row['name']);
  if (name === undefined) return [];
  return [{ engine_name: name, title: textOf(row['friendly_name']) ?? '', is_active: true, ...levelOf(row) }];
}

/** A text in one endpoint, an object with id and name in another. */
function levelOf({ user_access_level: level }: Fields): { readonly user_access_level?: string } {
  const name = textOf(level) ?? textOf(fieldsOf(level)['name']);
  return name === undefined ? {} : { user_access_level: name };
}

function projectsIn(
  answers: readonly FollowUpAnswer[],
  projectId: string | undefined,
): readonly Named[] | undefined {
  const answer = answerTo(answers, 'projects');
  if (answer === undefined || projectId === undefined) return undefined;
  return hasRow(answer, projectId) === undefined ? undefined : namedIn(answer);
}

function companiesIn(answers: readonly FollowUpAnswer[]): readonly Named[] | undefined {
  const answer = answerTo(answers, 'companies');
  return answer?.whole ? namedIn(answer) : undefined;
}

function ownerIn(
  answers: readonly FollowUpAnswer[],
  projectId: string | undefined,
  companies: readonly Named[],
): Named | undefined {
  if (projectId === undefined) return undefined;
  const found = answers.find(
    answer => answer.followUp.asks === 'otherCompany' && hasRow(answer, projectId) === true,
  );
  return companies.find(({ id }) => String(id) === found?.followUp.companyId);
}

function namedIn(answer: FollowUpAnswer): readonly Named[] | undefined {
  return rowsIn(answer)?.flatMap(row => {
    const id = rowId(row);
    return id === undefined ? [] : [{ id, name: textOf(row['name']) ?? '' }];
  });
}

function tokenIn(answers: readonly FollowUpAnswer[]): DiagnosisContext['token'] {
  const status = answerTo(answers, 'token')?.status;
  if (status === 200) return 'good';
  return status === 401 ? 'refused' : undefined;
}

function isDisconnected({ status, body }: FollowUpAnswer): boolean {
  return status === 403 && normalizeError(status, {}, body).messages.some(isNotConnected);
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
