import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { deadlines } from '../support/deadlines.ts';

/** The extension's own log: it tells what has happened, whatever the workbench has drawn of it yet. */
export interface ExtensionLog {
  /** All lines, by window and by each time that one was loaded. */
  lines(): readonly string[];
  /** Remembers where it ends now. The answer gives what came after that. */
  mark(): () => readonly string[];
}

export function extensionLog(home: string): ExtensionLog {
  const linesByFile = () =>
    globSync('user/logs/**/Procore.log', { cwd: home })
      .sort()
      .map(file => [file, readFileSync(join(home, file), 'utf8').split('\n').slice(0, -1)] as const);
  return {
    lines: () => linesByFile().flatMap(([, lines]) => lines),
    mark() {
      const ends = new Map(linesByFile().map(([file, lines]) => [file, lines.length]));
      return () => linesByFile().flatMap(([file, lines]) => lines.slice(ends.get(file) ?? 0));
    },
  };
}

/** Resolves, with what was found, when one of the lines that `read` gives matches. */
export async function logged(read: () => readonly string[], pattern: RegExp): Promise<RegExpExecArray> {
  for (const end = performance.now() + deadlines.step; ; ) {
    const found = read()
      .map(line => pattern.exec(line))
      .find(each => each !== null);
    if (found) return found;
    if (performance.now() > end) throw new Error(`The extension's log does not come to say ${pattern}.`);
    await setTimeout(100);
  }
}
