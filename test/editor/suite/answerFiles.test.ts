import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Exchange } from '../../../src/runner/exchange.ts';
import { closeEverything } from './openHttp.ts';
import { type PlainServer, startPlainServer } from './plainServer.ts';

describe('Answers to files', () => {
  let server: PlainServer;
  let outside: string;
  let count = 0;
  const folder = () => vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';

  before(async () => {
    server = await startPlainServer((request, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(request.url === '/token' ? '{"access_token":"abc"}' : '{"a":1}');
    });
    outside = await mkdtemp(path.join(tmpdir(), 'pw-outside-'));
    await symlink(outside, path.join(folder(), 'way-out'));
  });

  after(async () => {
    await closeEverything();
    await server.close();
    await rm(outside, { recursive: true });
    await rm(path.join(folder(), 'way-out'));
    await rm(path.join(folder(), 'answers'), { recursive: true, force: true });
  });

  async function get(output: string, target = '/x'): Promise<Exchange | undefined> {
    // A name of its own: the editor may still hold the text of an earlier file.
    count += 1;
    const name = path.join(folder(), `answers${count}.http`);
    const text = `### Procore\nGET /rest/v1.0/me\n\n### Get\n# @name get\nGET ${server.origin}${target}\n\n${output}\n`;
    await writeFile(name, text);
    const document = await vscode.workspace.openTextDocument(name);
    await vscode.window.showTextDocument(document);
    return vscode.commands.executeCommand<Exchange>('procore.sendRequest', document.uri.toString(), 'get');
  }

  const content = (name: string) => readFileSync(path.join(folder(), name), 'utf8');

  it('are written inside the workspace folder, numbered where the name is taken', async () => {
    assert.equal((await get('>> answers/new/a.json'))?.error, null);
    await get('>> answers/new/a.json');
    assert.equal(content('answers/new/a.json'), '{"a":1}');
    assert.equal(content('answers/new/a-1.json'), '{"a":1}');
  });

  it('replace an earlier file after >>!', async () => {
    await mkdir(path.join(folder(), 'answers'), { recursive: true });
    await writeFile(path.join(folder(), 'answers/old.json'), 'old');
    await get('>>! answers/old.json');
    assert.equal(content('answers/old.json'), '{"a":1}');
  });

  for (const [what, output] of [
    ['a path that leaves the workspace', '>> ../a.json'],
    ['an absolute path', '>> /tmp/pw-never-written.json'],
    ['a link that leads out of the workspace', '>>! way-out/a.json'],
    ['a hidden folder', '>>! .vscode/settings.json'],
  ] as const) {
    it(`are not written to ${what}`, async () => {
      const exchange = await get(output);
      assert.equal(exchange?.response?.status, 200);
      assert.equal(exchange.error?.code, 'answer-not-written');
      assert.ok(!existsSync(path.join(outside, 'a.json')));
      assert.ok(!existsSync('/tmp/pw-never-written.json'));
    });
  }

  it('are not written where they hold credentials', async () => {
    const exchange = await get('>> answers/token.json', '/token');
    assert.equal(exchange?.error?.code, 'answer-not-written');
    assert.ok(!existsSync(path.join(folder(), 'answers/token.json')));
  });
});
