import assert from 'node:assert/strict';
import { deadlines } from '../support/deadlines.ts';
import { connectApp } from './connectApp.ts';
import { hookSteps } from './hookSteps.ts';
import { lookAfter } from './lookAfter.ts';
import { type OwnSimulator, openWithStaging } from './ownSimulator.ts';
import { paneOf } from './panes.ts';
import type { Workbench } from './workbench.ts';

/** An environment of the user's own that is marked as production, before a server that counts what comes. */
describe('Writes of the Webhooks view to production, in the workbench', () => {
  let bench: Workbench;
  lookAfter(() => bench);

  let simulator: OwnSimulator;

  before(async function () {
    this.timeout(deadlines.start);
    const limits = { spikeLimit: 0, hourlyLimit: 0 };
    ({ simulator, bench } = await openWithStaging({ production: true }, limits));
    await bench.showView();
    const projects = paneOf(() => bench, 'Projects');
    await projects.alone();
    await projects.button('Sign In').click();
    await connectApp(bench, simulator);
    await bench.command('Procore: Choose Project...');
    await bench.pick('Harbor & Pine Builders');
    await bench.pick('Riverside Medical Center');
    await bench.page.getByRole('button', { name: /^Procore environment Staging · Riverside/ }).waitFor();
  });

  beforeEach(async () => {
    await bench.showView();
    await alone();
    await project().waitFor();
  });

  after(() => bench?.close());

  const { tree, row, open, alone } = paneOf(() => bench, 'Webhooks');
  const { describe: describeHook, mark } = hookSteps(() => bench);
  const project = () => row(/^Riverside Medical Center, project/);
  /** The second: those of the company come first. */
  const hooks = () =>
    tree()
      .getByRole('treeitem', { name: /^Hooks v2\.0/ })
      .nth(1);
  const hook = () => row(/^https:\/\/hooks\.example\/in, .*guarded/);
  const triggers = () => row(/^Triggers/);
  const dialog = () => bench.page.locator('.monaco-dialog-box');

  /** Every write that has reached the server, in order. */
  async function writes(): Promise<readonly string[]> {
    const answer = await fetch(`${simulator.url}/_simulator/state`);
    const { requests } = (await answer.json()) as {
      requests: readonly { method: string; target: string; status: number }[];
    };
    return requests
      .filter(({ method, target }) => method !== 'GET' && target.includes('/webhooks/'))
      .map(({ method, target, status }) => `${method} ${target.replaceAll(/\/\d+/g, '/*')} ${status}`)
      .toReversed();
  }

  /** Does it twice: nothing is sent when it is cancelled, and when it is taken it is sent once. */
  async function isGuarded(
    act: () => Promise<void>,
    { sends, sent, done }: { sends: string; sent: string; done: () => Promise<unknown> },
  ): Promise<void> {
    const before = await writes();
    const question = dialog().getByText(`Send ${sends} to Staging? It changes real data.`);
    await act();
    await question.waitFor();
    await bench.screenshot(`114-guard-${sends.toLowerCase()}`);
    await bench.press(dialog().getByRole('button', { name: 'Cancel' }), dialog(), 'hidden');
    await act();
    await question.waitFor();
    assert.deepEqual(await writes(), before);
    await bench.press(dialog().getByRole('button', { name: `Send ${sends}` }), dialog(), 'hidden');
    await done();
    assert.deepEqual(await writes(), [...before, sent]);
  }

  const place = '/rest/v2.0/companies/*/projects/*/webhooks/hooks';
  const created = {
    namespace: 'guarded',
    address: 'https://hooks.example/in',
    authorization: '',
    payload: 'v3.0',
  };

  /** A hook that is there, whichever test made it. */
  async function make(): Promise<void> {
    if (!(await hook().isVisible())) {
      await describeHook(hooks(), created);
      await bench.press(dialog().getByRole('button', { name: 'Send POST' }), dialog(), 'hidden');
    }
    await open(hooks(), hook());
  }

  it('ask before a hook is created', async () => {
    await isGuarded(() => describeHook(hooks(), created), {
      sends: 'POST',
      sent: `POST ${place} 201`,
      done: () => open(hooks(), hook()),
    });
  });

  it('ask before a trigger is added', async () => {
    await make();
    await open(hook(), triggers());
    await isGuarded(() => mark(triggers(), 'Add Webhook Triggers...', ['update']), {
      sends: 'POST',
      sent: `POST ${place}/*/triggers 201`,
      done: () => open(triggers(), row(/^RFIs, update$/)),
    });
  });

  it('ask before a hook is paused', async () => {
    await make();
    await isGuarded(() => bench.menu(hook(), 'Pause Webhook'), {
      sends: 'PATCH',
      sent: `PATCH ${place}/* 200`,
      done: () => row(/^https:\/\/hooks\.example\/in, paused/).waitFor(),
    });
  });

  it('ask before a hook is deleted', async () => {
    await make();
    await isGuarded(() => bench.menu(hook(), 'Delete Webhook'), {
      sends: 'DELETE',
      sent: `DELETE ${place}/* 204`,
      done: () => hook().waitFor({ state: 'hidden' }),
    });
  });
});
