import assert from 'node:assert/strict';
import { openDesk } from '../../support/editorDouble/desk.ts';
import '../../support/editorDouble/hook.ts';

describe('Create Webhook', () => {
  const receiver = 'http://127.0.0.1:27571/';

  /** What came of it for somebody who takes the receiver's own address, and gives up where it is refused. */
  async function create(apiUrl: string) {
    const { askHook } = await import('../../../src/vscode/webhooks/createHook.ts');
    const desk = openDesk();
    let asked = 0;
    desk.answer = {
      input(prompt, value) {
        if (!prompt.includes('receiver')) return value;
        asked += 1;
        return asked === 1 ? value : undefined;
      },
      pick: (_title, [first]) => first,
    };
    const wish = await askHook({
      ...{ version: 'v2.0', namespace: 'my-app', destinationUrl: receiver, authorization: 'Bearer made-up' },
      apiUrl,
    });
    return { url: wish?.hook.destinationUrl, shown: desk.seen.map(({ text }) => text).join('\n') };
  }

  for (const host of ['http://127.0.0.1:27590', 'http://localhost:27590', 'http://[::1]:27590'])
    it(`takes the receiver on this machine where the API answers at ${host}`, async () => {
      const { url, shown } = await create(host);
      assert.equal(url, receiver);
      assert.match(shown, /Address of the receiver on this machine/);
    });

  it('says that Procore cannot reach a receiver on this machine, and how it can', async () => {
    const { url, shown } = await create('https://sandbox.procore.com');
    assert.equal(url, undefined);
    assert.match(
      shown,
      /Procore cannot reach this machine\. "Procore: Reach the Receiver from Outside" tells how\./,
    );
  });
});
