import type { CliIo } from '../../src/cli/io.ts';

export interface RecordedIo extends CliIo {
  readonly out: () => string;
  readonly err: () => string;
}

/** The world of a command, with what it writes kept. */
export function recordedIo(given: Partial<Omit<CliIo, 'stdout' | 'stderr'>> = {}): RecordedIo {
  let out = '';
  let err = '';
  return {
    stdout: text => {
      out += text;
    },
    stderr: text => {
      err += text;
    },
    stdin: () => Promise.resolve(''),
    env: {},
    cwd: process.cwd(),
    signal: new AbortController().signal,
    interactive: false,
    ...given,
    out: () => out,
    err: () => err,
  };
}
