import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { activeDocument, closeEverything } from './openHttp.ts';

const collection = {
  info: { name: 'Field tools' },
  auth: { type: 'bearer', bearer: [{ key: 'token', value: '{{access_token}}' }] },
  item: [
    {
      name: 'Me',
      event: [{ listen: 'test', script: { exec: ['pm.response.to.have.status(200);'] } }],
      request: { method: 'GET', url: { raw: '{{base_url}}/rest/v1.0/me' } },
    },
  ],
};

const environment = {
  name: 'sandbox',
  values: [
    { key: 'base_url', value: 'https://sandbox.procore.com', enabled: true },
    { key: 'company_id', value: '42', enabled: true },
    { key: 'client_secret', value: 's3cret', type: 'secret', enabled: true },
  ],
};

describe('Postman in the editor', () => {
  afterEach(closeEverything);

  it('becomes request and environment files, and what is there stays', async () => {
    const [root] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(root);
    const folder = vscode.Uri.joinPath(root.uri, 'postman');
    const files = [await saved(folder, 'c.json', collection), await saved(folder, 'e.json', environment)];
    const into = vscode.Uri.joinPath(folder, 'made');
    await saved(into, 'http-client.env.json', { sandbox: { company_id: '7' } });
    await vscode.commands.executeCommand('procore.importPostman', files, into);
    const document = await activeDocument(({ uri }) => /made\/Field-tools\.http$/.test(uri.path));
    assert.match(document.getText(), /\n### Me\n(?:# .*\n)+GET \/rest\/v1\.0\/me\n\n\?\? status == 200\n$/);
    assert.deepEqual(await read(into, 'http-client.env.json'), {
      sandbox: { company_id: '7', base_url: 'https://sandbox.procore.com' },
    });
    assert.deepEqual(await read(into, 'http-client.private.env.json'), {
      sandbox: { client_secret: 's3cret' },
    });
    await vscode.workspace.fs.delete(folder, { recursive: true });
  });
});

async function saved(folder: vscode.Uri, name: string, json: object): Promise<vscode.Uri> {
  const uri = vscode.Uri.joinPath(folder, name);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(JSON.stringify(json)));
  return uri;
}

async function read(folder: vscode.Uri, name: string): Promise<unknown> {
  const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder, name));
  return JSON.parse(new TextDecoder().decode(bytes));
}
