import type { Locator, Page } from 'playwright-core';
import { accessAtRest } from './accessAtRest.ts';
import { type ExtensionLog, logged } from './extensionLog.ts';
import { clickUntil } from './steps.ts';

const dialog = (page: Page) => page.locator('.monaco-dialog-box');

/** The editor's question whether an extension may sign in. */
export const asksToSignIn = (page: Page): Locator =>
  dialog(page).getByText('wants to sign in using Procore').first();

/** Says yes to the editor's question whether to sign in; the answer is the page that opens then. */
export async function signInPage(page: Page): Promise<Page> {
  await asksToSignIn(page).waitFor();
  const opened = page.context().waitForEvent('page');
  await allowQuestion(page);
  return opened;
}

/** Says yes to that question, and waits until it is gone. */
export async function allowQuestion(page: Page): Promise<void> {
  const yes = dialog(page).getByRole('button', { name: 'Allow', exact: true });
  await clickUntil(yes, yes, 'hidden');
}

/** As `allow`, where somebody has to sign in before `wanted` is shown, and waits for that in any case. */
export async function allowIfAsked(
  page: Page,
  log: ExtensionLog,
  user: string,
  wanted: Locator,
): Promise<void> {
  const question = asksToSignIn(page);
  const shown = (either: Locator) => either.filter({ visible: true }).first();
  await shown(question.or(wanted)).waitFor();
  if (await question.isVisible()) await allow(page, log, user);
  await shown(wanted).waitFor();
}

/** Signs in on that page as somebody, whose name it shows, and closes it. */
export async function allow(page: Page, log: ExtensionLog, user: string): Promise<void> {
  await signedIn(page, log, async () => {
    const signIn = await signInPage(page);
    await signIn.getByRole('button', { name: `Allow as ${user}` }).click();
    await signIn.getByText('You are signed in').waitFor();
    await signIn.close();
  });
}

/**
 * Does what signs somebody in, and waits until that would outlive the window. The page that somebody signs in on
 * says that it is done before the session is stored; the extension's log says when it is.
 */
export async function signedIn(page: Page, log: ExtensionLog, act: () => Promise<void>): Promise<void> {
  const said = log.mark();
  await act();
  const [, account = ''] = await logged(said, /\[info\] Signed in as (.+)\.$/);
  await accessAtRest(page, account);
}
