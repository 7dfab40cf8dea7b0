import * as vscode from 'vscode';
import { withoutLinks } from '../withoutLinks.ts';

/** What is over sooner would only flicker. */
const quietMs = 1000;

/** A cancellable notification that appears only if work goes on for a moment after its first report. */
export interface LateProgress {
  report(message: string): void;
  end(): void;
}

export function createLateProgress(title: string, cancel: () => void): LateProgress {
  let message = '';
  let timer: NodeJS.Timeout | undefined;
  let show: ((message: string) => void) | undefined;
  let finish = () => {};
  const ended = new Promise<void>(resolve => {
    finish = resolve;
  });

  function open() {
    void vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title: withoutLinks(title), cancellable: true },
      (progress, cancellation) => {
        cancellation.onCancellationRequested(cancel);
        show = next => progress.report({ message: withoutLinks(next) });
        show(message);
        return ended;
      },
    );
  }

  return {
    report(next) {
      message = next;
      timer ??= setTimeout(open, quietMs);
      show?.(next);
    },
    end() {
      clearTimeout(timer);
      finish();
    },
  };
}
