import * as vscode from 'vscode';

/** A person did not want to wait for the simulator. A request ends by its code, as one that was stopped. */
export class StartCancelled extends vscode.CancellationError {
  readonly code = 'cancelled';
  override readonly message = vscode.l10n.t('Cancelled.');
}

/** Work that several wait for at a time. */
export interface SharedStart<T> {
  /**
   * The work under way, else new work. Rejects with `StartCancelled` where `signal` ends the waiting; where nobody
   * waits any more, the work is stopped.
   */
  wait(signal: AbortSignal | undefined): Promise<T>;
  /** `undefined`: none is under way. */
  underWay(): Promise<T> | undefined;
}

export function createSharedStart<T>(start: (stop: AbortController) => Promise<T>): SharedStart<T> {
  let current:
    | { readonly work: Promise<T>; readonly stop: AbortController; readonly waiting: Set<object> }
    | undefined;

  function begin(): NonNullable<typeof current> {
    const stop = new AbortController();
    const work = start(stop).finally(() => {
      if (current === begun) current = undefined;
    });
    // Who waited may have gone.
    work.catch(() => {});
    const begun = { work, stop, waiting: new Set<object>() };
    return begun;
  }

  return {
    async wait(signal) {
      if (signal?.aborted) throw new StartCancelled();
      current ??= begin();
      const mine = current;
      const place = {};
      mine.waiting.add(place);
      if (signal === undefined) return mine.work;
      return new Promise<T>((resolve, reject) => {
        const leave = () => {
          mine.waiting.delete(place);
          reject(new StartCancelled());
          if (mine.waiting.size > 0) return;
          if (current === mine) current = undefined;
          mine.stop.abort(new StartCancelled());
        };
        signal.addEventListener('abort', leave, { once: true });
        void mine.work.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
      });
    },
    underWay: () => current?.work,
  };
}
