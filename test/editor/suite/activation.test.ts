import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('The extension host', () => {
  it('runs these tests in a real VS Code', () => {
    assert.match(vscode.version, /^1\.\d+\.\d+/);
  });
});
