import assert from 'node:assert/strict';
import { parseHttpFile } from '../../../src/httpFile/parser.ts';
import type { Exchange } from '../../../src/runner/exchange.ts';
import { failureState } from '../../../src/vscode/explorer/failureState.ts';
import { type Editor, openEditor } from './openEditor.ts';

describe('A read that nobody has clicked for', () => {
  let editor: Editor;

  beforeEach(async function () {
    this.timeout(60_000);
    editor = await openEditor();
  });

  afterEach(() => editor.close());

  async function read(): Promise<Exchange> {
    const file = parseHttpFile('GET /rest/v1.0/companies\n');
    const [request] = file.requests;
    assert.ok(request);
    return editor.sender.run({
      ...{ file, request, document: undefined, allPages: false, asks: false },
      environment: editor.environments.active(),
      signal: new AbortController().signal,
    });
  }

  /** Questions of the editor and pages in the browser. */
  const asked = () =>
    editor.desk.seen.filter(({ text }) => text.includes('Wants to sign in')).length +
    editor.desk.opened.length;

  it('asks nobody to sign in where nobody is, and sends nothing', async () => {
    const { error, response, diagnoses } = await read();
    assert.deepEqual([error?.code, response], ['not-signed-in', null]);
    assert.deepEqual(
      diagnoses.map(({ id }) => id),
      ['not-signed-in'],
    );
    assert.deepEqual([asked(), editor.sent], [0, []]);
  });

  it('takes the token of who is signed in', async () => {
    await editor.command('procore.signIn');
    const before = asked();
    const { response } = await read();
    assert.equal(response?.status, 200);
    assert.equal(asked(), before);
  });

  it('asks nobody where the session has died, and the next read finds it ended', async () => {
    await editor.command('procore.signIn');
    const before = asked();
    await editor.atServer('revoke');
    const first = await read();
    assert.equal(failureState(first), 'signedOut');
    assert.ok((await editor.authentication.account('staging'))?.ended);
    const second = await read();
    assert.equal(failureState(second), 'signedOut');
    assert.equal(asked(), before);
  });

  it('goes on by itself after somebody has signed in again', async () => {
    await editor.command('procore.signIn');
    await editor.atServer('revoke');
    await read();
    await editor.command('procore.signIn');
    const { response } = await read();
    assert.equal(response?.status, 200);
  });
});

describe('Who is signed in', () => {
  let editor: Editor;

  before(async function () {
    this.timeout(60_000);
    editor = await openEditor();
    await editor.command('procore.signIn');
  });

  after(() => editor.close());

  it('is looked up once for all who ask at a time, and again for who asks later', async () => {
    const ask = () => editor.authentication.account('staging');
    const [first, second] = [ask(), ask()];
    assert.equal(first, second);
    assert.match((await first)?.label ?? '', /^ana/);
    await editor.command('procore.signOut');
    assert.equal(await ask(), undefined);
  });
});
