import type { Environments } from './environments.ts';

/** Whether an environment of that name is known, or becomes known before `late` resolves; its signal ends the wait. */
export async function becomesKnown(
  environments: Pick<Environments, 'find' | 'onDidChange'>,
  name: string,
  late: (signal: AbortSignal) => Promise<unknown>,
): Promise<boolean> {
  const isKnown = () => environments.find(name) !== undefined;
  if (isKnown()) return true;
  const stop = new AbortController();
  const told = new Promise<void>(resolve => {
    const listening = environments.onDidChange(() => {
      if (isKnown()) resolve();
    });
    stop.signal.addEventListener('abort', () => listening.dispose(), { once: true });
  });
  // Ended with the wait, it rejects.
  await Promise.race([told, late(stop.signal).catch(() => undefined)]);
  stop.abort();
  return isKnown();
}
