import assert from 'node:assert/strict';
import type { LogOutputChannel } from 'vscode';
import { builtInEnvironments } from '../../../src/procore/environments.ts';
import type { ReceiverControl } from '../../../src/vscode/webhooks/receiverControl.ts';
import type { WebhooksView } from '../../../src/vscode/webhooks/webhooksView.ts';
import { openDesk } from '../../support/editorDouble/desk.ts';
import '../../support/editorDouble/hook.ts';

describe('Create Webhook from the palette', () => {
  /** What it does first, in its order. */
  async function steps(already: { readonly company: boolean }, signsIn: boolean): Promise<readonly string[]> {
    openDesk();
    const vscode = await import('vscode');
    const { commandId, viewId } = await import('../../../src/vscode/commandIds.ts');
    const { registerHookCommands } = await import('../../../src/vscode/webhooks/hookCommands.ts');
    const [active] = builtInEnvironments;
    assert(active);
    const done: string[] = [];
    let company = already.company ? { id: '1', name: 'Harbor' } : undefined;
    const view = {
      tree: {
        async children() {
          done.push('looks for the scope');
          return [];
        },
      },
      follow: async () => undefined,
      chosen: () => undefined,
    } as unknown as WebhooksView;
    const registered = vscode.Disposable.from(
      vscode.commands.registerCommand(commandId.chooseCompany, () => {
        done.push('chooses a company');
        company = { id: '1', name: 'Harbor' };
      }),
      vscode.commands.registerCommand(`${viewId.webhooks}.focus`, () => {
        done.push('shows the view');
      }),
      registerHookCommands({
        view,
        environments: { active: () => active, find: () => active, company: () => company },
        sender: {
          async signIn() {
            done.push('signs in');
            return signsIn;
          },
        },
        receiver: {} as ReceiverControl,
        log: {} as LogOutputChannel,
      }),
    );
    await vscode.commands.executeCommand(commandId.createHook);
    registered.dispose();
    return done;
  }

  it('signs in and asks for the company before it asks where', async () =>
    assert.deepEqual((await steps({ company: false }, true)).slice(0, 3), [
      'signs in',
      'chooses a company',
      'looks for the scope',
    ]));

  it('keeps the company that is chosen', async () =>
    assert.deepEqual((await steps({ company: true }, true)).slice(0, 2), [
      'signs in',
      'looks for the scope',
    ]));

  it('shows the view where the sign-in is given up', async () =>
    assert.deepEqual(await steps({ company: false }, false), ['signs in', 'shows the view']));
});
