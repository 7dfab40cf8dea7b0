/** Output of which what comes at once is written together. */
export interface LateOutput {
  write(text: string): void;
  /** Writes what waits, before something else is said or the program ends. */
  flush(): void;
}

/** Calls `act` after a moment that nobody notices; a program that ends does not wait for it. */
export type Later = (act: () => void) => void;

const soon: Later = act => setTimeout(act, 10).unref();

/** More characters than this wait for nothing. */
const longest = 1 << 14;

/**
 * Writes at once, and what comes within a moment of that together: each piece by itself costs a system call, and
 * wakes its reader.
 */
export function createLateOutput(stdout: (text: string) => void, later: Later = soon): LateOutput {
  let waiting = '';
  /** Something was written a moment ago. */
  let resting = false;
  const flush = () => {
    if (waiting === '') return;
    const text = waiting;
    waiting = '';
    stdout(text);
    if (resting) return;
    resting = true;
    later(() => {
      resting = false;
      flush();
    });
  };
  return {
    flush,
    write(text) {
      waiting += text;
      if (!resting || waiting.length > longest) flush();
    },
  };
}
