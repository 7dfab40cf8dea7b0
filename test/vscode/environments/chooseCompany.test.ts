import assert from 'node:assert/strict';
import { type Editor, openEditor, willing } from '../auth/openEditor.ts';

describe('Choosing a company in an environment whose app is not known yet', () => {
  let editor: Editor;
  afterEach(() => editor.close());

  async function choose() {
    const { chooseCompany, chooseProject } = await import(
      '../../../src/vscode/environments/chooseCompany.ts'
    );
    const environment = editor.environments.active();
    return {
      company: () => chooseCompany(editor, environment, { none: true }),
      project: () => chooseProject(editor, environment),
    };
  }
  const lists = () => editor.desk.seen.filter(({ sink }) => sink === 'list').map(({ text }) => text);
  const harbor = '$(blank) Harbor & Pine Builders';
  const rows = ['Company in', 'Project of'];

  it('signs in first, so that the list is there when it is over', async () => {
    editor = await openEditor();
    const person = willing(editor.simulator);
    editor.desk.answer = { ...person, pick: (_title, labels) => labels.find(label => label === harbor) };
    const chosen = await (await choose()).company();
    assert.ok(chosen !== undefined && chosen !== 'none');
    assert.equal(chosen.name, 'Harbor & Pine Builders');
    assert.deepEqual(editor.environments.company('staging'), chosen);
    const shown = editor.desk.seen.map(({ sink, text }) => `${sink}: ${text}`);
    const box = shown.findIndex(text => text.includes('Client Secret'));
    assert.ok(box >= 0 && box < shown.findIndex(text => text.startsWith('list: Company in Staging')));
  });

  it('goes on from the company to the project', async () => {
    editor = await openEditor();
    const person = willing(editor.simulator);
    const wanted = [harbor, '$(blank) Riverside Medical Center'];
    editor.desk.answer = {
      ...person,
      pick: (_title, labels) => labels.find(label => wanted.includes(label)),
    };
    const chosen = await (await choose()).project();
    assert.ok(chosen !== undefined && chosen !== 'none');
    assert.deepEqual(editor.environments.project('staging'), chosen);
    assert.deepEqual(
      lists().map(text => rows.find(row => text.startsWith(row))),
      rows,
    );
  });

  for (const [title, answer] of [
    ['the question', { account: () => 'declined' }],
    ['the client id', { input: () => undefined }],
  ] as const)
    it(`shows and changes nothing where ${title} of the sign-in is given up`, async () => {
      editor = await openEditor();
      editor.desk.answer = { ...willing(editor.simulator), ...answer };
      const { company, project } = await choose();
      assert.equal(await company(), undefined);
      assert.equal(await project(), undefined);
      assert.deepEqual(lists(), []);
      assert.deepEqual(
        [...editor.workspaceState.keys()].filter(key => /company|project/i.test(key)),
        [],
      );
    });

  it('signs in again where the server has ended the session since, and shows the list then', async () => {
    editor = await openEditor();
    const pick = (_title: string, labels: readonly string[]) => labels.find(label => label === harbor);
    editor.desk.answer = { ...willing(editor.simulator), pick };
    const { company } = await choose();
    const before = await company();
    // Somebody else, as it were: a code that was pasted is of no use again.
    editor.desk.answer = { ...willing(editor.simulator), pick };
    await editor.atServer('revoke');
    await editor.environments.chooseCompany('staging', undefined);
    assert.deepEqual(await company(), before);
    assert.equal(editor.desk.opened.length, 2);
  });

  it('lists the companies though the one in use is none that the account sees', async () => {
    editor = await openEditor();
    const person = willing(editor.simulator);
    editor.desk.answer = { ...person, pick: (_title, labels) => labels.find(label => label === harbor) };
    await editor.environments.chooseCompany('staging', { id: '1', name: 'Wrong' });
    const { company } = await choose();
    const chosen = await company();
    assert.ok(chosen !== undefined && chosen !== 'none');
    assert.equal(chosen.name, 'Harbor & Pine Builders');
  });

  it('keeps the id that was typed where nobody is signed in, and asks nobody', async () => {
    editor = await openEditor();
    const { enterCompany } = await import('../../../src/vscode/environments/chooseCompany.ts');
    editor.desk.answer = { ...willing(editor.simulator), input: () => ' 4264807 ' };
    assert.deepEqual(await enterCompany(editor, editor.environments.active()), {
      id: '4264807',
      name: '4264807',
    });
    assert.deepEqual(editor.sent, []);
  });
});
