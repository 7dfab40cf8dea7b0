import { cleanText } from '../../errors/cleanText.ts';
import type { JsonPath } from '../../errors/normalizedError.ts';
import { readJsonEnd } from '../../errors/readJson.ts';
import { header, headerValue } from '../../headers.ts';
import { rowsOf } from '../../listBody.ts';
import { readPosition } from '../../pagination.ts';
import { plainText } from '../../plainText.ts';
import type { DiagnosisField } from '../actions.ts';
import { type DiagnosisCase, sentences, steps } from '../case.ts';
import type { Diagnosis } from '../diagnosis.ts';
import { emptyListUnits, isEmptyList } from '../emptyList.ts';
import type { Evidence } from '../evidence.ts';
import { placeSent } from '../fieldPlaces.ts';
import { projectHidden } from '../listedPlaces.ts';
import { findCause, offers, openRecord } from '../offers.ts';
import { page } from '../pages.ts';
import { counted, listed } from '../words.ts';

/**
 * "Using sync actions": always 200, with the refused entries under `errors` [doc]. Bulk calls: 207 with
 * `data.failed`, and ids that Procore does not know are left out of the answer without a word [doc].
 */
export const partialFailure: DiagnosisCase = {
  id: 'partial-failure',
  title: 'Part of the request failed',
  link: page.syncActions,
  recognise(seen) {
    if (!seen.api || !seen.succeeded) return undefined;
    const { failed, done } = outcomes(seen);
    const left = seen.status === 207 && done !== undefined ? sentCount(seen) - failed.length - done : 0;
    if (failed.length === 0 && left <= 0) return undefined;
    const reasons = failed
      .slice(0, 3)
      .map(({ row }) => reasonOf(row))
      .filter(reason => reason !== '');
    return {
      certainty: 'machine',
      severity: 'warning',
      cause: sentences(
        failed.length > 0 &&
          `The status is ${seen.status}, yet ${counted(failed.length, 'entry was', 'entries were')} refused${done === undefined ? ' and the others went through' : done > 0 ? ` and ${done.toLocaleString('en-US')} went through` : ''}.`,
        failed.length === 0 &&
          `The status is ${seen.status}, yet ${counted(left, 'entry is', 'entries are')} missing from the answer: Procore leaves out ids that it does not know.`,
        reasons.length > 0 && `The first: ${listed(reasons, 3)}.`,
      ),
      fields: failedFields(seen, failed),
      remedies: [
        'Read the refused entries in the answer: each carries its own errors.',
        done === 0
          ? 'Correct them and send them again: nothing was done.'
          : 'Correct them and send only them again; the others are done.',
        'Count the entries of the answer against those sent, whatever the status is.',
      ],
    };
  },
};

/** How many entries a diagnosis says were refused inside of an answer; 0 for all others. */
export function refusedEntries({ id, cause }: Pick<Diagnosis, 'id' | 'cause'>): number {
  const count = id === partialFailure.id ? /, yet ([\d,]+) entr/.exec(cause)?.[1] : undefined;
  return /entr(?:y was|ies were) refused/.test(cause) ? Number(count?.replaceAll(',', '') ?? 0) : 0;
}

/** How Procore writes dates and reads them in filters [doc]. */
const isDate = /^\d{4}-\d{2}-\d{2}$/;

