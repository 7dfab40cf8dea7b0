/** Output that need not be there before the next request leaves. */
export interface LateOutput {
  /** `make` gives the text when it is written: two turns from now, when the next request is under way. */
  write(make: () => string): void;
  /** Writes what waits, before something else is said or the program ends. */
  flush(): void;
}

/** What waits together is written together. */
export function createLateOutput(stdout: (text: string) => void): LateOutput {
  let waiting: (() => string)[] = [];
  const flush = () => {
    if (waiting.length === 0) return;
    const made = waiting.map(make => make()).join('');
    waiting = [];
    stdout(made);
  };
  return {
    flush,
    write(make) {
      waiting.push(make);
      // A request takes one turn to leave.
      if (waiting.length === 1) setImmediate(() => setImmediate(flush));
    },
  };
}
