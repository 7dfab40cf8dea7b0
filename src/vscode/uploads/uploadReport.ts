import type { Progress } from '../../runner/runner.ts';
import type { UploadProgress } from '../../runner/uploads/uploadJob.ts';
import { createProgressReport, progressText } from '../requests/progressText.ts';
import { uploadText } from './uploadText.ts';

/** What the notification of an upload is told, as it is told: `increment` in hundredths of the whole. */
export interface UploadReport {
  next(step: UploadProgress): void;
  wait(progress: Progress): void;
  stop(): void;
}

/** Says each step once, with a countdown of what it waits for. */
export function createUploadReport(
  now: () => number,
  report: (shown: { readonly message: string; readonly increment: number }) => void,
): UploadReport {
  let step = '';
  let wait = '';
  let message = '';
  let told = 0;
  const tell = (share: number) => {
    const next = [step, wait].filter(text => text !== '').join(' · ');
    if (next === message) return;
    message = next;
    report({ message, increment: Math.max(0, share - told) });
    told = Math.max(told, share);
  };
  const waits = createProgressReport(
    now,
    text => {
      wait = text;
      tell(told);
    },
    progress => (progress.kind === 'waiting' ? progressText(progress) : ''),
  );
  return {
    next(progress) {
      step = uploadText(progress);
      const { phase, bytes, total } = progress;
      tell(phase === 'sending' && total > 0 ? (100 * bytes) / total : told);
    },
    wait: waits.next,
    stop: waits.stop,
  };
}
