import type { Clock } from '../runner/clock.ts';

/**
 * The world of a command: text streams, environment variables and interruption as arguments, so that a
 * command is a function from arguments to an exit status and runs in tests without a process.
 */
export interface CliIo {
  /** What the command is asked for; with `--json` nothing else goes here. */
  readonly stdout: (text: string) => void;
  /** What is meant for people beside it: progress, questions, errors. */
  readonly stderr: (text: string) => void;
  /** All of standard input as UTF-8. */
  readonly stdin: () => Promise<string>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absolute; relative file names are resolved against it. */
  readonly cwd: string;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  /** A person watches: colour and a running countdown are welcome. */
  readonly interactive: boolean;
  /** What requests wait by, and the simulator inside the process counts by; absent: this machine's time. */
  readonly clock?: Clock;
  /**
   * Asks a person who sits at a terminal, on stderr; absent where nobody does. `undefined`: there is no answer.
   */
  readonly ask?: (question: string, options: { readonly hidden: boolean }) => Promise<string | undefined>;
}

/**
 * Exit statuses of the command line, a contract. The first that applies wins: interrupted, usage,
 * signIn, failed, ok.
 */
export const exitStatus = { ok: 0, failed: 1, usage: 2, signIn: 3, interrupted: 130 } as const;

/** Writes the one line that a wrong argument deserves, and gives the exit status for it. */
export function refuse(io: CliIo, command: string, message: string): number {
  io.stderr(`procore-http ${command}: ${message} See procore-http ${command} --help.\n`);
  return exitStatus.usage;
}
