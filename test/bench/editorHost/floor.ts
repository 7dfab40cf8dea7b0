import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The extension that `writeFloor` makes. */
export const floorId = 'bench.floor';

/**
 * Writes the extension that nothing can beat: no grammar, no parser, only lenses, ready-made before anybody
 * asks, above the request lines of these texts.
 */
export function writeFloor(folder: string, texts: readonly string[]): void {
  mkdirSync(folder, { recursive: true });
  const manifest = {
    name: 'floor',
    publisher: 'bench',
    version: '1.0.0',
    engines: { vscode: '^1.100.0' },
    main: './floor.js',
    activationEvents: [],
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'lines.json'), JSON.stringify(texts.map(requestLines)));
  writeFileSync(join(folder, 'floor.js'), program);
}

interface RequestLines {
  readonly lineCount: number;
  readonly lines: readonly number[];
}

function requestLines(text: string): RequestLines {
  const all = text.split('\n');
  return {
    lineCount: all.length,
    lines: all.flatMap((line, index) => (/^(?:GET|POST) /.test(line) ? [index] : [])),
  };
}

const program = `
const vscode = require('vscode');

exports.activate = ({ subscriptions }) => {
  const made = new Map(require('./lines.json').map(({ lineCount, lines }) => [lineCount, lines.map(lens)]));
  const provideCodeLenses = ({ lineCount }) => made.get(lineCount) ?? [];
  subscriptions.push(
    vscode.commands.registerCommand('floor.send', () => {}),
    vscode.languages.registerCodeLensProvider({ pattern: '**/*.http' }, { provideCodeLenses }),
  );
};

function lens(line) {
  const command = { title: 'Send', command: 'floor.send', arguments: [String(line)] };
  return new vscode.CodeLens(new vscode.Range(line, 0, line, 0), command);
}
`;
