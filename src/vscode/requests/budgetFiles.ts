import { createHash } from 'node:crypto';
import type { SessionFiles } from '../../oauth/sessionFiles.ts';
import type { BudgetStore } from '../../runner/budgetStore.ts';
import type { Clock } from '../../runner/runner.ts';

/** Nobody waits longer than this for the file system, in milliseconds. */
const patienceMs = 50;
/** A process that has written nothing for so long has ended, or sends nothing. */
const forgottenMs = 2 * 3_600_000;

/**
 * What the windows of the editor tell each other of the rate limits: for each environment, app and company a
 * small file of each window's own, under a name that tells nobody which. `own` is different in each process.
 */
export function createBudgetFiles(
  files: Pick<SessionFiles, 'read' | 'replace' | 'names' | 'remove'>,
  own: string,
  clock: Clock,
): BudgetStore {
  const running = new Map<string, Promise<void>>();
  const seen = new Map<string, readonly string[]>();

  async function tellAndRead(key: string, mine: string): Promise<void> {
    const owner = createHash('sha256').update(key).digest('hex').slice(0, 16);
    const ownName = `${owner}.${own}.json`;
    await files.replace(ownName, mine, () => true);
    const texts: string[] = [];
    for (const name of await files.names()) {
      if (name === ownName || !name.startsWith(`${owner}.`) || !name.endsWith('.json')) continue;
      const text = files.read(name);
      if (text === undefined) continue;
      if (clock.now() - (writtenAt(text) ?? 0) < forgottenMs) texts.push(text);
      else await files.remove(name).catch(() => undefined);
    }
    seen.set(key, texts);
  }

  return {
    async exchange(key, mine) {
      // What is still being written is not overtaken; the next exchange tells what is true by then.
      const exchanging = running.get(key) ?? tellAndRead(key, mine).finally(() => running.delete(key));
      running.set(key, exchanging);
      const done = new AbortController();
      const enough = clock.sleep(patienceMs, done.signal);
      await Promise.race([exchanging, enough])
        .catch(() => undefined)
        .finally(() => done.abort());
      enough.catch(() => {});
      exchanging.catch(() => {});
      return seen.get(key) ?? [];
    },
  };
}

/** Whatever program wrote it; `undefined`: damaged. */
function writtenAt(text: string): number | undefined {
  try {
    const { at }: { readonly at?: unknown } = JSON.parse(text);
    return typeof at === 'number' ? at : undefined;
  } catch {
    return undefined;
  }
}
