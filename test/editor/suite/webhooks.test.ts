import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { activated, closeEverything, eventually } from './openHttp.ts';
import { type PlainServer, startPlainServer } from './plainServer.ts';

const event = {
  ulid: '01JWEBHOOK',
  api_version: 'v2.0',
  event_type: 'update',
  resource_name: 'RFIs',
  resource_id: 9,
};

describe('Webhooks in the editor', () => {
  const run = <T>(command: string, ...parameters: readonly unknown[]) =>
    vscode.commands.executeCommand<T>(command, ...parameters);
  const settings = () => vscode.workspace.getConfiguration('procore');

  let taken: PlainServer;

  before(async () => {
    await activated();
    taken = await startPlainServer((_, response) => response.end());
    const port = Number(new URL(taken.origin).port);
    await settings().update('webhooks.receiverPort', port, vscode.ConfigurationTarget.Global);
  });
  afterEach(async () => {
    await run('procore.stopReceiver');
    await run('notifications.clearAll');
    await closeEverything();
  });
  after(async () => {
    await settings().update('webhooks.receiverPort', undefined, vscode.ConfigurationTarget.Global);
    await taken.close();
  });

  async function start(): Promise<string> {
    const url = await run<string>('procore.startReceiver');
    assert.ok(url);
    return url;
  }
  const post = (url: string) => fetch(url, { method: 'POST', body: JSON.stringify(event) });

  it('start the receiver beside another program that has its port', async () => {
    const url = await start();
    assert.notEqual(new URL(url).port, new URL(taken.origin).port);
    assert.equal(new URL(url).hostname, '127.0.0.1');
    assert.equal((await post(url)).status, 200);
    assert.deepEqual(taken.seen, []);
  });

  it('start one receiver for all who ask', async () => {
    const [one, other] = await Promise.all([start(), start()]);
    assert.equal(one, other);
    assert.equal(await start(), one);
  });

  it('show an event that has arrived', async () => {
    const url = await start();
    await post(url);
    await run('procore.showReceivedEvent');
    await eventually(() =>
      vscode.window.visibleTextEditors.some(({ document }) => document.getText().includes('01JWEBHOOK'))
        ? true
        : undefined,
    );
  });

  it('free the port when the receiver is stopped', async () => {
    const url = await start();
    await run('procore.stopReceiver');
    await assert.rejects(post(url));
  });

  it('keep the receiver that was asked for last, however quickly it was started and stopped', async () => {
    const first = start();
    const stopped = run('procore.stopReceiver');
    const url = await start();
    await Promise.all([first, stopped]);
    assert.equal((await post(url)).status, 200);
    await run('procore.stopReceiver');
    await assert.rejects(post(url));
  });

  it('take no argument for more than the place of a hook', async () => {
    const scope = { companyId: '1' };
    const place = { environment: 'simulator', hookId: '7', version: 'v2.0', scope };
    for (const given of [
      7,
      'hook',
      {},
      { ...place, hookId: 7 },
      { ...place, version: 'v9.0' },
      { ...place, scope: { companyId: 1 } },
    ])
      await run('procore.showWebhookDeliveries', given);
  });

  it('open for a diagnosis whoever is signed in, without asking anybody', async () => {
    await run('procore.switchEnvironment', 'simulator');
    await run('procore.showWebhookDeliveries', {
      environment: 'simulator',
      hookId: '7',
      version: 'v2.0',
      scope: { companyId: '4264807' },
    });
  });
});
