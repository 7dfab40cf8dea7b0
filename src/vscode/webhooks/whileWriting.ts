import type { Progress } from '../../runner/runner.ts';
import { createLateProgress } from '../requests/lateProgress.ts';
import { createProgressReport } from '../requests/progressText.ts';

/**
 * Does `work` with a notification that can be cancelled, where it goes on for a moment. The first thing that a request
 * reports is that it leaves: until then a person may be asked whether it shall, and nothing is shown.
 */
export async function whileWriting<T>(
  label: string,
  work: (signal: AbortSignal, onProgress: (progress: Progress) => void) => Promise<T>,
  open = createLateProgress,
): Promise<T> {
  const stop = new AbortController();
  const notification = open(label, () => stop.abort());
  const progress = createProgressReport(Date.now, notification.report);
  try {
    return await work(stop.signal, progress.next);
  } finally {
    progress.stop();
    notification.end();
  }
}