/** "Troubleshooting", Unexpected empty response: no access to rows, or filters that exclude all [doc]. */
export const unexpectedEmpty: DiagnosisCase = {
  id: 'unexpected-empty',
  title: 'The list is empty',
  link: page.troubleshooting,
  recognise(seen) {
    if (seen.method !== 'GET' || !seen.api || isOfOneHook(seen) || !isEmptyList(seen)) return undefined;
    const at = Number(seen.url?.searchParams.get('page') ?? '1');
    const total = headerValue(seen.headers, header.total);
    const beyond = at > 1 && total !== '0';
    const filters = [...(seen.url?.searchParams.keys() ?? [])].filter(name =>
      /^(?:filters?\[|view$|search|query)/.test(name),
    );
    const dailyLog =
      /_logs$|\/daily_logs\b/.test(seen.path) &&
      ![...(seen.url?.searchParams.keys() ?? [])].some(name => /date/.test(name));
    const otherDates = [...(seen.url?.searchParams ?? [])].filter(
      ([name, value]) =>
        /date|_(?:at|on)\b/.test(name) &&
        /^\d{1,4}[./-]\d{1,2}[./-]\d{1,4}$/.test(value) &&
        !isDate.test(value),
    );
    return {
      certainty: 'general',
      beside: ['sandbox-data-missing'],
      cause: sentences(
        beyond
          ? `Page ${at} lies behind the last page.`
          : 'Procore answers 200 with no rows both where there is nothing and where the account may not see any of it.',
        projectHidden(seen) &&
          `Project ${seen.projectId} is not among the projects that this account gets listed.`,
      ),
      actions: offers(
        beyond && { kind: 'removeParameters', names: ['page'] },
        dailyLog && { kind: 'addParameter', in: 'query', name: 'log_date', type: 'string:date' },
        filters.length > 0 && { kind: 'removeParameters', names: filters.slice(0, 20) },
        findCause(seen, ['projects', 'tools']),
        { kind: 'chooseCompany' },
        openRecord(seen),
      ),
      fields: filters.slice(0, 20).map(name => ({ name, message: '', query: name })),
      remedies: steps(
        ...otherDates
          .slice(0, 3)
          .map(([name, value]) => `Write ${cleanText(name, 60)} as YYYY-MM-DD: it is "${value}".`),
        beyond && 'Read from page 1 and follow Link or Total to the last page.',
        dailyLog &&
          'Name a date: without log_date, or start_date and end_date, a daily log list has only the rows of today.',
        /\/webhooks\/hooks$/.test(seen.path) &&
          'Check namespace and scope: hooks are listed for one namespace, and those of the company apart from those of a project.',
        filters.length > 0 && `Send it once without ${listed(filters)}: a filter may exclude every row.`,
        'Check that Procore-Company-Id is the company that the project or records belong to.',
        seen.context.grant === 'client_credentials'
          ? 'Check the permitted projects of the service account: the list is emptied by each update of the app, and lists are then silently empty.'
          : 'Check that the account has at least Read-only in the tool of this project.',
      ),
    };
  },
};

/** "Pagination": `Link`, `Total`, `Per-Page`; a list answers one page [doc]. */
export const morePages: DiagnosisCase = {
  id: 'more-pages',
  title: 'The list has more pages',
  link: page.pagination,
  recognise(seen) {
    if (seen.method !== 'GET' || !seen.succeeded || !seen.api) return undefined;
    // Of an answer that broke off nothing was read, and there is worse to tell of it.
    if (seen.input.error?.code === 'body-cut') return undefined;
    const read = seen.input.pagination;
    const small = seen.body.length <= emptyListUnits;
    const body = small ? rowsOf(seen.json) : undefined;
    const rows = small ? body?.rows.length : undefined;
    const position =
      seen.url === undefined
        ? undefined
        : readPosition(seen.url, seen.headers, { rows, paging: pagingOf(seen) ?? body?.paging });
    if (!(read?.hasNext ?? position?.hasNext ?? false)) return undefined;
    const at = read?.page ?? position?.page ?? 1;
    const total = read?.total ?? position?.total ?? null;
    const perPage = position?.perPage ?? null;
    const soFar =
      read?.rowsRead ?? (perPage === null || total === null ? null : Math.min(total, perPage * at));
    return {
      certainty: 'known',
      cause: sentences(
        total !== null && soFar !== null
          ? `This is page ${at}; up to here it is ${soFar.toLocaleString('en-US')} of ${counted(total, 'row')}.`
          : `This is ${(read?.page ?? position?.page ?? null) === null ? 'not all of the list' : `page ${at}`}, and the answer points to a next one.`,
        'A program that reads only this page misses the rest.',
      ),
      actions: [{ kind: 'getAllPages' }],
      remedies: [
        'Read all pages: # @allPages above the request, or --all-pages on the command line.',
        (read?.page ?? position?.page ?? null) === null
          ? 'Or ask for the next one with the mark that the answer gives, until it gives none.'
          : `Or ask for the next one with ${/\/planroom\//.test(seen.path) ? 'pdm_page' : 'page'}=${at + 1}, until Link has no rel="next" (or has_next_page is false).`,
        'A larger per_page, up to what the endpoint allows, takes fewer calls.',
      ],
    };
  },
};

interface Outcomes {
  readonly failed: readonly FailedRow[];
  /** `undefined`: not counted, as the answer is large. */
  readonly done: number | undefined;
}

interface FailedRow {
  readonly row: unknown;
  /** Where it stands in the answer. */
  readonly at: JsonPath;
}

function outcomes(seen: Evidence): Outcomes {
  const nothing: Outcomes = { failed: [], done: 0 };
  if (seen.status !== 207 && !/\/(?:sync|bulk\w*|batch\w*)(?:\/|$)/.test(seen.path) && !hidesOutcomes(seen))
    return nothing;
  const refused = lastErrors(seen);
  if (refused !== undefined) {
    return { failed: refused.map((row, index) => ({ row, at: ['errors', index] })), done: undefined };
  }
  const { json } = seen;
  if (!isObject(json)) {
    return Array.isArray(json) ? split(json, []) : nothing;
  }
  if (Array.isArray(json['data'])) return split(json['data'], ['data']);
  const inner = isObject(json['data']) ? json['data'] : json;
  const above = inner === json ? [] : ['data'];
  const name = ['failed', 'failures', 'errors'].find(one => Array.isArray(inner[one]));
  const rows = name === undefined ? [] : (list(inner[name]) ?? []);
  const failed = rows.map((row, index) => ({ row, at: [...above, name ?? '', index] }));
  const done = list(inner['success']) ?? list(inner['succeeded']) ?? list(inner['entities']) ?? [];
  return { failed, done: done.length };
}

/** Of a large answer to a sync action the errors are read alone, where they are few and come last. */
function lastErrors({ body, path }: Evidence): readonly unknown[] | undefined {
  if (body.length <= largeAnswer || !/\/sync$/.test(path)) return undefined;
  const end = readJsonEnd(body, ['errors']);
  return isObject(end) && Object.keys(end).length === 1 ? list(end['errors']) : undefined;
}

/** In UTF-16 units: to read more of an answer whole takes longer than a diagnosis may. */
const largeAnswer = 65_536;

/** Elsewhere only a small answer is looked into, and only for the two known forms. */
function hidesOutcomes(seen: Evidence): boolean {
  if (seen.method === 'GET' || seen.body.length > largeAnswer) return false;
  const { json } = seen;
  if (!isObject(json)) return false;
  const { data } = json;
  return (
    (Array.isArray(json['entities']) && Array.isArray(json['errors'])) ||
    (isObject(data) && Array.isArray(data['failed']))
  );
}

/** Rows of a bulk answer, each with its own errors, or its own status as WebDAV's 207 has it. */
function split(rows: readonly unknown[], above: JsonPath): Outcomes {
  const failed = rows
    .map((row, index) => ({ row, at: [...above, index] }))
    .filter(
      ({ row }) =>
        isObject(row) &&
        (isFilled(row['errors']) ||
          isFilled(row['error']) ||
          (typeof row['status'] === 'number' && row['status'] >= 400)),
    );
  return { failed, done: rows.length - failed.length };
}

function isFilled(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return isObject(value) ? Object.keys(value).length > 0 : typeof value === 'string' && value !== '';
}

function sentCount({ requestJson }: Evidence): number {
  if (Array.isArray(requestJson)) return requestJson.length;
  if (!isObject(requestJson)) return 0;
  const values = Object.values(requestJson);
  const lists = [...values, ...values.filter(isObject).flatMap(value => Object.values(value))].map(list);
  return lists.find(one => one !== undefined)?.length ?? 0;
}

/** The fields that the first refused entries name, each with its place in answer and request. */
function failedFields(seen: Evidence, failed: readonly FailedRow[]): readonly DiagnosisField[] {
  return failed.slice(0, 20).flatMap(({ row, at }) => {
    const errors = isObject(row) ? row['errors'] : undefined;
    if (!isObject(errors)) return [];
    return Object.entries(errors)
      .slice(0, 5)
      .map(([field, texts]) => ({
        name: cleanText(field, 100),
        message: cleanText(plainText(list(texts)?.[0] ?? texts)),
        received: [...at, 'errors', field],
        ...placeSent(seen, field, row),
      }));
  });
}

function reasonOf(row: unknown): string {
  if (typeof row === 'string') return row;
  if (!isObject(row)) return '';
  const { errors, message, error, code } = row;
  if (isObject(errors)) {
    return Object.entries(errors)
      .slice(0, 2)
      .map(
        ([field, texts]) =>
          `${field}: ${list(texts)?.slice(0, 2).map(plainText).join(', ') ?? plainText(texts)}`,
      )
      .join('; ');
  }
  return [errors, message, error, code].find(one => typeof one === 'string' && one !== '')?.toString() ?? '';
}

/** Bid package documents page inside the body; no other answer is worth parsing whole for it. */
function pagingOf(seen: Evidence): ReturnType<typeof readPosition> {
  return /\/planroom\//.test(seen.path) ? rowsOf(seen.json)?.paging : undefined;
}

/** Deliveries and triggers have a case of their own. */
function isOfOneHook({ path }: Evidence): boolean {
  return /\/webhooks\/hooks\/./.test(path);
}

function list(value: unknown): readonly unknown[] | undefined {
  return Array.isArray(value) ? value : undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
