import assert from 'node:assert/strict';
import { type Editor, openEditor, willing } from './openEditor.ts';

describe('An app that was stored for an environment that is not the active one', () => {
  let editor: Editor;
  afterEach(() => editor.close());

  /** Resolves when somebody is signed in there. */
  async function signedIn(environment: string) {
    const { authentication } = editor;
    for (;;) {
      const changed = new Promise<void>(resolve => {
        const listening = authentication.onDidChange(() => {
          listening.dispose();
          resolve();
        });
      });
      const account = await authentication.account(environment);
      if (account !== undefined) return account;
      await changed;
    }
  }

  it('is signed in to where that is offered, and nowhere else', async () => {
    editor = await openEditor();
    await editor.environments.activate('simulator');
    const person = willing(editor.simulator);
    editor.desk.answer = {
      ...person,
      message: (text, buttons) => buttons.find(each => each === 'Sign In') ?? person.message?.(text, buttons),
    };
    const account = signedIn('staging');
    await editor.command('procore.changeCredentials', 'staging');
    assert.equal((await account).environment, 'staging');
    assert.equal(await editor.authentication.account('simulator'), undefined);
  });
});
