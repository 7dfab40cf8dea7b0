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

  /** What is said of the app where the login host gives that answer. */
  async function told(answer: Response | undefined, ...more: readonly unknown[]): Promise<readonly string[]> {
    editor = await openEditor({ instead: path => (path === '/oauth/token' ? answer?.clone() : undefined) });
    await editor.command('procore.changeCredentials', 'staging', ...more);
    return editor.desk.seen.flatMap(({ sink, text }) =>
      sink === 'message' && text.includes(' is stored') ? [text] : [],
    );
  }

  it('is said to be stored', async () => {
    assert.match((await told(undefined)).join(), /^The app for Staging is stored\. Sign in to use it\./);
  });

  it('is said not to be checked where the login host cannot be asked', async () => {
    assert.match(
      (await told(new Response('<html>', { status: 503 }))).join(),
      /^The app for Staging is stored\. It could not be checked: 127\.0\.0\.1:\d+ did not say whether it knows it\./,
    );
  });

  it('is left to be told by who asked for that', async () => {
    assert.deepEqual(await told(undefined, false), []);
  });
});
