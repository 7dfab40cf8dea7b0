import { cleanText } from '../../errors/cleanText.ts';
import { header, headerValue } from '../../headers.ts';
import { rowsOf } from '../../listBody.ts';
import { readPosition } from '../../pagination.ts';
import { type DiagnosisCase, sentences, steps } from '../case.ts';
import { emptyListUnits, isEmptyList } from '../emptyList.ts';
import type { Evidence } from '../evidence.ts';
import { projectHidden } from '../listedPlaces.ts';
import { findCause, offers, openRecord } from '../offers.ts';
import { page } from '../pages.ts';
import { counted, listed } from '../words.ts';

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

/** Bid package documents page inside the body; no other answer is worth parsing whole for it. */
function pagingOf(seen: Evidence): ReturnType<typeof readPosition> {
  return /\/planroom\//.test(seen.path) ? rowsOf(seen.json)?.paging : undefined;
}

/** Deliveries and triggers have a case of their own. */
function isOfOneHook({ path }: Evidence): boolean {
  return /\/webhooks\/hooks\/./.test(path);
}
