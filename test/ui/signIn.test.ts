import assert from 'node:assert/strict';
import { loadBundledCatalog } from '../../src/procore/catalog/bundled.ts';
import type { RunningSimulator } from '../../src/simulator/options.ts';
import { startSimulator } from '../../src/simulator/server.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

describe('Signing in, in the workbench', () => {
  let bench: Workbench;
  let simulator: RunningSimulator;

  before(async function () {
    this.timeout(600_000);
    const vsix = process.env['PROCORE_VSIX'];
    assert.ok(vsix, 'run these with npm run test:ui, which packs the extension first');
    simulator = await startSimulator({ environment: 'staging', catalog: await loadBundledCatalog() });
    const settings = {
      'procore.environment.default': 'staging',
      'procore.environments': [
        {
          name: 'staging',
          title: 'Staging',
          loginUrl: simulator.url,
          apiUrl: simulator.url,
          production: false,
        },
      ],
    };
    bench = await openWorkbench({ vsix, settings, say: line => console.log(line) });
  });

  after(async () => {
    await bench?.close();
    await simulator?.close();
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await bench.screenshot(`failed-${this.currentTest.title}`);
  });

  const input = () => bench.page.locator('.quick-input-widget input:visible');
  const allow = () => bench.page.getByRole('button', { name: 'Allow', exact: true });
  const row = (text: string) => bench.page.locator('.quick-input-list .monaco-list-row', { hasText: text });

  /** The extension is there as soon as a file of its kind has lenses. */
  async function openSample() {
    await bench.page.getByRole('treeitem', { name: 'first-request.http' }).dblclick();
    await bench.lens(/^Send/).first().waitFor();
  }

  it('asks for the app once, step by step with Back, and shows the redirect address', async () => {
    const { page } = bench;
    await bench.command('Procore: Sign In');
    await page.getByText('wants to sign in using Procore').waitFor();
    await allow().click();
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
  });

  it('signs in when the secret is put right', async () => {
    const { page } = bench;
    await page.getByRole('button', { name: 'Change App Credentials' }).click();
    await page.getByText('Client ID of your app').waitFor();
    await input().press('Enter');
    await page.getByText('Client secret of the same app').waitFor();
    await input().fill(simulator.clientSecret);
    const opened = bench.context.waitForEvent('page');
    await input().press('Enter');
    const login = await opened;
    await bench.screenshot('s5-waiting');
    await login.getByRole('button', { name: 'Allow as Ana Morales' }).click();
    await login.getByText('You are signed in').waitFor();
    await bench.screenshot('s6-signed-in-page', login);
    await login.close();
    await page.getByText('Signed in to Procore as ana.morales@harborpine.example (Staging)').waitFor();
    await bench.screenshot('s7-signed-in');
  });

  it('begins anew when it is picked once more, and the first page is of no use then', async () => {
    const { page } = bench;
    const begin = async () => {
      await bench.command('Procore: Sign In');
      await allow().click();
      await row('Sign in to another account').waitFor();
      const opened = bench.context.waitForEvent('page');
      await row('Sign in to another account').click();
      return opened;
    };
    const first = await begin();
    const second = await begin();
    await first.bringToFront();
    await first.getByRole('button', { name: 'Allow as Sam Okafor' }).click();
    await first.getByText('This is not the sign-in that is running').waitFor();
    await first.close();
    await second.getByRole('button', { name: 'Allow as Ana Morales' }).click();
    await second.getByText('You are signed in').waitFor();
    await second.close();
    await page.getByText('Signed in to Procore as ana.morales@harborpine.example (Staging)').waitFor();
  });

  it('takes a pasted code, for a second account', async () => {
    const { page } = bench;
    await bench.command('Procore: Sign In Another Way');
    await row('Paste the Code').waitFor();
    await bench.screenshot('s8-ways');
    const opened = bench.context.waitForEvent('page');
    await row('Paste the Code').click();
    const login = await opened;
    await login.getByRole('button', { name: 'Allow as Sam Okafor' }).click();
    const code = await login.getByLabel('Code').inputValue();
    await login.close();
    await page.getByText('paste the code that the page shows').waitFor();
    await input().fill(code);
    await bench.screenshot('s9-paste');
    await input().press('Enter');
    await allow().click();
    await page.getByText('Signed in to Procore as sam.okafor@harborpine.example (Staging)').waitFor();
  });

  it('signs in a service account without a browser', async () => {
    const { page } = bench;
    await bench.command('Procore: Sign In Another Way');
    await row('Service Account').click();
    await page.getByText('Sign In as Service Account: Staging').waitFor();
    await input().press('Enter');
    await bench.screenshot('s9b-allow-account');
    await allow().click();
    await page.getByText('Signed in to Procore as Service account of app staging- (Staging)').waitFor();
  });

  it('signs out one of several, and says that the browser stays signed in', async () => {
    const { page } = bench;
    await bench.command('Procore: Sign Out');
    await row('sam.okafor').waitFor();
    await bench.screenshot('s10-sign-out');
    await row('sam.okafor').click();
    await page.getByText('Signed out of sam.okafor@harborpine.example (Staging)').first().waitFor();
    await page.getByText('Your browser stays signed in').first().waitFor();
    await bench.screenshot('s11-signed-out');
  });

  it('remembers the others after a reload', async () => {
    await bench.reload();
    await openSample();
    await bench.command('Procore: Sign Out');
    await row('ana.morales').waitFor();
    await row('Service account').waitFor();
    assert.equal(await row('sam.okafor').count(), 0);
    await bench.page.keyboard.press('Escape');
  });

  it('tells what the login host says of the token', async () => {
    const { page } = bench;
    await bench.command('Procore: Show Token Info');
    await row('ana.morales').click();
    const dialog = page.locator('.monaco-dialog-box');
    await dialog.getByText('The token lives').waitFor();
    await bench.screenshot('s11b-token-info');
    await dialog.getByRole('button').last().click();
    await dialog.waitFor({ state: 'hidden' });
  });

  it('offers the accounts there are, or another one', async () => {
    const { page } = bench;
    await bench.command('Procore: Sign In');
    await allow().click();
    await row('ana.morales').waitFor();
    await row('Sign in to another account').waitFor();
    await bench.screenshot('s12-accounts');
    await row('ana.morales').click();
    await page.getByText('Signed in to Procore as ana.morales@harborpine.example (Staging)').waitFor();
  });

  it('asks the account whose session has died to sign in again', async () => {
    const { page } = bench;
    await page.locator('.view-line').first().click();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('GET /rest/v1.0/me');
    await page.keyboard.press('Escape');
    const send = bench.lens(/^Send/).first();
    await send.click();
    await bench.lens(/^200 OK/).waitFor();
    await fetch(`${simulator.url}/_simulator/sessions/all/revoke`, { method: 'POST' });
    await send.click();
    await page.getByText('wants to sign in using Procore').waitFor();
    await bench.screenshot('s13-again');
    const opened = bench.context.waitForEvent('page');
    await allow().click();
    const login = await opened;
    await login.getByRole('button', { name: 'Allow as Ana Morales' }).click();
    await login.getByText('You are signed in').waitFor();
    await login.close();
    await bench.lens(/^200 OK.*2 attempts/).waitFor();
    await bench.screenshot('s14-answer');
  });

  it('says in the status bar who it is, and until when the token lives', async () => {
    const { page } = bench;
    await page.locator('.statusbar-item', { hasText: 'Staging' }).first().hover();
    await page.getByText('as the login host said').first().waitFor();
    await page.getByText('Account: ana.morales').first().waitFor();
    await bench.screenshot('s15-status');
    await page.mouse.move(640, 400);
  });

  it('survives five reloads of the window', async () => {
    for (let reload = 1; reload <= 5; reload += 1) {
      await bench.reload();
      await bench
        .lens(/^Send$/)
        .first()
        .click();
      await bench.lens(/^200 OK/).waitFor();
    }
  }).timeout(180_000);

  it('keeps a second app beside the first', async () => {
    const { page } = bench;
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
    await page.locator('.monaco-dialog-box').getByRole('button', { name: 'Forget' }).click();
    await bench.command('Procore: Forget App Credentials');
    await row(simulator.clientId).waitFor();
    assert.equal(await row('second-app').count(), 0);
    await page.keyboard.press('Escape');
  });

  it('is cancelled without a complaint', async () => {
    const { page } = bench;
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
