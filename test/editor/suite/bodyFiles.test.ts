import assert from 'node:assert/strict';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Exchange } from '../../../src/runner/exchange.ts';
import { closeEverything } from './openHttp.ts';
import { type PlainServer, startPlainServer } from './plainServer.ts';

describe('Body files', () => {
  let server: PlainServer;
  let outside: string;
  let count = 0;
  const bodies: string[] = [];
  const folder = () => vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';

  before(async () => {
    server = await startPlainServer((request, response) => {
      let body = '';
      request.on('data', (part: Buffer) => {
        body += part.toString();
      });
      request.on('end', () => {
        bodies.push(body);
        response.end();
      });
    });
    outside = await mkdtemp(path.join(tmpdir(), 'pw-outside-'));
    await writeFile(path.join(outside, 'secret.json'), '{"secret":1}');
    await writeFile(path.join(folder(), 'body.json'), '{"inside":1}');
    await symlink(path.join(outside, 'secret.json'), path.join(folder(), 'link.json'));
  });

  beforeEach(() => {
    bodies.length = 0;
  });

  after(async () => {
    await closeEverything();
    await server.close();
    await rm(outside, { recursive: true });
  });

  async function post(file: string): Promise<Exchange | undefined> {
    // A name of its own: the editor may still hold the text of an earlier file.
    count += 1;
    const name = path.join(folder(), `bodies${count}.http`);
    const text = `### Procore\nGET /rest/v1.0/me\n\n### Post\n# @name post\nPOST ${server.origin}/x\nContent-Type: application/json\n\n< ${file}\n`;
    await writeFile(name, text);
    const document = await vscode.workspace.openTextDocument(name);
    await vscode.window.showTextDocument(document);
    return vscode.commands.executeCommand<Exchange>('procore.sendRequest', document.uri.toString(), 'post');
  }

  it('are sent from inside the workspace', async () => {
    assert.equal((await post('./body.json'))?.response?.status, 200);
    assert.deepEqual(bodies, ['{"inside":1}']);
  });

  for (const [what, file] of [
    ['a path that leaves the workspace', () => path.relative(folder(), path.join(outside, 'secret.json'))],
    ['an absolute path', () => path.join(outside, 'secret.json')],
    ['a link that leads out of the workspace', () => './link.json'],
    ['a file that does not exist', () => './nothing.json'],
  ] as const)
    it(`are not sent for ${what}`, async () => {
      const exchange = await post(file());
      assert.equal(exchange?.response, null);
      assert.ok((exchange?.error?.message.length ?? 0) > 20);
      assert.deepEqual(bodies, []);
    });
});
