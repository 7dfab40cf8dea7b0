import type { Locator, Page } from 'playwright-core';

/** Says yes to the editor's question whether to sign in; the answer is the page that opens then. */
export async function signInPage(page: Page): Promise<Page> {
  await page.locator('.monaco-dialog-box').getByText('wants to sign in using Procore').waitFor();
  const opened = page.context().waitForEvent('page');
  await page.locator('.monaco-dialog-box').getByRole('button', { name: 'Allow', exact: true }).click();
  return opened;
}

/** As `allow`, where somebody has to sign in before `wanted` is shown, and waits for that in any case. */
export async function allowIfAsked(page: Page, user: string, wanted: Locator): Promise<void> {
  const question = page.locator('.monaco-dialog-box').getByText('wants to sign in using Procore');
  const shown = (either: Locator) => either.filter({ visible: true }).first();
  await shown(question.or(wanted)).waitFor();
  if (await question.isVisible()) await allow(page, user);
  await shown(wanted).waitFor();
}

/** Signs in on that page as somebody, whose name it shows, and closes it. */
export async function allow(page: Page, user: string): Promise<void> {
  const signIn = await signInPage(page);
  await signIn.getByRole('button', { name: `Allow as ${user}` }).click();
  await signIn.getByText('You are signed in').waitFor();
  await signIn.close();
}
