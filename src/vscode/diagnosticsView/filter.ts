import { l10n } from '../l10n.ts';
import type { SentRequest } from '../requests/sentRequests.ts';
import { placeOf } from '../responses/responseText.ts';
import { hasFailed } from './model.ts';

/** Which requests the Diagnostics view shows. */
export interface Filter {
  readonly onlyFailures: boolean;
  /** As `placeOf` names them; empty: all. */
  readonly environments: readonly string[];
  /** Addresses of documents; empty: all. */
  readonly files: readonly string[];
}

export const noFilter: Filter = { onlyFailures: false, environments: [], files: [] };

export function isFiltering({ onlyFailures, environments, files }: Filter): boolean {
  return onlyFailures || environments.length > 0 || files.length > 0;
}

/** What is running is shown with the failures: it may become one. */
export function filtered(list: readonly SentRequest[], filter: Filter): readonly SentRequest[] {
  const { onlyFailures, environments, files } = filter;
  return list.filter(
    sent =>
      (!onlyFailures || sent.exchange === undefined || hasFailed(sent.exchange)) &&
      (environments.length === 0 || environments.includes(placeOf(sent))) &&
      (files.length === 0 || files.includes(sent.document)),
  );
}

/** What there is to choose from, also what is chosen and no longer there. */
export function filterChoices(
  list: readonly SentRequest[],
  filter: Filter,
): { readonly environments: readonly string[]; readonly files: readonly string[] } {
  const distinct = (values: readonly string[]) => [...new Set(values)].sort();
  return {
    environments: distinct([...list.map(placeOf), ...filter.environments]),
    files: distinct([...list.map(({ document }) => document), ...filter.files]),
  };
}

/** `Only failed · Simulator · rfis.http: 3 of 12 requests`; `undefined` without a filter. */
export function filterText(
  filter: Filter,
  shown: number,
  all: number,
  fileName: (document: string) => string,
): string | undefined {
  if (!isFiltering(filter)) return undefined;
  const parts = [
    ...(filter.onlyFailures ? [l10n.t('Only failed')] : []),
    ...(filter.environments.length === 0 ? [] : [filter.environments.join(', ')]),
    ...(filter.files.length === 0 ? [] : [filter.files.map(fileName).join(', ')]),
  ];
  const kept = parts.join(' · ');
  return all === 1
    ? l10n.t('{0}: {1} of 1 request', kept, shown)
    : l10n.t('{0}: {1} of {2} requests', kept, shown, all);
}
