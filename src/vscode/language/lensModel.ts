import * as vscode from 'vscode';
import type { RequestNode } from '../../httpFile/syntax.ts';
import { flagValue } from '../../httpFile/syntax.ts';
import type { Exchange } from '../../runner/exchange.ts';
import { visibleLine } from '../../runner/visibleText.ts';
import { commandId } from '../commandIds.ts';
import { translated } from '../l10n.ts';
import { type SentRequest, succeeded } from '../requests/sentRequests.ts';
import { headline } from '../responses/responseText.ts';

export interface Lens {
  /** Counted as the ranges of the request are. */
  readonly offset: number;
  readonly title: string;
  readonly tooltip: string;
  readonly command: string;
  readonly key: string;
}

/**
 * The lenses of a request: Send, Get All Pages where a list has more, and what the last sending came to.
 * `environment` is named where the request does not go to the active one; `left`: its list was read in part
 * before the window was opened.
 */
export function requestLenses(
  key: string,
  request: RequestNode,
  sent: SentRequest | undefined,
  environment: string | undefined,
  left?: { readonly rowsRead: number; readonly total: number | null },
): readonly Lens[] {
  const at = { offset: request.requestLine.start, key };
  const running = sent !== undefined && sent.exchange === undefined;
  if (running)
    return [
      {
        ...at,
        title: vscode.l10n.t('Cancel'),
        tooltip: vscode.l10n.t('Stop the running requests'),
        command: commandId.cancelRequests,
      },
      {
        ...at,
        title: vscode.l10n.t('Running…'),
        tooltip: vscode.l10n.t('Show the answer'),
        command: commandId.showResponse,
      },
    ];
  // What a HEAD tells of further pages cannot be read by it.
  const pagination = request.method === 'HEAD' ? undefined : sent?.exchange?.pagination;
  const hasMore = pagination?.hasNext === true || (pagination?.pagesRead ?? 0) > 1;
  const all = hasMore && flagValue(request, 'allPages') === undefined;
  const stopped = pagination?.hasNext === true && sent?.exchange !== undefined && failed(sent.exchange);
  return [
    {
      ...at,
      title: environment === undefined ? vscode.l10n.t('Send') : vscode.l10n.t('Send to {0}', environment),
      tooltip: vscode.l10n.t('Send this request'),
      command: commandId.sendRequest,
    },
    ...(all
      ? [
          {
            ...at,
            title: allPagesTitle(pagination),
            tooltip: vscode.l10n.t('Read every page into one answer'),
            command: commandId.sendAllPages,
          },
        ]
      : []),
    ...(stopped
      ? [
          {
            ...at,
            title:
              pagination.page === null
                ? vscode.l10n.t('Resume')
                : vscode.l10n.t('Resume at Page {0}', pagination.page + 1),
            tooltip: vscode.l10n.t('Read on after the {0} rows that came', pagination.rowsRead),
            command: commandId.resumePages,
          },
        ]
      : []),
    ...(sent !== undefined || left === undefined
      ? []
      : [
          {
            ...at,
            title: vscode.l10n.t('Get the Remaining Pages'),
            tooltip: vscode.l10n.t('Read on after the {0} that came when it was stopped', rowsOf(left)),
            command: commandId.resumePages,
          },
        ]),
    ...(sent?.exchange === undefined
      ? []
      : [
          {
            ...at,
            title: [headline(sent.exchange), ...(stopped ? [stoppedText(pagination)] : [])].join(' · '),
            tooltip: vscode.l10n.t('Show the answer'),
            command: commandId.showResponse,
          },
          ...reasonLens(at, sent.exchange),
          ...hintLens(at, sent),
        ]),
  ];
}

/**
 * Why it failed, or what is wrong with a good answer, in the words of the diagnosis; nothing where the status says all
 * that is known.
 */
function reasonLens(at: Pick<Lens, 'offset' | 'key'>, exchange: Exchange): readonly Lens[] {
  if (exchange.error?.code === 'cancelled') return [];
  const reason = succeeded(exchange) ? misleading(exchange) : whyFailed(exchange);
  if (reason === undefined) return [];
  return [
    {
      ...at,
      title: vscode.l10n.t('{0} · Explain', shortened(plainTitle(translated(reason)))),
      tooltip: vscode.l10n.t('Show cause and remedies in the Diagnostics view'),
      command: commandId.explainFailure,
    },
  ];
}

function whyFailed({ diagnoses, error }: Exchange): string | undefined {
  return diagnoses.find(({ severity }) => severity === 'error')?.title ?? error?.message;
}

/** Further pages have a lens of their own. */
function misleading({ diagnoses }: Exchange): string | undefined {
  return diagnoses.find(({ id, severity }) => severity === 'warning' && id !== 'more-pages')?.title;
}

/** What a good answer may have passed over; the answer itself stays as quiet as others. */
function hintLens(at: Pick<Lens, 'offset' | 'key'>, { hint }: SentRequest): readonly Lens[] {
  if (hint === undefined) return [];
  return [
    {
      ...at,
      title: vscode.l10n.t('{0} · Explain', shortened(plainTitle(hint.title))),
      tooltip: plainTitle(hint.text),
      command: commandId.explainFailure,
    },
  ];
}

/** A lens reads `$(name)` as an icon; what a server says is only text. */
function plainTitle(text: string): string {
  return visibleLine(text).replaceAll('$(', '$\u200b(').trim();
}

function shortened(text: string): string {
  return text.length > longestReason ? `${text.slice(0, longestReason - 1)}…` : text;
}

/** The line of a lens cannot be scrolled. */
const longestReason = 90;

function rowsOf({ rowsRead, total }: { readonly rowsRead: number; readonly total: number | null }): string {
  const read = rowsRead.toLocaleString('en');
  return total === null
    ? vscode.l10n.t('{0} rows', read)
    : vscode.l10n.t('{0} of {1} rows', read, total.toLocaleString('en'));
}

/** With their number, where the list tells how many pages it has. */
function allPagesTitle(pagination: Exchange['pagination'] | undefined): string {
  const pages = pagesIn(pagination);
  return pages === undefined ? vscode.l10n.t('Get All Pages') : vscode.l10n.t('Get All {0} Pages', pages);
}

/** The status is that of the last page that came: it does not say that others are missing. */
function stoppedText(pagination: NonNullable<Exchange['pagination']>): string {
  const { page } = pagination;
  const pages = pagesIn(pagination);
  if (page === null) return vscode.l10n.t('stopped');
  return pages === undefined
    ? vscode.l10n.t('stopped after page {0}', page)
    : vscode.l10n.t('stopped after page {0} of {1}', page, pages);
}

function pagesIn(pagination: Exchange['pagination'] | undefined): string | undefined {
  const { total = null, perPage = null } = pagination ?? {};
  return total === null || !perPage ? undefined : Math.ceil(total / perPage).toLocaleString('en');
}

function failed({ error, response }: Exchange): boolean {
  return error !== null || (response?.status ?? 0) >= 300;
}
