import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

/** A terminal that a person sits at. */
export interface Terminal {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  /** Called for Ctrl-C while a question is open, since the terminal sends no signal then. */
  readonly interrupt: () => void;
}

/**
 * Asks one question and gives the line that was typed, without showing it where it is hidden; `undefined` where
 * the input ends or Ctrl-C is pressed.
 */
export async function askAtTerminal(
  question: string,
  { hidden }: { readonly hidden: boolean },
  { input, output, signal, interrupt }: Terminal,
): Promise<string | undefined> {
  if (signal.aborted) return undefined;
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input, output: hidden ? silent : output, terminal: true });
  const stop = new AbortController();
  const aborted = () => stop.abort();
  signal.addEventListener('abort', aborted, { once: true });
  reader.once('SIGINT', interrupt).once('close', aborted);
  // Only now does the terminal itself show nothing of what is typed.
  if (hidden) output.write(question);
  try {
    return await reader.question(hidden ? '' : question, { signal: stop.signal });
  } catch {
    return undefined;
  } finally {
    signal.removeEventListener('abort', aborted);
    reader.close();
    if (hidden) output.write('\n');
  }
}
