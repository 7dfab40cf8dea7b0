/** Output that need not be there before the next request leaves. */
export interface LateOutput {
  /** `make` gives the text two turns from now, when the next request is under way; it is written soon after. */
  write(make: () => string): void;
  /** Writes what waits, before something else is said or the program ends. */
  flush(): void;
}

/** Calls `act` after a moment that nobody notices; a program that ends does not wait for it. */
export type Later = (act: () => void) => void;

const soon: Later = act => setTimeout(act, 10).unref();

/** More characters than this wait for nothing. */
const longest = 1 << 14;

/** What comes in one moment is written together: each piece by itself costs a system call, and wakes its reader. */
export function createLateOutput(stdout: (text: string) => void, later: Later = soon): LateOutput {
  let waiting: (() => string)[] = [];
  let made = '';
  const make = () => {
    for (const text of waiting) made += text();
    waiting = [];
  };
  const flush = () => {
    make();
    if (made === '') return;
    const text = made;
    made = '';
    stdout(text);
  };
  const prepare = () => {
    const isFirst = made === '';
    make();
    if (made.length > longest) flush();
    else if (isFirst && made !== '') later(flush);
  };
  return {
    flush,
    write(text) {
      waiting.push(text);
      // A request takes one turn to leave.
      if (waiting.length === 1) setImmediate(() => setImmediate(prepare));
    },
  };
}
