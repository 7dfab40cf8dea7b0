import assert from 'node:assert/strict';
import type { ReceiverControl } from '../../../src/vscode/webhooks/receiverControl.ts';
import { desk } from '../../support/editorDouble/desk.ts';
import { freePort } from '../../support/freePort.ts';
import '../../support/editorDouble/hook.ts';

describe('the webhook receiver of a window', () => {
  let control: ReceiverControl;

  beforeEach(async () => {
    desk.settings.set('procore.webhooks.receiverPort', await freePort());
    const { createReceiverControl } = await import('../../../src/vscode/webhooks/receiverControl.ts');
    control = createReceiverControl();
  });
  afterEach(async () => {
    await control.stop();
    control.dispose();
    desk.settings.delete('procore.webhooks.receiverPort');
  });

  const post = (url: string, authorization?: string) =>
    fetch(url, {
      method: 'POST',
      body: '{"ulid":"01J","resource_name":"RFIs","event_type":"update"}',
      ...(authorization !== undefined && { headers: { authorization } }),
    });

  it('is one for all who start it', async () => {
    const [one, other] = await Promise.all([control.start(), control.start()]);
    assert.equal(one, other);
    assert.equal(control.state()?.url, one);
  });

  it('runs when it was stopped and started again before it was there', async () => {
    const first = control.start();
    const stopped = control.stop();
    const url = await control.start();
    await Promise.all([first, stopped]);
    assert.equal(control.state()?.url, url);
    assert.equal((await post(url)).status, 200);
    assert.equal(control.state()?.events.length, 1);
  });

  it('is away when it was stopped last, and can be started again', async () => {
    const started = control.start();
    await control.stop();
    await started;
    assert.equal(control.state(), undefined);
    assert.equal((await post(await control.start())).status, 200);
  });

  it('checks the Authorization header that was set while it started', async () => {
    const starting = control.start();
    control.expect('Bearer set-meanwhile');
    const url = await starting;
    assert.equal((await post(url)).status, 401);
    assert.equal((await post(url, 'Bearer set-meanwhile')).status, 200);
  });
});
