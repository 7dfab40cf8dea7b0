import type { Progress } from '../runner/runner.ts';

/** What a person reads while a request runs. */
export function progressText(progress: Progress): string {
  switch (progress.kind) {
    case 'sending':
      return progress.attempt > 1 ? `Sending, attempt ${progress.attempt}` : 'Sending';
    case 'waiting':
      return `Waiting ${Math.ceil(progress.milliseconds / 1000)} s: ${progress.reason}`;
    case 'page': {
      const rows =
        progress.total === null ? `${progress.rowsRead}` : `${progress.rowsRead} of ${progress.total}`;
      return `Page ${progress.pagesRead} read, ${rows} rows`;
    }
  }
}
