import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Exchange } from '../../../src/runner/exchange.ts';
import type { ListedEntry } from '../../../src/vscode/history/history.ts';
import { closeEverything, eventually, openHttp } from './openHttp.ts';
import { type PlainServer, startPlainServer } from './plainServer.ts';

describe('The history in the editor', () => {
  let server: PlainServer;
  let answer = '{"b":1,"id":562949953443325123456}';
  let hold: Promise<void> = Promise.resolve();
  let names = 0;

  before(async () => {
    server = await startPlainServer((_request, response) => {
      void hold.then(() => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(answer);
      });
    });
  });

  beforeEach(() => {
    answer = '{"b":1,"id":562949953443325123456}';
    hold = Promise.resolve();
    names += 1;
  });
  afterEach(async () => {
    await vscode.commands.executeCommand('procore.clearHistorySearch');
    await vscode.workspace.getConfiguration('procore').update('history.keep', undefined, true);
    await closeEverything();
  });
  after(() => server.close());

  // New in each test: the history outlives it.
  const name = () => `kept${names}`;
  const text = (rest = '') =>
    `### About Procore\nGET /rest/v1.0/me\n\n### Kept\n# @name ${name()}\nGET ${server.origin}/x?of=${name()}${rest}\n`;
  const send = (document: vscode.TextDocument) =>
    vscode.commands.executeCommand<Exchange>('procore.sendRequest', document.uri.toString(), name());
  const search = async (words = name()) =>
    (await vscode.commands.executeCommand<ListedEntry[]>('procore.searchHistory', words)) ?? [];
  const found = (count: number) =>
    eventually(async () => {
      const entries = await search();
      return entries.length === count ? entries : undefined;
    });
  const rowOf = (entry: ListedEntry | undefined) => ({ kind: 'entry', entry });
  const run = <T>(command: string, ...entries: readonly (ListedEntry | undefined)[]) =>
    vscode.commands.executeCommand<T>(command, rowOf(entries[0]), entries.map(rowOf));
  const shownText = () =>
    eventually(() => {
      const document = vscode.window.activeTextEditor?.document;
      return document?.uri.scheme === 'procore-history' ? document.getText() : undefined;
    });

  const comparedSides = async () => {
    const { original, modified } = await eventually(() => {
      const inputs = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ input }) => input));
      return inputs.find(input => input instanceof vscode.TabInputTextDiff);
    });
    const textOf = async (uri: vscode.Uri) => (await vscode.workspace.openTextDocument(uri)).getText();
    return [await textOf(original), await textOf(modified)] as const;
  };

  it('keeps what was sent, and opens the answer as it was', async () => {
    const document = await openHttp(text());
    await send(document);
    const [entry] = await found(1);
    answer = '{"other":true}';
    await send(document);
    await found(2);
    await run('procore.openHistoryEntry', entry);
    assert.match(
      await shownText(),
      /^200 OK[\s\S]*\n\{\n {2}"b": 1,\n {2}"id": 562949953443325123456\n\}\n$/,
    );
  });

  it('shows the request as it was written, and offers to send it nowhere but in its file', async () => {
    await send(await openHttp(text()));
    const [entry] = await found(1);
    await run('procore.showHistoryRequest', entry);
    assert.match(await shownText(), new RegExp(`# @name ${name()}\nGET `));
    const { document } = vscode.window.activeTextEditor ?? assert.fail();
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
    );
    assert.deepEqual(lenses, []);
  });

  it('sends again what the file says no longer, and keeps that too', async () => {
    const document = await openHttp(text());
    await send(document);
    const [entry] = await found(1);
    const edit = new vscode.WorkspaceEdit();
    const at = document.positionAt(document.getText().indexOf('/x?'));
    edit.replace(document.uri, new vscode.Range(at, at.translate(0, 2)), '/changed');
    await vscode.workspace.applyEdit(edit);
    const exchange = await run<Exchange>('procore.resendHistoryEntry', entry);
    assert.equal(exchange?.response?.status, 200);
    assert.equal(server.seen.at(-1), `GET /x?of=${name()}`);
    await found(2);
  });

  it('sends again from the file where that says the same, secrets typed there included', async () => {
    const document = await openHttp(text('\nX-Api-Key: typed-secret'));
    await send(document);
    const [entry] = await found(1);
    assert.doesNotMatch(JSON.stringify(entry), /typed-secret/);
    const exchange = await run<Exchange>('procore.resendHistoryEntry', entry);
    assert.equal(exchange?.response?.status, 200);
  });

  it('compares two answers, whatever the order of their members', async () => {
    const document = await openHttp(text());
    await send(document);
    answer = '{"id":562949953443325123457,"b":1}';
    await send(document);
    const entries = await found(2);
    await run('procore.compareHistoryEntries', ...entries);
    const [older, newer] = await comparedSides();
    assert.equal(older, '200 OK\n\n{\n  "b": 1,\n  "id": 562949953443325123456\n}\n');
    assert.equal(newer, '200 OK\n\n{\n  "b": 1,\n  "id": 562949953443325123457\n}\n');
  });

  it('compares two long answers where they differ', async () => {
    const rows = (changed: number) =>
      `[${Array.from({ length: 9000 }, (_, index) => `{"title":"Door ${index}${index === changed ? ' is open' : ''}","id":${562949953443325123456n + BigInt(index)}}`).join(',')}]`;
    const document = await openHttp(text());
    for (const changed of [-1, 4000]) {
      answer = rows(changed);
      await send(document);
    }
    await run('procore.compareHistoryEntries', ...(await found(2)));
    const [older, newer] = await comparedSides();
    assert.equal(
      newer,
      [
        ...['200 OK', '', '[', '… 16,000 lines that are the same in both …', '  {'],
        ...['    "id": 562949953443325127456,', '    "title": "Door 4000 is open"', '  },'],
        ...['… 19,997 lines that are the same in both …', ''],
      ].join('\n'),
    );
    assert.equal(older, newer.replace(' is open', ''));
  });

  it('copies a request as it went out, with secrets masked', async () => {
    await send(await openHttp(text('\nAuthorization: Bearer typed-secret')));
    const [entry] = await found(1);
    await vscode.commands.executeCommand('procore.copyHistoryAsCurl', rowOf(entry), [rowOf(entry)], {
      shell: 'posix',
    });
    const copied = await eventually(async () => {
      const clipboard = await vscode.env.clipboard.readText();
      return clipboard.includes(`/x?of=${name()}`) ? clipboard : undefined;
    });
    assert.match(copied, /authorization: Bearer \*\*\*/);
  });

  it('forgets what is deleted', async () => {
    await send(await openHttp(text()));
    const [entry] = await found(1);
    await run('procore.deleteHistoryEntries', entry);
    assert.deepEqual(await search(), []);
  });

  it('finds by every word', async () => {
    await send(await openHttp(text()));
    await found(1);
    assert.equal((await search(`${name()} 2xx passed`)).length, 1);
    assert.equal((await search(`${name()} 4xx`)).length, 0);
  });

  it('adds nothing while it is off', async () => {
    await vscode.workspace.getConfiguration('procore').update('history.keep', 'nothing', true);
    const document = await openHttp(text());
    await send(document);
    await vscode.workspace.getConfiguration('procore').update('history.keep', undefined, true);
    await send(document);
    assert.equal((await found(1)).length, 1);
  });

  it('keeps nothing of what was never sent', async () => {
    const document = await openHttp(text('&who={{nobody}}'));
    await send(document);
    await send(await openHttp(text()));
    assert.equal((await found(1)).length, 1);
  });

  it('repeats the last request, with the text that its file has now', async () => {
    const document = await openHttp(text());
    await send(document);
    await vscode.commands.executeCommand('workbench.action.files.newUntitledFile');
    await vscode.commands.executeCommand('procore.repeatLastRequest');
    assert.equal(server.seen.at(-1), `GET /x?of=${name()}`);
    const edit = new vscode.WorkspaceEdit();
    const at = document.positionAt(document.getText().indexOf('/x?'));
    edit.replace(document.uri, new vscode.Range(at, at.translate(0, 2)), '/changed');
    await vscode.workspace.applyEdit(edit);
    const exchange = await vscode.commands.executeCommand<Exchange>('procore.repeatLastRequest');
    assert.equal(exchange?.response?.status, 200);
    assert.equal(server.seen.at(-1), `GET /changed?of=${name()}`);
  });

  it('stops all that runs by one command', async () => {
    hold = new Promise(() => {});
    const document = await openHttp(text());
    const arrived = (count: number) =>
      eventually(() =>
        server.seen.filter(line => line.endsWith(name())).length === count ? true : undefined,
      );
    const first = send(document);
    // What is repeated is what was sent last: this one.
    await arrived(1);
    const second = vscode.commands.executeCommand<Exchange>('procore.repeatLastRequest');
    await arrived(2);
    await vscode.commands.executeCommand('procore.cancelRequests');
    assert.equal((await first)?.error?.code, 'cancelled');
    assert.equal((await second)?.error?.code, 'cancelled');
    const entries = await found(2);
    assert.deepEqual(
      entries.map(({ head }) => head.result),
      ['cancelled', 'cancelled'],
    );
  });
});
