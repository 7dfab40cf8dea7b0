import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Exchange } from '../../../src/runner/exchange.ts';
import { answerText, closeEverything, eventually, openHttp, problemsOf } from './openHttp.ts';
import { type PlainServer, startPlainServer } from './plainServer.ts';

/** A refusal whose words try to be more than words. */
const refusal = {
  errors: {
    subject: ["can't be blank [x](command:y) <b>"],
    due_date: ['is invalid'],
    question: ['is missing'],
  },
};

describe('A failure is explained where it happens', () => {
  let server: PlainServer;
  let status = 422;

  before(async () => {
    server = await startPlainServer((_request, response) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(status === 422 ? refusal : { id: 1 }));
    });
  });

  beforeEach(() => {
    status = 422;
  });
  afterEach(closeEverything);
  after(() => server.close());

  const open = () =>
    openHttp(
      [
        '### About Procore',
        'GET /rest/v1.0/me',
        '',
        '### Refused',
        '# @name refused',
        `POST ${server.origin}/rest/v1.0/projects/1/rfis`,
        'Content-Type: application/json',
        '',
        '{',
        '  "rfi": {',
        '    "subject": "",',
        '    "due_date": "soon"',
        '  }',
        '}',
        '',
      ].join('\n'),
    );
  const send = (document: vscode.TextDocument) =>
    vscode.commands.executeCommand<Exchange>('procore.sendRequest', document.uri.toString(), 'refused');
  const refused = async () => {
    const document = await open();
    await send(document);
    const problems = await eventually(() =>
      problemsOf(document).length > 3 ? problemsOf(document) : undefined,
    );
    return { document, problems };
  };

  it('in Problems, on the request and on each field, with code and link, until the next success', async () => {
    const { document, problems } = await refused();
    assert.deepEqual(problems.map(({ range }) => document.getText(range)).sort(), [
      '"due_date": "soon"',
      '"rfi"',
      '"subject": ""',
      `POST ${server.origin}/rest/v1.0/projects/1/rfis`,
    ]);
    for (const { code } of problems) {
      assert.ok(typeof code === 'object');
      assert.equal(code.value, 'unprocessable-field');
      assert.equal(code.target.authority, 'developers.procore.com');
    }
    status = 200;
    await send(document);
    await eventually(() => (problemsOf(document).length === 0 ? true : undefined));
  });

  it('in Problems on a field only until it is edited', async () => {
    const { document } = await refused();
    const edit = new vscode.WorkspaceEdit();
    const line = document.lineAt(10).range;
    edit.replace(document.uri, line, '    "subject": "Door",');
    await vscode.workspace.applyEdit(edit);
    await eventually(() => (problemsOf(document).length === 3 ? true : undefined));
  });

  it('in a hover on the field of the body sent', async () => {
    const { document } = await refused();
    const said = await hoverAt(document.uri, 10, 6);
    assert.match(said, /\*Cause:\*/);
    assert.match(said, /\*What to do:\*/);
    assert.match(said, /developers\.procore\.com/);
  });

  it('in hovers on the status line and on the field of the body received, whose words stay words', async () => {
    await refused();
    const text = await eventually(() => (answerText()?.startsWith('422') ? answerText() : undefined));
    const answer = vscode.window.visibleTextEditors.find(
      ({ document }) => document.uri.scheme === 'procore-response',
    );
    assert.ok(answer);
    const status = await hoverAt(answer.document.uri, 0, 1);
    assert.match(status, /\*Cause:\*/);
    assert.match(status, /\*What to do:\*/);
    const lineOf = (name: string) => text.split('\n').findIndex(each => each.includes(`"${name}"`));
    const field = await hoverAt(answer.document.uri, lineOf('due_date'), 8);
    assert.match(field, /due\\?_date: is invalid/);
    assert.match(field, /What to do:/);
    const hostile = await hoverAt(answer.document.uri, lineOf('subject'), 8);
    assert.match(hostile, /subject:/);
    assert.doesNotMatch(hostile, /[^\\]\[x\]\(command:y\)|<b>/);
  });

  it('in a lens with the reason, which leads to the Diagnostics view', async () => {
    const { document } = await refused();
    const lens = await eventually(async () => {
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        document.uri,
      );
      return lenses.find(({ command }) => command?.title.endsWith('· Explain'));
    });
    assert.equal(lens.range.start.line, 5);
    assert.deepEqual(lens.command?.arguments, [document.uri.toString(), 'refused']);
    await vscode.commands.executeCommand('procore.showOnlyFailures');
    await vscode.commands.executeCommand('procore.explainFailure', document.uri.toString(), 'refused');
    await vscode.commands.executeCommand('procore.showAllRequests');
  });
});

describe('The budget chart', () => {
  afterEach(closeEverything);

  it('opens in a tab of its own, once', async () => {
    const charts = () =>
      vscode.window.tabGroups.all
        .flatMap(({ tabs }) => tabs)
        .filter(({ input }) => input instanceof vscode.TabInputWebview);
    await vscode.commands.executeCommand('procore.showBudgetChart');
    await vscode.commands.executeCommand('procore.showBudgetChart');
    await eventually(() => (charts().length === 1 ? true : undefined));
    assert.equal(charts()[0]?.label, 'Procore Budget Chart');
  });
});

async function hoverAt(uri: vscode.Uri, line: number, character: number): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    uri,
    new vscode.Position(line, character),
  );
  const contents = hovers.flatMap(hover => hover.contents);
  return contents.map(content => (typeof content === 'string' ? content : content.value)).join('\n');
}
