import * as vscode from 'vscode';
import { roughDuration } from '../../runner/forecast.ts';
import { nothingYet, progressAfter, reportsAt } from '../../runner/progressNow.ts';
import type { Progress } from '../../runner/runner.ts';

/** What a person reads while a request runs. */
export function progressText(progress: Progress): string {
  switch (progress.kind) {
    case 'sending':
      return progress.attempt > 1
        ? vscode.l10n.t('Sending, attempt {0}', progress.attempt)
        : vscode.l10n.t('Sending');
    case 'sent':
      return progress.bytes < progress.total
        ? vscode.l10n.t('Sending, {0} of {1} MB', megabytes(progress.bytes), megabytes(progress.total))
        : vscode.l10n.t('Sent, waiting for the answer');
    case 'receiving':
      return vscode.l10n.t('Receiving, {0} MB so far', Math.round(progress.bytes / 1e6));
    case 'waiting':
      return vscode.l10n.t('Waiting {0}: {1}', roughDuration(progress.milliseconds), progress.reason);
    case 'forecast':
      return forecast(progress.requests, progress.milliseconds);
    case 'part':
      return vscode.l10n.t('Rows {0} to {1} of {2}', progress.from, progress.to, progress.rows);
    case 'page':
      return joined(pagesText(progress), rowsText(progress), leftText(progress.leftMs));
  }
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}

type Pages = Extract<Progress, { kind: 'page' }>;

function pagesText({ pagesRead, pages }: Pages): string {
  if (pages === null)
    return pagesRead === 1 ? vscode.l10n.t('1 page read') : vscode.l10n.t('{0} pages read', pagesRead);
  return pages === 1
    ? vscode.l10n.t('{0} of 1 page read', pagesRead)
    : vscode.l10n.t('{0} of {1} pages read', pagesRead, pages);
}

function rowsText({ rowsRead, total }: Pages): string {
  return total === null
    ? vscode.l10n.t('{0} rows', rowsRead)
    : vscode.l10n.t('{0} of {1} rows', rowsRead, total);
}

function leftText(leftMs: number | undefined): string {
  return leftMs === undefined ? '' : vscode.l10n.t('about {0} left', roughDuration(leftMs));
}

function forecast(requests: number, milliseconds: number | undefined): string {
  const count =
    requests === 1
      ? vscode.l10n.t('1 request')
      : vscode.l10n.t('{0} requests', requests.toLocaleString(vscode.env.language));
  if (milliseconds === undefined || milliseconds < 1000) return count;
  return joined(count, vscode.l10n.t('about {0} at this budget', roughDuration(milliseconds)));
}

function joined(...parts: readonly string[]): string {
  return parts.filter(part => part !== '').join(', ');
}

/** Reports progress as text, and counts down while the runner waits. */
export function createProgressReport(
  now: () => number,
  report: (text: string) => void,
  textOf = progressText,
): { next(progress: Progress): void; stop(): void } {
  let timer: NodeJS.Timeout | undefined;
  let shown = nothingYet;
  const show = () => report(reportsAt(shown, now()).map(textOf).join(' · '));
  const stop = () => {
    clearInterval(timer);
    timer = undefined;
  };
  return {
    next(progress) {
      shown = progressAfter(shown, progress, now());
      show();
      if (shown.wait === undefined) stop();
      else timer ??= setInterval(show, 1000);
    },
    stop,
  };
}
