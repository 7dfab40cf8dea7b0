import assert from 'node:assert/strict';
import * as vscode from 'vscode';

const names = ['procore_searchOperations', 'procore_sendRequest', 'procore_explainError'];

/** The text that a tool gives back. */
async function invoke(name: string, input: object): Promise<string> {
  const { content } = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined });
  return content.map(part => (part instanceof vscode.LanguageModelTextPart ? part.value : '')).join('');
}

describe('The tools for language models', () => {
  it('are there', () => {
    const known = new Set(vscode.lm.tools.map(({ name }) => name));
    for (const name of names) assert.ok(known.has(name), name);
  });

  it('say what they are for and what they take', () => {
    for (const name of names) {
      const tool = vscode.lm.tools.find(each => each.name === name);
      assert.ok(tool);
      assert.ok(tool.description.length > 100, name);
      assert.ok(tool.inputSchema, name);
    }
  });

  it('search operations without sending anything', async () => {
    const found = JSON.parse(await invoke('procore_searchOperations', { query: 'list rfis', limit: 3 }));
    assert.equal(found.operations.length, 3);
  });

  it('explain an answer from anywhere', async () => {
    const told = JSON.parse(
      await invoke('procore_explainError', {
        method: 'GET',
        url: '/rest/v1.1/projects?company_id=1',
        status: 403,
        body: '{"errors":"App is not connected to this company."}',
      }),
    );
    assert.equal(told.diagnoses[0].id, 'app-not-connected');
  });

  it('send nothing to another host', async () => {
    const told = await invoke('procore_sendRequest', {
      method: 'GET',
      path: 'https://example.com/rest/v1.0/me',
    });
    assert.match(told, /^Not sent: path/);
  });

  it('read nothing while nobody is signed in, and say so', async () => {
    const told = JSON.parse(await invoke('procore_sendRequest', { path: '/rest/v1.0/me' }));
    assert.equal(told.error.code, 'not-signed-in');
    assert.equal(told.status, undefined);
  });

  it('tell of the request that failed last', async () => {
    await invoke('procore_sendRequest', { path: '/rest/v1.0/me' });
    const told = JSON.parse(await invoke('procore_explainError', {}));
    assert.match(told.request, /^GET .*\/rest\/v1\.0\/me$/);
  });
});
