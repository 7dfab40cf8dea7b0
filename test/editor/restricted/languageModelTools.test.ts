import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('In Restricted Mode', () => {
  it('a language model sends nothing', async () => {
    const input = { method: 'GET', path: '/rest/v1.0/me' };
    const { content } = await vscode.lm.invokeTool('procore_sendRequest', {
      input,
      toolInvocationToken: undefined,
    });
    const [part] = content;
    assert.ok(part instanceof vscode.LanguageModelTextPart);
    assert.match(part.value, /^Nothing is sent in Restricted Mode/);
  });
});
