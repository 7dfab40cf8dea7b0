import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { deadlines } from '../support/deadlines.ts';
import { connectApp } from './connectApp.ts';
import { lookAfter } from './lookAfter.ts';
import { type OwnSimulator, openWithStaging } from './ownSimulator.ts';
import { secretsAtRest } from './secretsAtRest.ts';
import { sent } from './sent.ts';
import { answer, openFile, pickCommand } from './steps.ts';
import type { Workbench } from './workbench.ts';

const request = 'own.http';

describe('Two windows in a browser', () => {
  let bench: Workbench;
  lookAfter(() => bench);

  let simulator: OwnSimulator;
  let second: Page;

  before(async function () {
    this.timeout(deadlines.start);
    const files = { [request]: 'GET /rest/v1.0/me\n' };
    ({ simulator, bench } = await openWithStaging({ files }));
    await signIn();
    await secretsAtRest(bench.page);
    second = await bench.context.newPage();
    await second.goto(bench.page.url());
    await openFile(second, request);
  });

  after(() => bench?.close());

  async function signIn(): Promise<void> {
    await bench.openFile(request);
    await bench.command('Procore: Sign In');
    await connectApp(bench, simulator);
    await bench.said('Signed in to Procore as ana.morales@harborpine.example (Staging)');
  }

  const send = (page: Page) =>
    sent(page, bench.log, { label: 'GET /rest/v1.0/me', outcome: 200 }, () =>
      pickCommand(page, 'Procore: Send Request'),
    );
  const renewals = async () => {
    const state = await fetch(`${simulator.url}/_simulator/state`);
    return (await state.json()) as { readonly refreshReplays: number };
  };

  it('use one session, each with its own copy of the secret', async () => {
    await send(bench.page);
    await send(second);
  });

  it('renew it in one, and the other does not spend its old copy but offers to reload', async () => {
    await fetch(`${simulator.url}/_simulator/sessions/all/expire`, { method: 'POST' });
    await send(bench.page);
    await bench.lens(/^200 OK.*2 attempts/).waitFor();
    await secretsAtRest(bench.page);

    await pickCommand(second, 'Procore: Send Request');
    await second.getByText('Another window renewed the session of ana.morales').first().waitFor();
    await bench.screenshot('w1-renewed-elsewhere', second);
    const loaded = second.waitForEvent('load');
    await answer(second, 'Another window renewed the session of ana.morales', 'Reload Window');
    await loaded;
    await openFile(second, request);
    await send(second);
    await bench.screenshot('w2-reloaded', second);

    assert.equal((await renewals()).refreshReplays, 0);
  });
});
