import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { parseHttpFile } from '../../../src/httpFile/parser.ts';
import type { Operation } from '../../../src/procore/catalog/catalog.ts';
import { catalogOf } from '../../../src/procore/catalog/decode.ts';
import { simulatorEnvironment } from '../../../src/procore/environments.ts';
import type { Exchange } from '../../../src/runner/exchange.ts';
import { nodeDropProvider } from '../../../src/vscode/explorer/dragNode.ts';
import { nodeMime } from '../../../src/vscode/explorer/nodeParcel.ts';
import { activated, activeDocument, answerText, closeEverything, eventually, openHttp } from './openHttp.ts';

const place = {
  environment: 'simulator',
  companyId: '4264807',
  companyName: 'Main',
  projectId: '310481',
  projectName: 'Tower',
  engineName: 'rfi',
  toolTitle: 'RFIs',
  isActive: true,
  level: 'Admin',
  above: [],
};
const node = (kind: string, id: string, more: object = {}) => ({
  ...place,
  kind,
  id: `${kind} ${id}`,
  label: id,
  resource: { id },
  ...more,
});
const rfis = node('resource', 'project rfis');

/** Commands get rows of the tree; what is chosen in this workspace is another test's. */
describe('Rows of the Projects view in the editor', () => {
  before(activated);
  afterEach(async () => {
    await vscode.commands.executeCommand('notifications.clearAll');
    await closeEverything();
  });
  after(() => vscode.commands.executeCommand('procore.stopSimulator'));

  const insert = (row: object, verb: string) =>
    vscode.commands.executeCommand('procore.insertNodeRequest', row, verb);
  const inserted =
    /^### List RFIs\n# @name listRfis\n(?:# @env simulator\n)?# @company 4264807\nGET \/rest\/v1\.0\/projects\/310481\/rfis$/m;

  it('become a request behind the one at the cursor, never in its body', async () => {
    const first = 'POST /rest/v1.0/projects/1/rfis\nContent-Type: application/json\n\n{\n  "rfi": {}\n  }';
    const document = await openHttp(`${first}\n\n### Me\nGET /rest/v1.0/me\n`);
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    editor.selection = new vscode.Selection(4, 4, 4, 4);
    await insert(rfis, 'list');
    const text = document.getText();
    assert.ok(text.startsWith(`${first}\n\n### List RFIs\n`), text);
    assert.ok(text.endsWith('/rfis\n\n### Me\nGET /rest/v1.0/me\n'), text);
    assert.match(text, inserted);
    assert.deepEqual(
      parseHttpFile(text).requests.map(({ method, name }) => `${method} ${name?.text ?? ''}`),
      ['POST ', 'GET listRfis', 'GET '],
    );
    assert.equal(document.lineAt(editor.selection.active.line).text, '### List RFIs');
  });

  const items = node('resource', 'project punch_items');
  const item = node('record', 'project punch_items', { recordId: '77' });
  for (const [of, row, verb, expected] of [
    ['a list', items, 'list', /^GET \/rest\/v1\.1\/punch_items\?project_id=310481$/m],
    ['a list', items, 'show', /^GET \/rest\/v1\.1\/punch_items\/\S+\?project_id=310481$/m],
    ['a list', items, 'create', /^POST \/rest\/v1\.1\/punch_items$/m],
    ['a list', items, 'update', /^PATCH \/rest\/v1\.1\/punch_items\/\S+$/m],
    ['a list', items, 'delete', /^DELETE \/rest\/v1\.\d\/punch_items\/\S+\?project_id=310481$/m],
    ['a record', item, 'list', /^GET \/rest\/v1\.1\/punch_items\?project_id=310481$/m],
    ['a record', item, 'show', /^GET \/rest\/v1\.1\/punch_items\/77\?project_id=310481$/m],
    ['a record', item, 'create', /^POST \/rest\/v1\.1\/punch_items$/m],
    ['a record', item, 'update', /^PATCH \/rest\/v1\.1\/punch_items\/77$/m],
    ['a record', item, 'delete', /^DELETE \/rest\/v1\.\d\/punch_items\/77\?project_id=310481$/m],
  ] as const)
    it(`of ${of} become one that can be sent or filled in: ${verb}`, async () => {
      const document = await openHttp('### Me\nGET /rest/v1.0/me\n');
      await insert(row, verb);
      const text = document.getText();
      assert.match(text, expected);
      const { requests, problems } = parseHttpFile(text);
      assert.equal(requests.length, 2, text);
      assert.deepEqual(
        problems.filter(({ severity }) => severity === 'error'),
        [],
      );
    });

  it('take a name that is free in the file', async () => {
    const document = await openHttp('### One\n# @name listRfis\nGET /rest/v1.0/me\n');
    await insert(rfis, 'list');
    assert.match(document.getText(), /\n# @name listRfis2\n/);
  });

  it('go into a new file where none is open, with a body to fill in', async () => {
    await insert(node('resource', 'project punch_items'), 'create');
    const document = await activeDocument(({ isUntitled }) => isUntitled);
    assert.equal(document.languageId, 'http');
    assert.match(document.getText(), /^### Create Punch Item\n# @name createPunchItem\n/);
    assert.match(
      document.getText(),
      /\nPOST \/rest\/v1\.1\/punch_items\nContent-Type: application\/json\n\n\{\n {2}"project_id": 310481,/,
    );
  });

  // Nobody can sign in here: the host of tests shows no dialog. The UI suite goes on to the answer.
  it('run at once on the way of Send, which asks to sign in', async () => {
    const listed = await vscode.commands.executeCommand<Exchange>('procore.runNode', rfis);
    assert.equal(listed.error?.code, 'not-signed-in');
    assert.equal(listed.environment, 'simulator');
    assert.match(listed.request.url, /\/rest\/v1\.0\/projects\/310481\/rfis$/);
    assert.ok((await eventually(answerText)).includes('GET /rest/v1.0/projects/310481/rfis'));
    const record = node('record', 'project rfis', { recordId: '77' });
    const shown = await vscode.commands.executeCommand<Exchange>('procore.runNode', record);
    assert.ok(shown.request.url.endsWith('/rfis/77'), shown.request.url);
  });

  it('send nothing that has to be filled in first', async () => {
    const sent = await vscode.commands.executeCommand('procore.runNodeRequest', rfis, 'create');
    assert.equal(sent, undefined);
    const document = await activeDocument(({ isUntitled }) => isUntitled);
    assert.match(document.getText(), /^### Create RFI\n/);
    assert.equal(answerText(), undefined);
  });

  it('are copied as id and as path', async () => {
    const record = node('record', 'project rfis', { recordId: '77' });
    await vscode.commands.executeCommand('procore.copyNodeId', record);
    assert.equal(await vscode.env.clipboard.readText(), '77');
    await vscode.commands.executeCommand('procore.copyNodePath', record);
    assert.equal(await vscode.env.clipboard.readText(), '/rest/v1.0/projects/310481/rfis/77');
    await vscode.commands.executeCommand('procore.copyNodeId', {
      ...place,
      kind: 'project',
      label: 'Tower',
      id: 'p',
    });
    assert.equal(await vscode.env.clipboard.readText(), '310481');
    await vscode.commands.executeCommand('procore.copyNodeId', {
      ...{ kind: 'company', id: 'c', label: 'Main', environment: 'simulator' },
      ...{ companyId: '4264807', companyName: 'Main' },
    });
    assert.equal(await vscode.env.clipboard.readText(), '4264807');
    await vscode.commands.executeCommand('procore.copyNodePath', rfis);
    assert.equal(await vscode.env.clipboard.readText(), '/rest/v1.0/projects/310481/rfis');
  });

  it('are dropped behind a request, never into its body', async () => {
    const list: Operation = {
      ...{ method: 'GET', path: '/rest/v1.0/projects/{project_id}/rfis', tag: 'Project Management/RFI/rfis' },
      ...{ id: 'list', pathParameters: [], queryParameters: [], headerParameters: [], body: undefined },
      ...{ statuses: ['200'], deprecated: false },
      result: { type: 'array', wrapped: false, fields: [['id', 'integer']], item: undefined },
    };
    const simulator = simulatorEnvironment('http://127.0.0.1:1');
    const provider = nodeDropProvider({
      catalogs: { load: async () => catalogOf([list]) },
      documents: { parsed: document => parseHttpFile(document.getText()) },
      environments: { active: () => simulator, company: () => undefined, project: () => undefined },
    });
    const text = 'POST /rest/v1.0/me\n\n{\n  "a": 1\n}\n\n### Me\nGET /rest/v1.0/me\n';
    const document = await openHttp(text);
    const data = new vscode.DataTransfer();
    const parcel = { ...place, label: 'RFIs', resourceId: 'project rfis' };
    data.set(nodeMime, new vscode.DataTransferItem(JSON.stringify(parcel)));
    const { token } = new vscode.CancellationTokenSource();
    const offered = await provider.provideDocumentDropEdits(document, new vscode.Position(3, 3), data, token);
    const edit = Array.isArray(offered) ? offered[0] : offered;
    assert.ok(edit?.additionalEdit);
    assert.equal(edit.insertText, '');
    assert.ok(await vscode.workspace.applyEdit(edit.additionalEdit));
    assert.equal(
      document.getText(),
      text.replace(
        '\n\n### Me',
        '\n\n### List RFIs\n# @name listRfis\n# @company 4264807\nGET /rest/v1.0/projects/310481/rfis\n\n### Me',
      ),
    );
    const other = new vscode.DataTransfer();
    other.set(nodeMime, new vscode.DataTransferItem('{"environment":"x\\ny"}'));
    assert.equal(
      await provider.provideDocumentDropEdits(document, new vscode.Position(0, 0), other, token),
      undefined,
    );
  });
});

describe('The API catalog in the editor', () => {
  before(activated);
  afterEach(closeEverything);

  it('puts the operation that is meant into a file', async () => {
    const document = await openHttp('### Me\nGET /rest/v1.0/me\n');
    let isOver = false;
    const running = vscode.commands.executeCommand('procore.browseCatalog', 'list punch items').then(() => {
      isOver = true;
    });
    // The list takes a moment to be there; Enter before that does nothing.
    await eventually(async () => {
      if (!isOver) await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return isOver ? true : undefined;
    });
    await running;
    assert.match(
      document.getText(),
      /\n\n### List Punch Items\n# @name listPunchItems\nGET \/rest\/v1\.1\/punch_items\?project_id=\{\{\$procore\.projectId\}\}\n/,
    );
  });

  it('changes nothing where it is given up', async () => {
    const document = await openHttp('GET /rest/v1.0/me\n');
    let isOver = false;
    const running = vscode.commands.executeCommand('procore.browseCatalog').then(() => {
      isOver = true;
    });
    await eventually(async () => {
      if (!isOver) await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
      return isOver ? true : undefined;
    });
    await running;
    assert.equal(document.getText(), 'GET /rest/v1.0/me\n');
  });
});
