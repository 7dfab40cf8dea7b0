import assert from 'node:assert/strict';
import type { LogOutputChannel } from 'vscode';
import { loadBundledCatalog } from '../../../src/procore/catalog/bundled.ts';
import type { Documents } from '../../../src/vscode/language/documents.ts';
import type { FeatureContexts } from '../../../src/vscode/language/featureContext.ts';
import type { OperationRuns } from '../../../src/vscode/operations/operationRuns.ts';
import { openDesk } from '../../support/editorDouble/desk.ts';
import '../../support/editorDouble/hook.ts';

describe('The list of operations', () => {
  it('begins anew once another catalog is in use', async () => {
    const { seen } = openDesk();
    const vscode = await import('vscode');
    const { registerBrowseCatalog } = await import('../../../src/vscode/catalog/browseCatalog.ts');
    const changed = new vscode.EventEmitter<void>();
    const registered = registerBrowseCatalog({
      catalogs: { load: loadBundledCatalog, imported: async () => undefined, onDidChange: changed.event },
      contexts: {} as FeatureContexts,
      documents: {} as Documents,
      runs: {} as OperationRuns,
      log: {} as LogOutputChannel,
    });
    /** The first row of the list, which somebody then closes. */
    const firstRow = async (...typed: readonly string[]) => {
      await vscode.commands.executeCommand('procore.browseCatalog', ...typed);
      return seen.findLast(({ sink }) => sink === 'list')?.text.split('\n')[1];
    };
    try {
      const tools = await firstRow();
      assert.match((await firstRow('delete punch item')) ?? '', /^DELETE/);
      assert.match((await firstRow()) ?? '', /^DELETE/);
      changed.fire();
      assert.equal(await firstRow(), tools);
    } finally {
      registered.dispose();
    }
  });
});
