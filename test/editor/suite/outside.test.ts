import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Exchange } from '../../../src/runner/exchange.ts';
import { closeEverything, eventually, problemsOf } from './openHttp.ts';
import { type PlainServer, startPlainServer } from './plainServer.ts';

describe('Values from outside the file', () => {
  let server: PlainServer;
  let folder: vscode.Uri;
  let count = 0;

  before(async () => {
    server = await startPlainServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end('{}');
    });
    const [first] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(first);
    folder = vscode.Uri.joinPath(first.uri, 'outside');
  });
  afterEach(async () => {
    await closeEverything();
    await vscode.workspace.fs.delete(folder, { recursive: true });
  });
  after(() => server.close());

  const write = (name: string, text: string) =>
    vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder, name), new TextEncoder().encode(text));

  async function open(request: string): Promise<vscode.TextDocument> {
    // A name of its own: the editor may still hold the text of an earlier file.
    count += 1;
    await write(
      `plain${count}.http`,
      `### About Procore\nGET /rest/v1.0/me\n\n### Plain\n# @name plain\n${request}\n`,
    );
    const document = await vscode.workspace.openTextDocument(
      vscode.Uri.joinPath(folder, `plain${count}.http`),
    );
    await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
    return document;
  }
  const send = (document: vscode.TextDocument, command = 'procore.sendRequest') =>
    vscode.commands.executeCommand<Exchange>(command, document.uri.toString(), 'plain');
  const hoverAt = async (document: vscode.TextDocument, text: string) => {
    const position = document.positionAt(document.getText().indexOf(text) + 3);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      position,
    );
    return hovers
      .flatMap(({ contents }) =>
        contents.map(content => (typeof content === 'string' ? content : content.value)),
      )
      .join('\n');
  };

  it('come from environment files, the private one first, and from .env', async () => {
    await write('http-client.env.json', `{"simulator":{"base":"${server.origin}","who":"public"}}`);
    await write('http-client.private.env.json', '{"simulator":{"who":"private"}}');
    await write('.env', 'DOT=dotted\n');
    const document = await open('GET {{base}}/{{who}}/{{DOT}}');
    const exchange = await send(document);
    assert.equal(exchange?.error, null);
    assert.equal(server.seen.at(-1), 'GET /private/dotted');
  });

  it('of a private file are masked in the answer', async () => {
    await write('http-client.private.env.json', '{"simulator":{"key":"very-secret-value"}}');
    const document = await open(`GET ${server.origin}/x?q={{key}}`);
    const exchange = await send(document);
    assert.equal(server.seen.at(-1), 'GET /x?q=very-secret-value');
    assert.doesNotMatch(JSON.stringify(exchange), /very-secret-value/);
  });

  it('are read anew at each sending', async () => {
    await write('http-client.env.json', '{"simulator":{"who":"first"}}');
    const document = await open(`GET ${server.origin}/{{who}}`);
    await send(document);
    await write('http-client.env.json', '{"simulator":{"who":"second"}}');
    await send(document);
    assert.deepEqual(server.seen.slice(-2), ['GET /first', 'GET /second']);
  });

  it('stand in hovers, with where they come from', async () => {
    await write('http-client.env.json', '{"simulator":{"who":"somebody"}}');
    const document = await open(`GET ${server.origin}/{{who}}`);
    const text = await eventually(async () => {
      const hover = await hoverAt(document, '{{who}}');
      return hover.includes('somebody') ? hover : undefined;
    });
    assert.match(text, /http.client\.env\.json/);
  });

  it('are where Go to Definition leads', async () => {
    await write('http-client.env.json', '{"simulator":{\n"who":"somebody"}}');
    const document = await open(`GET ${server.origin}/{{who}}`);
    const position = document.positionAt(document.getText().indexOf('{{who}}') + 3);
    const [location] = await eventually(async () => {
      const found = await vscode.commands.executeCommand<vscode.Location[]>(
        'vscode.executeDefinitionProvider',
        document.uri,
        position,
      );
      // What an earlier test wrote may still be known for a moment: nothing watches files in a browser.
      return found.some(({ range }) => range.start.line === 1) ? found : undefined;
    });
    assert.equal(location?.uri.toString(), vscode.Uri.joinPath(folder, 'http-client.env.json').toString());
    assert.equal(location?.range.start.line, 1);
  });

  it('stop nothing where a file is broken, which is said on its line', async () => {
    await write('http-client.env.json', '{"simulator":{\n"who":}}');
    const document = await open(`GET ${server.origin}/x`);
    assert.equal((await send(document))?.response?.status, 200);
    const file = vscode.Uri.joinPath(folder, 'http-client.env.json');
    const [problem] = await eventually(() => {
      const found = vscode.languages.getDiagnostics(file).filter(({ source }) => source === 'Procore');
      return found.length > 0 ? found : undefined;
    });
    assert.equal(problem?.range.start.line, 1);
  });

  it('are noticed while the file is open: made, changed and taken away', async () => {
    await vscode.workspace.fs.createDirectory(folder);
    const document = await open(`GET ${server.origin}/{{arrives}}`);
    const unknown = () =>
      problemsOf(document).filter(
        ({ code, message }) => code === 'variable-unknown' && message.includes('arrives'),
      );
    const until = (wanted: (messages: readonly string[]) => boolean) =>
      eventually(() => (wanted(unknown().map(({ message }) => message)) ? true : undefined));
    await until(([message]) => message?.startsWith('Nothing gives') === true);
    await write('http-client.env.json', '{"simulator":{"arrives":"now"}}');
    await until(messages => messages.length === 0);
    await write('http-client.env.json', '{"elsewhere":{"arrives":"there"}}');
    await until(([message]) => message?.includes('has a value for elsewhere only') === true);
    await write('http-client.env.json', '{"simulator":{"arrives":"again"}}');
    await until(messages => messages.length === 0);
    await vscode.workspace.fs.delete(vscode.Uri.joinPath(folder, 'http-client.env.json'));
    await until(([message]) => message?.startsWith('Nothing gives') === true);
  });

  it('that nothing gives stop the request before anything is sent', async () => {
    const document = await open(`GET ${server.origin}/{{nobody}}`);
    const before = server.seen.length;
    const exchange = await send(document);
    assert.equal(exchange?.error?.code, 'variable-unknown');
    assert.equal(server.seen.length, before);
  });
});
