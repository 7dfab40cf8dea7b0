import type { Diagnosis, Severity } from '../../procore/diagnosis/diagnosis.ts';
import type { Exchange } from '../../runner/exchange.ts';
import { foundText, rowsText } from '../../runner/render.ts';
import { barText } from '../budgets/budgetText.ts';
import { l10n, translatedDiagnosis } from '../l10n.ts';
import { limitSource, rowsSource } from '../language/numberSources.ts';
import { type SentRequest, succeeded } from '../requests/sentRequests.ts';
import { budgetLine, headline, placeOf, type Wording } from '../responses/responseText.ts';
import { detailRow, type Row } from './row.ts';

/** Requests whose last sending failed. */
export function failedCount(list: readonly SentRequest[]): number {
  return list.filter(({ exchange }) => exchange !== undefined && hasFailed(exchange)).length;
}

/** Not what a person has stopped. */
export function hasFailed(exchange: Exchange): boolean {
  return exchange.error?.code !== 'cancelled' && !succeeded(exchange);
}

/** What a request has met when it was last sent, and below it why, how far its list was read, and what is left. */
export function requestRow(sent: SentRequest, wording: Wording): Row {
  // A tree keeps a row of one id as it was first shown, so a new sending is a new row.
  const id = `${sent.document}\n${sent.key}\n${sent.startedAt}`;
  const { exchange } = sent;
  const common = { id, label: sent.label, context: 'request', sent };
  if (exchange === undefined)
    return {
      ...common,
      id: `${id}/running`,
      description: sent.progress,
      tooltip: `${sent.method} ${sent.target}\n${sent.progress}`,
      icon: 'sync~spin',
      children: [],
    };
  const failed = hasFailed(exchange);
  return {
    ...common,
    context: failed ? 'request failed' : 'request',
    description: headline(exchange),
    tooltip: tooltipOf(sent, exchange, wording),
    spoken: [sent.label, ...(failed ? [l10n.t('failed')] : []), headline(exchange)].join(', '),
    ...iconOf(exchange.error?.code === 'cancelled' ? 'cancelled' : failed ? 'failed' : 'passed'),
    expanded: failed || exchange.diagnoses.some(({ severity }) => severity !== 'information'),
    children: [
      ...(exchange.error === null || exchange.diagnoses.length > 0
        ? []
        : [detailRow(`${id}/error`, exchange.error.message, 'info')]),
      ...exchange.diagnoses.map((diagnosis, index) =>
        diagnosisRow(`${id}/${index}`, diagnosis, sent, index === 0),
      ),
      ...exchange.asserts
        .filter(({ passed }) => !passed)
        .map(({ text, actual, line }) =>
          detailRow(`${id}/assert/${line}`, l10n.t('{0} failed', text), 'error', {
            description: foundText(actual, l10n.t),
          }),
        ),
      ...(sent.hint === undefined ? [] : [detailRow(`${id}/hint`, sent.hint.text, 'info')]),
      ...pagesRow(id, exchange),
      ...budgetRow(id, sent, exchange, wording),
    ],
  };
}

function tooltipOf(sent: SentRequest, exchange: Exchange, wording: Wording): string {
  const limit = limitSource(sent, wording);
  return [
    `${exchange.request.method} ${exchange.request.url}`,
    `${placeOf(sent)}, ${headline(exchange)}`,
    ...(sent.hint === undefined ? [] : [sent.hint.text]),
    ...(limit === undefined ? [] : [l10n.t('Rate limit: {0}', limit)]),
  ].join('\n');
}

function iconOf(outcome: 'passed' | 'failed' | 'cancelled'): { icon: string; color?: string } {
  if (outcome === 'passed') return { icon: 'pass', color: 'testing.iconPassed' };
  return outcome === 'failed' ? { icon: 'error', color: 'testing.iconFailed' } : { icon: 'circle-slash' };
}

const severityIcon: Readonly<Record<Severity, { readonly icon: string; readonly color: string }>> = {
  error: { icon: 'error', color: 'list.errorForeground' },
  warning: { icon: 'warning', color: 'list.warningForeground' },
  information: { icon: 'info', color: 'notificationsInfoIcon.foreground' },
};

function severityWord(severity: Severity): string {
  if (severity === 'error') return l10n.t('error');
  return severity === 'warning' ? l10n.t('warning') : l10n.t('information');
}

function diagnosisRow(id: string, diagnosis: Diagnosis, sent: SentRequest, expanded: boolean): Row {
  const { title, cause, remedies, severity, actions, link } = translatedDiagnosis(diagnosis);
  return {
    id,
    label: title,
    description: diagnosis.id,
    tooltip: [cause, ...remedies].join('\n'),
    spoken: `${severityWord(severity)}: ${title}`,
    ...severityIcon[severity],
    context: ['diagnosis', ...new Set(actions.map(({ kind }) => `action-${kind}`))].join(' '),
    expanded,
    sent,
    diagnosis,
    link,
    children: [
      detailRow(`${id}/cause`, cause, 'question', { spoken: l10n.t('Cause: {0}', cause) }),
      ...remedies.map((remedy, index) =>
        detailRow(`${id}/remedy/${index}`, remedy, 'lightbulb', {
          spoken: l10n.t('What to do: {0}', remedy),
        }),
      ),
    ],
  };
}

/** How far the list was read, with a bar where its length is known. */
function pagesRow(id: string, exchange: Exchange): readonly Row[] {
  const text = rowsText(exchange, l10n.t);
  if (text === undefined) return [];
  const { total = null, rowsRead = 0 } = exchange.pagination ?? {};
  const bar = total === null || total <= rowsRead ? {} : { description: barText(rowsRead, total) };
  const more = { ...bar, tooltip: rowsSource(exchange) ?? text, spoken: text };
  return [detailRow(`${id}/pages`, text, 'files', more)];
}

function budgetRow(id: string, sent: SentRequest, exchange: Exchange, wording: Wording): readonly Row[] {
  const { rateLimit } = exchange;
  const text = budgetLine(exchange, wording);
  if (rateLimit === null || text === undefined) return [];
  const more = {
    description: barText(rateLimit.remaining, rateLimit.limit),
    tooltip: limitSource(sent, wording) ?? text,
    spoken: text,
  };
  return [detailRow(`${id}/budget`, text, 'dashboard', more)];
}
