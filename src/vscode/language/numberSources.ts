import { header, headerValue } from '../../procore/headers.ts';
import type { Exchange } from '../../runner/exchange.ts';
import { rowsText } from '../../runner/render.ts';
import { l10n } from '../l10n.ts';
import type { SentRequest } from '../requests/sentRequests.ts';
import { budgetLine, type Wording } from '../responses/responseText.ts';

/**
 * Procore's pages say 3,600 requests an hour in one place and name no number in another ("Rate limiting" [doc]),
 * so it matters who said a number.
 */
export const limitsDiffer = (): string =>
  l10n.t("Procore's pages name 3,600 an hour, or no number: what counts is what the server says.");

/** What is left of the rate window, and who said so; `undefined` where none of Procore's servers answered. */
export function limitSource(sent: SentRequest, wording: Wording): string | undefined {
  const { exchange } = sent;
  if (exchange === undefined || exchange.response === null || exchange.environment === null) return undefined;
  const line = budgetLine(exchange, wording);
  if (line === undefined) return l10n.t('not told by the server: this answer has no X-Rate-Limit headers');
  return l10n.t('{0}, as the X-Rate-Limit headers of this answer said', line);
}

/** How far a list was read, and who said how long it is; `undefined` where the answer was no list. */
export function rowsSource(exchange: Exchange): string | undefined {
  const text = rowsText(exchange, l10n.t);
  if (text === undefined) return undefined;
  const { total = null } = exchange.pagination ?? {};
  if (total === null) return l10n.t('{0}; the server did not say how many there are', text);
  const said = headerValue(exchange.response?.headers ?? {}, header.total);
  return said === undefined ? text : l10n.t('{0}, as the Total header said', text);
}
