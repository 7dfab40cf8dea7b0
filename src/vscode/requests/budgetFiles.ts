import { createHash } from 'node:crypto';
import type { SessionFiles } from '../../oauth/sessionFiles.ts';
import type { BudgetStore } from '../../runner/budgetStore.ts';
import type { Clock } from '../../runner/clock.ts';

/** Nobody waits longer than this for the file system at a time, in milliseconds. */
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
  const running = new Map<string, Promise<unknown>>();

  async function tellAndRead(key: string, mine: string): Promise<readonly string[]> {
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
    return texts;
  }

  return {
    async exchange(key, mine) {
      const inTime = new AbortController();
      const late = clock.sleep(patienceMs, inTime.signal).then(
        () => 'late' as const,
        () => undefined,
      );
      try {
        // What is still being written must not come after what is written now.
        if ((await Promise.race([running.get(key), late])) === 'late') return undefined;
        const own = tellAndRead(key, mine);
        running.set(
          key,
          own.then(
            () => running.delete(key),
            () => running.delete(key),
          ),
        );
        const read = await Promise.race([own, late]);
        return read === 'late' ? undefined : read;
      } finally {
        inTime.abort();
      }
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
