import { deepEqual, match } from 'node:assert/strict';
import type { LogOutputChannel } from 'vscode';
import { loadBundledCatalog } from '../../../src/procore/catalog/bundled.ts';
import { builtInEnvironments } from '../../../src/procore/environments.ts';
import type { Environments } from '../../../src/vscode/environments/environments.ts';
import type { ExplorerNode } from '../../../src/vscode/explorer/node.ts';
import type { Documents } from '../../../src/vscode/language/documents.ts';
import type { OperationRuns } from '../../../src/vscode/operations/operationRuns.ts';
import { desk, openDesk } from '../../support/editorDouble/desk.ts';
import { exchange } from '../../support/exchange.ts';
import '../../support/editorDouble/hook.ts';

const place = {
  ...{ companyId: '4264807', companyName: 'Main', projectId: '310481', projectName: 'Tower' },
  ...{ engineName: 'rfi', toolTitle: 'RFIs', isActive: true, level: 'Read-only', above: [] },
};
const resource = { id: 'project rfis' };
const rfi = { ...place, kind: 'record', id: 'r', label: 'Leak', resource, recordId: '77' };
const tool = { ...place, kind: 'tool', id: 't', label: 'RFIs' };
const project = { ...place, kind: 'project', id: 'p', label: 'Tower', number: undefined };

describe('A command on a row of the Projects view', () => {
  /** What is opened for a row of that environment, whose company says that its web app is there. */
  async function opened(row: object, environment: string, webHost: string): Promise<readonly string[]> {
    openDesk();
    const { commands } = await import('vscode');
    const { registerNodeCommands } = await import('../../../src/vscode/explorer/nodeCommands.ts');
    const registered = registerNodeCommands({
      catalogs: { load: loadBundledCatalog },
      documents: {} as Documents,
      environments: {
        all: () => builtInEnvironments,
        find: (name: string) => builtInEnvironments.find(each => each.name === name),
      } as Environments,
      runs: {} as OperationRuns,
      sender: {
        run: async () =>
          exchange({
            response: {
              status: 200,
              statusText: 'OK',
              body: JSON.stringify({ web_base_url: `https://${webHost}` }),
            },
          }),
      },
      chosen: ([given]) => given as ExplorerNode,
      log: { error: () => undefined } as unknown as LogOutputChannel,
    });
    await commands.executeCommand('procore.openNodeInProcore', { ...row, environment });
    registered.dispose();
    return [...desk.opened];
  }

  it('opens its page at the host of the zone that its company is in', async () => {
    deepEqual(await opened(rfi, 'production', 'us02.procore.com'), [
      'https://us02.procore.com/310481/project/rfi/show/77',
    ]);
    deepEqual(await opened(rfi, 'production', 'app.procore.com'), [
      'https://app.procore.com/310481/project/rfi/show/77',
    ]);
  });

  it('opens its page in the environment that the row is of', async () => {
    deepEqual(await opened(project, 'sandbox', 'sandbox.procore.com'), [
      'https://sandbox.procore.com/310481/project/home',
    ]);
    deepEqual(await opened(tool, 'monthly', 'evil.example'), [
      'https://api-sandbox-monthly.procore.com/webclients/host/companies/4264807/projects/310481/tools/rfis',
    ]);
  });

  it('opens nothing for a row of an environment that is gone, and says so', async () => {
    deepEqual(await opened(project, 'our-own', 'app.procore.com'), []);
    match(desk.seen.map(({ text }) => text).join('\n'), /No page of Procore is known for this row/);
  });
});
