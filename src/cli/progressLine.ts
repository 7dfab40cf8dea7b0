import { forecastText, roughDuration } from '../runner/forecast.ts';
import { nothingYet, progressAfter, reportsAt } from '../runner/progressNow.ts';
import { durationText } from '../runner/render.ts';
import type { Progress } from '../runner/runner.ts';
import type { CliIo } from './io.ts';

export interface ProgressLine {
  show(progress: Progress): void;
  /** Takes the line away before something else is written. */
  clear(): void;
  /** Writes something that stays above the line, which tells of what is still going on. */
  above(write: () => void): void;
}

/** What a run is doing, on stderr: one line that counts down in a terminal, plain lines elsewhere. */
export function createProgressLine({ stderr, interactive }: CliIo): ProgressLine {
  let ticking: NodeJS.Timeout | undefined;
  let shown = false;
  let now = nothingYet;
  const write = (text: string) => {
    stderr(`\r\u001b[2K${text}`);
    shown = true;
  };
  const clear = () => {
    clearInterval(ticking);
    if (shown) stderr('\r\u001b[2K');
    shown = false;
  };
  const draw = () => {
    const tick = () => write(`  ${reportsAt(now, Date.now()).map(textOf).join(' · ')}`);
    tick();
    if (now.wait === undefined) return;
    ticking = setInterval(tick, 1000);
    ticking.unref();
  };
  return {
    clear,
    above(writeText) {
      const standing = shown;
      clear();
      writeText();
      if (standing) draw();
    },
    show(progress) {
      if (!interactive) {
        if (progress.kind === 'waiting' || progress.kind === 'forecast') stderr(`  ${textOf(progress)}\n`);
        return;
      }
      clear();
      now = progressAfter(now, progress, Date.now());
      draw();
    },
  };
}

function textOf(progress: Progress): string {
  switch (progress.kind) {
    case 'sending':
      return progress.attempt === 1 ? 'sending' : `sending, attempt ${progress.attempt}`;
    case 'sent':
      return progress.bytes < progress.total
        ? `sending, ${(progress.bytes / 1e6).toFixed(1)} of ${(progress.total / 1e6).toFixed(1)} MB`
        : 'sent, waiting for the answer';
    case 'receiving':
      return `receiving, ${Math.round(progress.bytes / 1e6)} MB so far`;
    case 'waiting':
      return `waiting ${durationText(progress.milliseconds)}: ${progress.reason}`;
    case 'forecast':
      return forecastText(progress.requests, progress.milliseconds);
    case 'part':
      return `rows ${progress.from} to ${progress.to} of ${progress.rows}`;
    case 'page': {
      const { pagesRead, rowsRead, total, pages, leftMs } = progress;
      const read = pages === null ? `${pagesRead} read` : `${pagesRead} of ${pages} read`;
      const left = leftMs === undefined ? '' : `, about ${roughDuration(leftMs)} left`;
      return `pages: ${read}, ${rowsRead}${total === null ? '' : ` of ${total}`} rows${left}`;
    }
  }
}
