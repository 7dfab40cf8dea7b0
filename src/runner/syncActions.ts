import { elementLines, elementsText, memberText } from './jsonText.ts';
import { isWrite } from './prepare.ts';
import { wholeText } from './requestBody.ts';
import type { Attempt } from './send.ts';
import { isStreamed } from './streamedBody.ts';

/** "Using sync actions": up to 1,000 entries for each call [doc]. */
export const mostUpdates = 1000;

/** A part of a sync action that Procore takes in one call. Rows count from 1. */
export interface SyncPart {
  readonly body: string;
  readonly from: number;
  readonly to: number;
}

/** What one part was answered with: the texts of the elements, as Procore wrote them. */
export interface SyncAnswer {
  readonly entities: string;
  readonly errors: string;
  readonly entityCount: number;
  readonly errorCount: number;
}

/**
 * The calls that a sync action is sent as; `undefined`: as it stands, for it is none, has no more `updates`
 * than one call takes, or is not JSON. What stands beside `updates` goes with every call, lists such as
 * `deletes` with the first alone. The one `POST .../sync` is all or nothing, and never cut. Source: Procore
 * documentation, "Using sync actions" [doc]; the POST [oas].
 */
export async function syncParts({
  method,
  url,
  body,
}: Pick<Attempt, 'method' | 'url' | 'body'>): Promise<readonly SyncPart[] | undefined> {
  if (!mayBeSyncAction({ method, url }) || body === undefined) return undefined;
  const text = await textOf(body).catch(() => undefined);
  const given = text === undefined ? undefined : objectOf(text);
  const updates = given?.['updates'];
  if (text === undefined || given === undefined || !Array.isArray(updates)) return undefined;
  if (updates.length <= mostUpdates) return undefined;
  const rows = elementLines(elementsText(memberText(text, 'updates') ?? '[]')).split('\n');
  if (rows.length !== updates.length) return undefined;
  const member = (name: string) => `${JSON.stringify(name)}:${memberText(text, name) ?? 'null'},`;
  const others = Object.keys(given).filter(name => name !== 'updates');
  const always = others.filter(name => !Array.isArray(given[name])).map(member);
  const lists = others.filter(name => Array.isArray(given[name])).map(member);
  return Array.from({ length: Math.ceil(rows.length / mostUpdates) }, (_, index) => {
    const from = index * mostUpdates;
    const some = rows.slice(from, from + mostUpdates);
    const beside = [...always, ...(index === 0 ? lists : [])].join('');
    return { body: `{${beside}"updates":[${some.join(',')}]}`, from: from + 1, to: from + some.length };
  });
}

/** Whether it is a sync action that may be cut, by how it is called. */
export function mayBeSyncAction({ method, url }: Pick<Attempt, 'method' | 'url'>): boolean {
  return method === 'PATCH' && /\/sync\/?$/.test(url.pathname);
}

/** What a person is told of a sync action that is sent in several calls. */
export function extentOf(parts: readonly SyncPart[]): string {
  return `${rowCount(parts)} updates, sent in ${parts.length} requests`;
}

/** Of all parts together, for people. */
export function rowCount(parts: readonly SyncPart[]): string {
  return (parts.at(-1)?.to ?? 0).toLocaleString('en-US');
}

/** Reads the answer of one part; `undefined`: it is not that of a sync action. */
export function readSyncAnswer(text: string): SyncAnswer | undefined {
  const answer = objectOf(text);
  if (!Array.isArray(answer?.['entities']) || !Array.isArray(answer['errors'])) return undefined;
  const list = (name: string) => elementsText(memberText(text, name) ?? '[]');
  return {
    entities: list('entities'),
    errors: list('errors'),
    entityCount: answer['entities'].length,
    errorCount: answer['errors'].length,
  };
}

/** All answers as the one that Procore would give if it took the whole. */
export function joinSyncAnswers(answers: readonly SyncAnswer[]): string {
  const all = (name: 'entities' | 'errors') =>
    answers
      .map(answer => answer[name])
      .filter(elements => elements !== '')
      .join(',');
  return `{"entities":[${all('entities')}],"errors":[${all('errors')}]}`;
}

/** Longer answers are judged by `judgedSyncAnswer`. In UTF-16 units. */
const longestJudged = 4_000_000;
/** Refused entries that a judgement may look into; the rest are only counted. */
const mostLookedInto = 100;

/** What a diagnosis needs of an answer that it would not read whole: all counts, and the first errors. */
export function judgedSyncAnswer(answers: readonly SyncAnswer[]): string | undefined {
  const length = answers.reduce((sum, { entities, errors }) => sum + entities.length + errors.length, 0);
  if (length <= longestJudged) return undefined;
  const total = (name: 'entityCount' | 'errorCount') =>
    answers.reduce((sum, answer) => sum + answer[name], 0);
  const first = answers
    .flatMap(({ errors }) => (errors === '' ? [] : elementLines(errors).split('\n')))
    .slice(0, mostLookedInto);
  const rest = Array.from({ length: total('errorCount') - first.length }, () => '{}');
  const entities = Array.from({ length: total('entityCount') }, () => '{}');
  return `{"entities":[${entities.join(',')}],"errors":[${[...first, ...rest].join(',')}]}`;
}

/**
 * Whether a request is answered entry by entry, each with its own success or failure: then the whole answer is
 * needed to say what became of it.
 */
export function isAnsweredByEntry({ method, url }: Pick<Attempt, 'method' | 'url'>): boolean {
  return isWrite(method) && /\/(?:sync|bulk\w*|batch\w*)(?:\/|$)/.test(url.pathname);
}

async function textOf(body: NonNullable<Attempt['body']>): Promise<string> {
  if (typeof body === 'string') return body;
  return Buffer.from(isStreamed(body) ? await wholeText(body) : body).toString('utf8');
}

function objectOf(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value))
      : undefined;
  } catch {
    return undefined;
  }
}
