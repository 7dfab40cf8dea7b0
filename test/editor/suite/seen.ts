import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { logsVariable } from '../../support/logsVariable.ts';

const longest = 400;
const logLines = 20;

/** What the editor shows now, and what the extension has logged, in lines of text for a failure. */
export function seen(): string {
  const { activeTextEditor, visibleTextEditors, tabGroups } = vscode.window;
  const tabs = tabGroups.all.flatMap(group =>
    group.tabs.map(({ label, isActive }) => label + (isActive ? '*' : '')),
  );
  return [
    `active: ${activeTextEditor?.document.uri.toString() ?? 'nothing'}`,
    `tabs: ${tabs.join(', ')}`,
    ...visibleTextEditors.map(({ document }) => {
      const problems = vscode.languages.getDiagnostics(document.uri).map(({ message }) => message);
      return `${document.uri.toString()} (${document.languageId}): ${short(document.getText())} ${short(JSON.stringify(problems))}`;
    }),
    ...logged().map(line => `log: ${line}`),
  ].join('\n');
}

function logged(): readonly string[] {
  const cwd = process.env[logsVariable];
  if (cwd === undefined) return [];
  const lines = globSync('**/Procore.log', { cwd })
    .sort()
    .flatMap(file => readFileSync(path.join(cwd, file), 'utf8').trimEnd().split('\n'));
  return lines.slice(-logLines);
}

const short = (text: string): string => JSON.stringify(text.slice(0, longest));
