import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDesk } from '../../support/editorDouble/desk.ts';
import '../../support/editorDouble/hook.ts';

describe('An imported catalog that is damaged', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'pw-catalog-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  async function open(files: Readonly<Record<string, string>>) {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    const desk = openDesk();
    const vscode = await import('vscode');
    const { createCatalogs } = await import('../../../src/vscode/catalog/catalogs.ts');
    const { registerImportOpenApi } = await import('../../../src/vscode/catalog/importOpenApi.ts');
    const log = vscode.window.createOutputChannel('Procore', { log: true });
    const catalogs = createCatalogs(vscode.Uri.file(folder), log);
    const reports = { show: async () => assert.fail('nothing of it is shown') };
    registerImportOpenApi({ catalogs, reports, workerFile: '', log });
    return {
      catalogs,
      show: () => vscode.commands.executeCommand('procore.showCatalogChanges'),
      said: (sink: 'log' | 'message') => desk.seen.filter(each => each.sink === sink).map(({ text }) => text),
    };
  }

  it('is passed over, and the log says which file it is and what to do', async () => {
    const { catalogs, said } = await open({ 'catalog.json.br': 'no catalog' });
    assert.ok((await catalogs.load()).operations.length > 1000);
    const [line = ''] = said('log');
    assert.ok(line.includes(join(folder, 'catalog.json.br')), line);
    assert.match(line, /Import the OpenAPI file again, or remove it with "Procore: Use Bundled Catalog"\.$/);
  });

  for (const [title, files] of [
    ['cut off', { 'catalogChanges.json': '{"source": "Procore", "opera' }],
    ['of another shape', { 'catalogChanges.json': '[]' }],
    ['missing', {}],
  ] as const)
    it(`says which file of its changes is ${title}, and what to do`, async () => {
      const { show, said } = await open({ 'catalog.json.br': '', ...files });
      await show();
      const [message = ''] = said('message');
      assert.ok(message.includes(join(folder, 'catalogChanges.json')), message);
      assert.match(message, /is missing or damaged\. .* Import the OpenAPI file again/);
    });

  it('is none where the bundled one is in use', async () => {
    const { show, said } = await open({});
    await show();
    assert.match(said('message')[0] ?? '', /^The catalog that comes with the extension is in use/);
  });
});
