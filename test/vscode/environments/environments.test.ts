import assert from 'node:assert/strict';
import { openDesk } from '../../support/editorDouble/desk.ts';
import '../../support/editorDouble/hook.ts';

describe('The environments of a workspace', () => {
  it('are switched before the choice is stored', async () => {
    openDesk({});
    const { createEnvironments } = await import('../../../src/vscode/environments/environments.ts');
    const chosen = new Map<string, unknown>();
    let store = () => {};
    const environments = createEnvironments({
      keys: () => [...chosen.keys()],
      get: (key: string) => chosen.get(key),
      update(key: string, value: unknown) {
        chosen.set(key, value);
        return new Promise<void>(resolve => {
          store = resolve;
        });
      },
    } as import('vscode').Memento);
    const told: string[] = [];
    const listening = environments.onDidChange(() => told.push(environments.active().name));
    const switching = environments.activate('sandbox').then(() => told.push('stored'));
    assert.deepEqual(told, ['sandbox']);
    store();
    await switching;
    assert.deepEqual(told, ['sandbox', 'stored']);
    listening.dispose();
    environments.dispose();
  });
});
