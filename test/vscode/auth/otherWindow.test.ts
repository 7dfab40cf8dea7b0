import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { type Editor, openEditor } from './openEditor.ts';

const never = new AbortController().signal;

describe('A session that another window has renewed', () => {
  let editor: Editor;

  beforeEach(async function () {
    this.timeout(60_000);
    editor = await openEditor();
    await editor.command('procore.signIn');
  });

  afterEach(() => editor.close());

  const token = (rejected?: Awaited<ReturnType<Editor['authentication']['getToken']>>) =>
    editor.authentication.getTokenOrSignIn('staging', { signal: never, ...(rejected && { rejected }) });
  const offers = () =>
    editor.desk.seen.filter(({ sink, text }) => sink === 'message' && text.includes('Another window'));

  /** As if a window that still runs had renewed, and its secret had not come here. */
  async function renewElsewhere() {
    const [path = ''] = (await editor.storedFiles()).map(file => file.split('\n')[0] ?? '');
    const ledger = JSON.parse(await readFile(path, 'utf8'));
    const writer = { ...ledger.writer, pid: process.ppid };
    await writeFile(path, JSON.stringify({ ...ledger, gen: ledger.gen + 1, writer }));
  }

  it('is not renewed from here: the window offers to reload, once for all who wait', async () => {
    const current = await token();
    await renewElsewhere();
    await editor.atServer('expire');
    const waiting = await Promise.allSettled([token(current), token(current), token(current)]);
    assert.deepEqual(
      waiting.map(outcome => outcome.status === 'rejected' && outcome.reason.code),
      ['renewed-elsewhere', 'renewed-elsewhere', 'renewed-elsewhere'],
    );
    assert.match(offers()[0]?.text ?? '', /renewed the session of .*\nReload Window/s);
    assert.equal(offers().length, 1);
  });

  it('says how it ended where nobody signs in again', async () => {
    const current = await token();
    await editor.atServer('revoke');
    editor.desk.answer = { account: () => 'declined' };
    for (const _time of [1, 2])
      await assert.rejects(token(current), {
        code: 'session-ended',
        error: 'invalid_grant',
        refresh: 'revoked',
        message: /has ended: .*revoked.*Sign in again\./,
      });
  });
});
