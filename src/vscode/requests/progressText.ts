import { forecastText, roughDuration } from '../../runner/forecast.ts';
import { nothingYet, progressAfter, reportsAt } from '../../runner/progressNow.ts';
import type { Progress } from '../../runner/runner.ts';

/** What a person reads while a request runs. */
export function progressText(progress: Progress): string {
  switch (progress.kind) {
    case 'sending':
      return progress.attempt > 1 ? `Sending, attempt ${progress.attempt}` : 'Sending';
    case 'receiving':
      return `Receiving, ${Math.round(progress.bytes / 1e6)} MB so far`;
    case 'waiting':
      return `Waiting ${roughDuration(progress.milliseconds)}: ${progress.reason}`;
    case 'forecast':
      return forecastText(progress.requests, progress.milliseconds);
    case 'part':
      return `Rows ${progress.from} to ${progress.to} of ${progress.rows}`;
    case 'page': {
      const { pagesRead, rowsRead, total, pages, leftMs } = progress;
      const rows = total === null ? `${rowsRead}` : `${rowsRead} of ${total}`;
      const read = pages === null ? `${pagesRead}` : `${pagesRead} of ${pages}`;
      return `${read} ${(pages ?? pagesRead) === 1 ? 'page' : 'pages'} read, ${rows} rows${leftMs === undefined ? '' : `, about ${roughDuration(leftMs)} left`}`;
    }
  }
}

/** Reports progress as text, and counts down while the runner waits. */
export function createProgressReport(
  now: () => number,
  report: (text: string) => void,
): { next(progress: Progress): void; stop(): void } {
  let timer: NodeJS.Timeout | undefined;
  let shown = nothingYet;
  const show = () => report(reportsAt(shown, now()).map(progressText).join(' · '));
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
