import assert from 'node:assert/strict';
import { type Editor, openEditor, willing } from './openEditor.ts';

describe('An app that was stored for an environment that is not the active one', () => {
  let editor: Editor;
  afterEach(() => editor.close());

  it('is signed in to where that is offered, and nowhere else', async () => {
    editor = await openEditor();
    await editor.environments.activate('simulator');
    const person = willing(editor.simulator);
    const signedIn = new Promise<void>(resolve => {
      const listening = editor.authentication.onDidChange(() => {
        listening.dispose();
        resolve();
      });
    });
    editor.desk.answer = { ...person, message: (_text, buttons) => buttons.find(each => each === 'Sign In') };
    await editor.command('procore.changeCredentials', 'staging');
    await signedIn;
    assert.equal((await editor.authentication.account('staging'))?.environment, 'staging');
    assert.equal(await editor.authentication.account('simulator'), undefined);
  });
});
