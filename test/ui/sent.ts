import { setTimeout } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { deadlines } from '../support/deadlines.ts';
import type { ExtensionLog } from './extensionLog.ts';
import { allow, asksToSignIn } from './signInPage.ts';

/** One sending, and what is to come of it. */
export type Sending = Readonly<{
  /** Name of the request, else its title, else `METHOD target`, as the extension's log calls it. */
  label: string;
  /** Status of the answer, or the code of what went wrong. */
  outcome: number | string;
  /** Who signs in where that is asked for, by the name that the sign-in page shows. */
  user?: string;
}>;

/**
 * Does something that sends a request, and waits until that very sending has ended as it is to end. What the
 * workbench draws cannot tell: a lens or an answer of an earlier sending, or of another request, looks the same.
 */
export async function sent(
  page: Page,
  log: ExtensionLog,
  { label, outcome, user }: Sending,
  act: () => Promise<void>,
): Promise<void> {
  await (await sending(page, log, { label, outcome, ...(user ? { user } : {}) }, act))();
}

/** As `sent`, for what has to be looked at while it runs: the answer waits for its end. */
export async function sending(
  page: Page,
  log: ExtensionLog,
  { label, outcome, user }: Sending,
  act: () => Promise<void>,
): Promise<() => Promise<void>> {
  const said = log.mark();
  await act();
  return async () => {
    for (let end = performance.now() + deadlines.step; ; ) {
      const found = said()
        .map(line => outcomeIn(line, label))
        .find(each => each !== undefined);
      if (found === String(outcome)) return;
      if (found !== undefined) throw new Error(`${label} came to ${found}, not to ${outcome}.`);
      if (performance.now() > end) throw new Error(`${label} does not come to its end.`);
      if (user !== undefined && (await asksToSignIn(page).isVisible())) {
        await allow(page, log, user);
        end = performance.now() + deadlines.step;
      }
      await setTimeout(100);
    }
  };
}

/** The outcome that a line of the extension's log tells of the request with that label. */
export function outcomeIn(line: string, label: string): string | undefined {
  const told = /^\S+ \S+ \[info\] (.*): (\S+)(?: in \d+ ms)?(?:, stopped after .*)?$/.exec(line);
  return told?.[1] === label ? told[2] : undefined;
}
