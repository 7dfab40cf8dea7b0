/** Output that need not be there before the next request leaves. */
export interface LateOutput {
  /** `make` gives the text two turns from now, when the next request is under way. */
  write(make: () => string): void;
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
  let waiting: (() => string)[] = [];
  let made = '';
  /** Something was written a moment ago. */
  let resting = false;
  const make = () => {
    for (const text of waiting) made += text();
    waiting = [];
  };
  const write = () => {
    if (made === '') return;
    const text = made;
    made = '';
    stdout(text);
    if (resting) return;
    resting = true;
    later(() => {
      resting = false;
      write();
    });
  };
  const prepare = () => {
    make();
    if (!resting || made.length > longest) write();
  };
  return {
    flush() {
      make();
      write();
    },
    write(text) {
      waiting.push(text);
      // A request takes one turn to leave.
      if (waiting.length === 1) setImmediate(() => setImmediate(prepare));
    },
  };
}
