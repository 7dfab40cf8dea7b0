import assert from 'node:assert/strict';
import type { Exchange } from '../../../src/runner/exchange.ts';
import type { RowCommands } from '../../../src/vscode/webhooks/rowCommands.ts';
import type { WebhooksView } from '../../../src/vscode/webhooks/webhooksView.ts';
import { openDesk } from '../../support/editorDouble/desk.ts';
import '../../support/editorDouble/hook.ts';
import { sampleExchange } from '../../support/sampleExchange.ts';

function answered(status: number, body: unknown): Exchange {
  const text = JSON.stringify(body);
  const response = { status, statusText: 'Said', headers: {}, bodyBytes: text.length, body: text };
  return { ...sampleExchange(), response, error: null, diagnoses: [], pagination: null };
}
const failed = (code: string): Exchange => ({
  ...answered(0, ''),
  response: null,
  error: { code, message: 'No.' },
});

describe('The triggers of a hook', () => {
  /** Runs a command of them; what was shown, and what was written. */
  async function run(
    id: 'addTriggers' | 'deleteTriggers',
    read: (path: string) => Exchange,
    write?: () => Exchange,
  ) {
    const desk = openDesk();
    desk.answer = { pickAll: write !== undefined };
    const { commandId } = await import('../../../src/vscode/commandIds.ts');
    const { registerTriggerCommands } = await import('../../../src/vscode/webhooks/triggerCommands.ts');
    const written: string[] = [];
    const commands = new Map<string, (node: unknown) => Promise<unknown>>();
    const rows = {
      on: (name: string, _kinds: unknown, work: (node: unknown) => Promise<unknown>) => {
        commands.set(name, work);
        return { dispose: () => undefined };
      },
      write: async ({ method, path }: { method: string; path: string }) => {
        written.push(`${method} ${path}`);
        return write?.() ?? answered(201, {});
      },
    } as unknown as RowCommands;
    const view = {
      tree: { changed: () => undefined },
      send: async ({ path }: { path: string }) => read(path),
    } as unknown as WebhooksView;
    registerTriggerCommands(view, rows);
    const hook = { id: '7', payloadVersion: 'v4.0' };
    const node = { kind: 'hook', scope: { companyId: '1' }, environment: 'sandbox', version: 'v2.0', hook };
    const ended = await commands
      .get(commandId[id])?.(node)
      .then(
        () => 'done',
        (error: Error) => error.constructor.name,
      );
    const seen = (sink: string) => desk.seen.filter(each => each.sink === sink).map(({ text }) => text);
    return { ended, written, lists: seen('list'), messages: seen('message') };
  }
  const none = () => answered(200, { data: [] });

  it('that are not there are not listed to be deleted: that is said instead', async () => {
    const { ended, lists, messages, written } = await run('deleteTriggers', none);
    assert.deepEqual([ended, lists, written], ['done', [], []]);
    assert.match(messages[0] ?? '', /^This hook has no triggers\./);
  });

  it('that were dealt with before it was stopped are counted', async () => {
    const data = Array.from({ length: 501 }, (_, index) => ({
      ...{ id: String(index), resource_name: 'RFIs', event_type: `event ${index}` },
    }));
    let writes = 0;
    const { ended, written, messages } = await run(
      'deleteTriggers',
      () => answered(200, { data }),
      () => {
        writes += 1;
        if (writes > 1) throw new Error('Cancelled.');
        return answered(204, {});
      },
    );
    assert.deepEqual([ended, written.length], ['Error', 2]);
    assert.match(messages.join('\n'), /^Of 501 triggers the first 500 were dealt with before it ended\./);
  });

  it('are offered with resource and event in one text, so that both can be typed', async () => {
    const { lists } = await run('addTriggers', none);
    assert.match(lists[0] ?? '', /^Departments update$/m);
  });

  it('are offered as far as they are known where the account does not say', async () => {
    const { lists } = await run('addTriggers', () => answered(403, {}));
    assert.match(lists[0] ?? '', /^Departments update$/m);
  });

  for (const code of ['cancelled', 'not-signed-in'])
    it(`are not offered where reading them was ${code}`, async () => {
      const { ended, lists, written } = await run('addTriggers', () => failed(code));
      assert.deepEqual([ended, lists, written], ['CancellationError', [], []]);
    });
});
