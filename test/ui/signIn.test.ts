import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { deadlines } from '../support/deadlines.ts';
import { logged } from './extensionLog.ts';
import { lookAfter } from './lookAfter.ts';
import { type OwnSimulator, openWithStaging } from './ownSimulator.ts';
import { allowQuestion, asksToSignIn } from './signInPage.ts';
import type { Workbench } from './workbench.ts';

describe('Signing in, in the workbench', () => {
  let bench: Workbench;
  lookAfter(() => bench);

  let simulator: OwnSimulator;

  before(async function () {
    this.timeout(deadlines.start);
    const files = { 'own.http': 'GET /rest/v1.0/me\n' };
    ({ simulator, bench } = await openWithStaging({ files }));
  });

  after(() => bench?.close());

  const input = () => bench.page.locator('.quick-input-widget input:visible');
  const row = (text: string) => bench.page.locator('.quick-input-list .monaco-list-row', { hasText: text });

  /** Who has a session, as far as these tests made it. */
  const accounts = new Set<string>();

  async function signInAna(): Promise<void> {
    if (accounts.has('ana')) return;
    const clientId = bench.page.getByText('Client ID of your app');
    const another = row('Sign in to another account');
    await bench.command('Procore: Sign In');
    const opened = bench.context.waitForEvent('page');
    await allowQuestion(bench.page);
    await Promise.race([opened, clientId.or(another).first().waitFor()]);
    if (await another.isVisible()) await another.click();
    if (await clientId.isVisible()) await connectApp();
    await allowAna(await opened);
  }

  async function connectApp(): Promise<void> {
    await input().fill(simulator.clientId);
    await input().press('Enter');
    await bench.page.getByText('Client secret of the same app').waitFor();
    await input().fill(simulator.clientSecret);
    await input().press('Enter');
  }

  async function allowAna(login: Page): Promise<void> {
    await bench.signedIn(async () => {
      await login.getByRole('button', { name: 'Allow as Ana Morales' }).click();
      await login.getByText('You are signed in').waitFor();
      await login.close();
    });
    await bench.said('Signed in to Procore as ana.morales@harborpine.example (Staging)');
    accounts.add('ana');
  }

  async function pasteCodeOfSam(): Promise<void> {
    if (accounts.has('sam')) return;
    await bench.command('Procore: Sign In Another Way');
    await row('Paste the Code').waitFor();
    await bench.screenshot('s8-ways');
    const opened = bench.context.waitForEvent('page');
    await row('Paste the Code').click();
    const login = await opened;
    await login.getByRole('button', { name: 'Allow as Sam Okafor' }).click();
    const code = await login.getByLabel('Code').inputValue();
    await login.close();
    await bench.page.getByText('paste the code that the page shows').waitFor();
    await input().fill(code);
    await bench.screenshot('s9-paste');
    await input().press('Enter');
    await allowQuestion(bench.page);
    await bench.said('Signed in to Procore as sam.okafor@harborpine.example (Staging)');
    accounts.add('sam');
  }

  async function signInService(): Promise<void> {
    if (accounts.has('service')) return;
    await bench.command('Procore: Sign In Another Way');
    await row('Service Account').click();
    await bench.page.getByText('Sign In as Service Account: Staging').waitFor();
    await input().press('Enter');
    await asksToSignIn(bench.page).waitFor();
    await bench.screenshot('s9b-allow-account');
    await allowQuestion(bench.page);
    await bench.said('Signed in to Procore as Service account of app staging- (Staging)');
    accounts.add('service');
  }

  async function closeList(): Promise<void> {
    await bench.page.keyboard.press('Escape');
    await bench.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  }

  const answered = { label: 'GET /rest/v1.0/me', outcome: 200 };
  const send = () => bench.sent(answered, () => bench.send('own.http', 1));

  it('asks for the app once, step by step with Back, and signs in when a wrong secret is put right', async () => {
    const { page } = bench;
    await bench.command('Procore: Sign In');
    await page.getByText('wants to sign in using Procore').waitFor();
    await allowQuestion(page);
    await page.getByText('Connect Your Procore App: Staging').waitFor();
    await page.getByText('http://localhost:27561/callback').waitFor();
    await bench.screenshot('s1-client-id');
    await input().press('Enter');
    await page.getByText('Copy it from your app').waitFor();
    await input().fill(simulator.clientId);
    await input().press('Enter');
    await page.getByText('Client secret of the same app').waitFor();
    await page.getByRole('button', { name: 'Back' }).click();
    await page.getByText('Client ID of your app').waitFor();
    assert.equal(await input().inputValue(), simulator.clientId);
    await input().press('Enter');
    await page.getByText('Client secret of the same app').waitFor();
    await input().fill('wr0ng-secret');
    await bench.screenshot('s2-client-secret');
    await input().press('Enter');
    await page.getByText('does not accept this pair').waitFor();
    await bench.screenshot('s2b-refused-secret');
    const opened = bench.context.waitForEvent('page');
    await input().press('Enter');
    const login = await opened;
    await login.getByRole('button', { name: 'Allow as Ana Morales' }).click();
    await login.getByText('You are not signed in').waitFor();
    await login.getByText('client secret is not accepted').waitFor();
    await bench.screenshot('s3-wrong-secret-page', login);
    await login.close();
    await page.getByText('is not accepted').first().waitFor();
    await bench.screenshot('s4-wrong-secret');

    await bench.answer('is not accepted', 'Change App Credentials');
    await page.getByText('Client ID of your app').waitFor();
    await input().press('Enter');
    await page.getByText('Client secret of the same app').waitFor();
    await input().fill(simulator.clientSecret);
    const openedAgain = bench.context.waitForEvent('page');
    await input().press('Enter');
    const signIn = await openedAgain;
    await bench.screenshot('s5-waiting');
    await allowAna(signIn);
    await bench.screenshot('s7-signed-in');
  });

  it('begins anew when it is picked once more, and the first page is of no use then', async () => {
    const begin = async () => {
      await bench.command('Procore: Sign In');
      await allowQuestion(bench.page);
      await row('Sign in to another account').waitFor();
      const opened = bench.context.waitForEvent('page');
      await row('Sign in to another account').click();
      return opened;
    };
    await signInAna();
    const first = await begin();
    const second = await begin();
    await first.bringToFront();
    await first.getByRole('button', { name: 'Allow as Sam Okafor' }).click();
    await first.getByText('This is not the sign-in that is running').waitFor();
    await first.close();
    await allowAna(second);
  });

  it('takes a pasted code, for a second account', async () => {
    await signInAna();
    await pasteCodeOfSam();
  });

  it('signs in a service account without a browser', async () => {
    await signInAna();
    await signInService();
  });

  it('signs out one of several, and says that the browser stays signed in', async () => {
    const { page } = bench;
    await signInAna();
    await pasteCodeOfSam();
    await bench.command('Procore: Sign Out');
    await row('sam.okafor').waitFor();
    await bench.screenshot('s10-sign-out');
    await row('sam.okafor').click();
    accounts.delete('sam');
    await page.getByText('Signed out of sam.okafor@harborpine.example (Staging)').first().waitFor();
    await page.getByText('Your browser stays signed in').first().waitFor();
    await bench.screenshot('s11-signed-out');
  });

  it('remembers the others after a reload', async () => {
    await signInAna();
    await signInService();
    await bench.reload();
    await bench.openFile('own.http');
    await bench.command('Procore: Sign Out');
    await row('ana.morales').waitFor();
    await row('Service account').waitFor();
    assert.equal(await row('sam.okafor').count(), accounts.has('sam') ? 1 : 0);
    await closeList();
  });

  it('tells what the login host says of the token', async () => {
    const { page } = bench;
    await signInAna();
    await signInService();
    await bench.command('Procore: Show Token Info');
    await row('ana.morales').click();
    const dialog = page.locator('.monaco-dialog-box');
    await dialog.getByText('The token lives').waitFor();
    await bench.screenshot('s11b-token-info');
    await dialog.getByRole('button').last().click();
    await dialog.waitFor({ state: 'hidden' });
  });

  it('offers the accounts there are, or another one', async () => {
    await signInAna();
    await bench.command('Procore: Sign In');
    await allowQuestion(bench.page);
    await row('ana.morales').waitFor();
    await row('Sign in to another account').waitFor();
    await bench.screenshot('s12-accounts');
    await row('ana.morales').click();
    await bench.said('Signed in to Procore as ana.morales@harborpine.example (Staging)');
  });

  it('asks the account whose session has died to sign in again', async () => {
    const { page } = bench;
    await signInAna();
    await send();
    accounts.clear();
    await fetch(`${simulator.url}/_simulator/sessions/all/revoke`, { method: 'POST' });
    await bench.sent(answered, async () => {
      await bench.send('own.http', 1);
      await page.getByText('wants to sign in using Procore').waitFor();
      await bench.screenshot('s13-again');
      await bench.allow('Ana Morales');
    });
    accounts.add('ana');
    await bench.lens(/^200 OK.*2 attempts/).waitFor();
    await bench.screenshot('s14-answer');
  });

  it('says in the status bar who it is, and until when the token lives', async () => {
    const { page } = bench;
    await signInAna();
    await bench.openFile('own.http');
    await bench.hover(
      page.locator('.statusbar-item', { hasText: 'Staging' }).first(),
      'as the login host said',
    );
    await page.getByText('Account: ana.morales').first().waitFor();
    await bench.screenshot('s15-status');
    await page.mouse.move(640, 400);
  });

  it('survives five reloads of the window', async () => {
    await signInAna();
    for (let reload = 1; reload <= 5; reload += 1) {
      await bench.reload();
      await send();
    }
  });

  it('keeps a second app beside the first', async () => {
    const { page } = bench;
    await signInAna();
    await bench.command('Procore: Change App Credentials');
    await page.getByText('Apps for Staging').waitFor();
    await row('Add Another App').click();
    await page.getByText('Client ID of your app').waitFor();
    await input().fill('second-app');
    await input().press('Enter');
    await page.getByText('Client secret of the same app').waitFor();
    await input().fill('its-secret');
    await input().press('Enter');
    await page.getByText('does not accept this pair').waitFor();
    await input().press('Enter');
    await page.getByText('The app for Staging is stored').first().waitFor();
    await bench.command('Procore: Forget App Credentials');
    await row('second-app').waitFor();
    await bench.screenshot('s16-apps');
    await row('second-app').click();
    const told = bench.log.mark();
    await page.locator('.monaco-dialog-box').getByRole('button', { name: 'Forget' }).click();
    // Nothing is shown when it is done: a list that is opened before would still have it.
    await logged(told, /The app second-app of staging was forgotten/);
    await bench.command('Procore: Forget App Credentials');
    await row(simulator.clientId).waitFor();
    assert.equal(await row('second-app').count(), 0);
    await closeList();
  });

  it('is cancelled without a complaint', async () => {
    const { page } = bench;
    await bench.command('Notifications: Clear All Notifications');
    await bench.command('Procore: Sign In Another Way');
    await row('Access Token').click();
    await page.getByText('Use an Access Token: Staging').waitFor();
    await page.keyboard.press('Escape');
    await page.getByText('Use an Access Token: Staging').waitFor({ state: 'hidden' });
    assert.equal(await page.locator('.notifications-toasts .codicon-error').count(), 0);
  });

  it('is gone with everything else after Erase All Local Data', async () => {
    const { page } = bench;
    await bench.command('Procore: Erase All Local Data');
    await bench.screenshot('s17-erase');
    await page.locator('.monaco-dialog-box').getByRole('button', { name: 'Erase' }).click();
    await page.getByText('Everything is erased').first().waitFor();
    await bench.command('Procore: Sign Out');
    await page.getByText('Nobody is signed in to Procore').first().waitFor();
    await bench.screenshot('s18-erased');
  });
});
