import { deepEqual } from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { editorSources } from '../support/localizedStrings.ts';
import { root } from '../support/paths.ts';

describe('The manners of the extension', () => {
  const sources = editorSources();
  const withText = (pattern: RegExp) =>
    sources.filter(({ text }) => pattern.test(text)).map(({ path }) => path);

  it('tell screen readers what every row and every item of the status bar is', () => {
    const makers = withText(/new vscode\.TreeItem\(|createStatusBarItem\(/);
    const silent = new Set(withText(/accessibilityInformation/));
    deepEqual(
      makers.filter(path => !silent.has(path)),
      [],
    );
  });

  it('send no telemetry', () => {
    deepEqual(withText(/createTelemetryLogger|\bmachineId\b|\bsessionId\s*\(\)|isTelemetryEnabled/), []);
  });

  it('poll nothing: only what runs already counts its seconds', () => {
    deepEqual(withText(/\bsetInterval\(/), ['src/vscode/requests/progressText.ts']);
  });

  it('open no page of their own but the budget chart', () => {
    deepEqual(withText(/createWebviewPanel\(|registerWebviewViewProvider\(/), [
      'src/vscode/budgets/budgetChart.ts',
    ]);
  });

  it('say nothing when the editor starts', () => {
    const [activation] = sources.filter(({ path }) => path === 'src/extension.ts');
    deepEqual(activation?.text.match(/show\w*Message|withProgress|createIfNone/g) ?? [], []);
  });

  it('trust no Markdown that holds data, and no address to be a command', () => {
    const trusting = globSync('src/vscode/**/*.ts', { cwd: root })
      .map(file => file.replaceAll('\\', '/'))
      .filter(file =>
        /isTrusted\s*[=:]\s*true|supportHtml\s*[=:]\s*true/.test(readFileSync(join(root, file), 'utf8')),
      );
    deepEqual(trusting, []);
  });
});
