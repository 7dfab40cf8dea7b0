import { header } from '../procore/headers.ts';
import type { RecordsPage } from './records/records.ts';

/** `drop-parameters`: links keep none but those of paging; `off`: there is no `Link`. */
export type LinkMode = 'full' | 'drop-parameters' | 'off';

/**
 * `Total`, `Per-Page` and `Link` of a list. `first` and `prev` are left out on page 1, `next` and `last` on
 * the last one. Procore's sample links lack the request's other parameters, hence the mode that drops them.
 * Source: Procore documentation, "Pagination" [doc].
 */
export function paginationHeaders(
  { page, perPage, total }: RecordsPage,
  url: string,
  mode: LinkMode,
): Record<string, string> {
  const headers: Record<string, string> = {
    [header.total]: String(total),
    [header.perPage]: String(perPage),
  };
  const last = Math.max(1, Math.ceil(total / Math.max(1, perPage)));
  if (mode === 'off' || (last === 1 && page <= 1)) return headers;
  const address = new URL(url);
  if (mode === 'drop-parameters') address.search = '';
  address.searchParams.delete('page');
  address.searchParams.set('per_page', String(perPage));
  const link = (to: number, rel: string) => {
    address.searchParams.set('page', String(to));
    return `<${address.href}>; rel="${rel}"`;
  };
  const links: string[] = [];
  if (page > 1) links.push(link(1, 'first'), link(Math.min(page - 1, last), 'prev'));
  if (page < last) links.push(link(last, 'last'), link(page + 1, 'next'));
  headers[header.link] = links.join(', ');
  return headers;
}
