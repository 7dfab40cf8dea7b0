import { forecastText, roughDuration } from '../../runner/forecast.ts';
import type { Progress } from '../../runner/runner.ts';

/** What a person reads while a request runs. */
export function progressText(progress: Progress): string {
  switch (progress.kind) {
    case 'sending':
      return progress.attempt > 1 ? `Sending, attempt ${progress.attempt}` : 'Sending';
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
  const stop = () => {
    clearInterval(timer);
    timer = undefined;
  };
  return {
    next(progress) {
      stop();
      report(progressText(progress));
      if (progress.kind !== 'waiting') return;
      const until = now() + progress.milliseconds;
      timer = setInterval(() => {
        report(progressText({ ...progress, milliseconds: Math.max(0, until - now()) }));
      }, 1000);
    },
    stop,
  };
}
