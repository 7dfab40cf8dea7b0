import type { Diagnosis, Severity } from '../../procore/diagnosis/diagnosis.ts';
import type { BudgetReport } from '../../runner/budgets.ts';
import type { KnownWindow } from '../../runner/rateWindows.ts';
import { foundText, rowsText } from '../../runner/render.ts';
import { type SentRequest, succeeded } from '../requests/sentRequests.ts';
import { budgetLine, headline, placeOf, type Wording, windowText } from '../responses/responseText.ts';

/** One row of the view with everything below it, as plain data. */
export interface Row {
  /** Stable while the row means the same, so that the tree stays open. */
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  readonly tooltip?: string;
  /** Names of a codicon and of a theme colour. */
  readonly icon: string;
  readonly color?: string;
  readonly context: 'budget' | 'request' | 'diagnosis' | 'detail';
  readonly expanded?: boolean;
  readonly children: readonly Row[];
  /** The request that it belongs to. */
  readonly sent?: SentRequest;
  /** A page of Procore's documentation. */
  readonly link?: string;
}

/** The rows of the Diagnostics view: rate windows first, then requests, latest first. */
export function diagnosticsRows(
  list: readonly SentRequest[],
  budgets: readonly BudgetReport[],
  wording: Wording,
): readonly Row[] {
  return [...budgetRows(budgets, wording), ...list.map(sent => requestRow(sent, wording))];
}

/** When the first of the rate windows ends, in milliseconds since 1970; `undefined`: none is known. */
export function nextReset(budgets: readonly BudgetReport[]): number | undefined {
  const resets = budgets.flatMap(({ windows }) => windows.map(({ resetsAt }) => resetsAt));
  return resets.length === 0 ? undefined : Math.min(...resets);
}

/** Requests whose last sending failed. */
export function failedCount(list: readonly SentRequest[]): number {
  return list.filter(({ exchange }) => exchange !== undefined && isFailure(exchange)).length;
}

function isFailure(exchange: NonNullable<SentRequest['exchange']>): boolean {
  return exchange.error?.code !== 'cancelled' && !succeeded(exchange);
}

/** Both windows of each budget, also of what other windows of the editor have sent. */
function budgetRows(budgets: readonly BudgetReport[], wording: Wording): readonly Row[] {
  return budgets.flatMap(({ environment: { name, title }, company = '', windows }) => {
    const others = budgets.some(other => other.environment.name === name && other.company !== company);
    const place = company !== '' && others ? `${title}, company ${company}` : title;
    return windows.toSorted(byKind).map(({ kind, limit, left, resetsAt }) => {
      const label = `${Math.max(0, left)} of ${limit} requests left`;
      const resets = wording.timeOf(new Date(resetsAt).toISOString());
      return {
        id: `budget/${name}/${company}/${kind}`,
        label,
        description: `${windowText(kind)} · ${place} · resets at ${resets}`,
        tooltip: `${label} ${windowText(kind)}\n${place}\nresets at ${resets}`,
        icon: 'dashboard',
        ...(left < limit * 0.1 ? { color: 'list.warningForeground' } : {}),
        context: 'budget' as const,
        children: [],
      };
    });
  });
}

/** The tight one first. */
function byKind(a: KnownWindow, b: KnownWindow): number {
  return b.kind.localeCompare(a.kind);
}

function requestRow(sent: SentRequest, wording: Wording): Row {
  // A tree keeps a row of one id as it was first shown, so a new sending is a new row.
  const id = `${sent.document}\n${sent.key}\n${sent.startedAt}`;
  const { exchange } = sent;
  const common = { id, label: sent.label, context: 'request' as const, sent };
  if (exchange === undefined)
    return {
      ...common,
      id: `${id}/running`,
      description: sent.progress,
      tooltip: `${sent.method} ${sent.target}\n${sent.progress}`,
      icon: 'sync~spin',
      children: [],
    };
  const failed = isFailure(exchange);
  return {
    ...common,
    description: headline(exchange),
    tooltip: `${exchange.request.method} ${exchange.request.url}\n${placeOf(sent)}, ${headline(exchange)}`,
    ...iconOf(exchange.error?.code === 'cancelled' ? 'cancelled' : failed ? 'failed' : 'passed'),
    expanded: failed || exchange.diagnoses.some(({ severity }) => severity !== 'information'),
    children: [
      ...(exchange.error === null || exchange.diagnoses.length > 0
        ? []
        : [detail(`${id}/error`, exchange.error.message, 'info')]),
      ...exchange.diagnoses.map((diagnosis, index) =>
        diagnosisRow(`${id}/${index}`, diagnosis, sent, index === 0),
      ),
      ...exchange.asserts
        .filter(({ passed }) => !passed)
        .map(({ text, actual, line }) =>
          detail(`${id}/assert/${line}`, `${text} failed`, 'error', foundText(actual)),
        ),
      ...detailOf(`${id}/pages`, rowsText(exchange), 'files'),
      ...detailOf(`${id}/budget`, budgetLine(exchange, wording), 'dashboard'),
    ],
  };
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

function diagnosisRow(id: string, diagnosis: Diagnosis, sent: SentRequest, expanded: boolean): Row {
  return {
    id,
    label: diagnosis.title,
    description: diagnosis.id,
    tooltip: [diagnosis.cause, ...diagnosis.remedies].join('\n'),
    ...severityIcon[diagnosis.severity],
    context: 'diagnosis',
    expanded,
    sent,
    link: diagnosis.link,
    children: [
      detail(`${id}/cause`, diagnosis.cause, 'question'),
      ...diagnosis.remedies.map((remedy, index) => detail(`${id}/remedy/${index}`, remedy, 'lightbulb')),
    ],
  };
}

function detail(id: string, label: string, icon: string, description?: string): Row {
  return {
    id,
    label,
    tooltip: label,
    icon,
    context: 'detail',
    children: [],
    ...(description === undefined ? {} : { description }),
  };
}

function detailOf(id: string, label: string | undefined, icon: string): readonly Row[] {
  return label === undefined ? [] : [detail(id, label, icon)];
}
