import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';
import { root } from './support/paths.ts';

/** Room by room: what a file may not take, and what it may. */
const rule: readonly Readonly<{ file: string; never: readonly string[]; fine: readonly string[] }>[] = [
  {
    file: 'src/procore/diagnosis/x.ts',
    never: ['../../oauth/a.ts', '../../httpFile/a.ts', '../../runner/a.ts', '../../simulator/a.ts', 'vscode'],
    fine: ['../rateLimit.ts'],
  },
  {
    file: 'src/oauth/x.ts',
    never: ['../httpFile/a.ts', '../runner/a.ts', '../simulator/a.ts', '../vscode/a.ts', 'vscode'],
    fine: ['../procore/environments.ts'],
  },
  {
    file: 'src/httpFile/features/x.ts',
    never: ['../../oauth/a.ts', '../../runner/a.ts', '../../cli/a.ts', '../../vscode/a.ts', 'vscode'],
    fine: ['../../procore/headers.ts'],
  },
  {
    file: 'src/runner/x.ts',
    never: ['../oauth/a.ts', '../simulator/server.ts', '../cli/a.ts', '../vscode/a.ts', 'vscode'],
    fine: ['../httpFile/a.ts', '../procore/pagination.ts'],
  },
  {
    file: 'src/simulator/records/x.ts',
    never: ['../../procore/pagination.ts', '../../procore/diagnosis/a.ts', '../../runner/a.ts', 'vscode'],
    fine: ['../../procore/catalog/match.ts', '../../procore/headers.ts'],
  },
  {
    file: 'src/cli/x.ts',
    never: ['../vscode/a.ts', '../extension.ts', 'vscode'],
    fine: ['../runner/a.ts', '../oauth/a.ts', '../simulator/server.ts'],
  },
  {
    file: 'src/vscode/x.ts',
    never: ['../cli/a.ts', '../extension.ts'],
    fine: ['../runner/a.ts', '../oauth/a.ts', 'vscode'],
  },
];

const forms = [
  (from: string) => `import { x } from '${from}';\nexport const y = x;\n`,
  (from: string) => `import type { X } from '${from}';\nexport type Y = X;\n`,
  (from: string) => `export { x } from '${from}';\n`,
  (from: string) => `export const y = await import('${from}');\n`,
];

/** The files that the linter refuses, with the project's own settings, when each file holds that text. */
function refusals(files: ReadonlyMap<string, string>): ReadonlySet<string> {
  const project = realpathSync(mkdtempSync(join(tmpdir(), 'pw-imports-')));
  try {
    for (const file of ['biome.json', '.gitignore']) cpSync(join(root, file), join(project, file));
    for (const [file, text] of files) {
      mkdirSync(dirname(join(project, file)), { recursive: true });
      writeFileSync(join(project, file), text);
    }
    const { stdout } = spawnSync(
      process.execPath,
      [
        join(root, 'node_modules/@biomejs/biome/bin/biome'),
        ...['lint', '--only=style/noRestrictedImports', '--max-diagnostics=none', '--reporter=github'],
      ],
      { cwd: project, encoding: 'utf8' },
    );
    const named = [...stdout.matchAll(/^::error .*\bfile=([^,]+)/gm)].map(match => match[1] ?? '');
    return new Set(named.map(file => relative(project, file).split(sep).join('/')));
  } finally {
    rmSync(project, { recursive: true, force: true });
  }
}

describe('The import rule', () => {
  const files = new Map<string, string>();
  const fileOf = (file: string, from: string, form: number) =>
    file.replace('x.ts', `${from.replace(/\W/g, '_')}${form}.ts`);
  for (const { file, never, fine } of rule)
    for (const from of [...never, ...fine])
      forms.forEach((form, index) => {
        files.set(fileOf(file, from, index), form(from));
      });
  let refused: ReadonlySet<string> = new Set();

  before(() => {
    refused = refusals(files);
  });

  for (const { file, never, fine } of rule) {
    it(`keeps ${dirname(file)} from ${never.join(', ')}`, () => {
      for (const from of never)
        for (const form of forms.keys())
          assert.ok(refused.has(fileOf(file, from, form)), forms[form]?.(from));
    });
    it(`lets ${dirname(file)} take ${fine.join(', ')}`, () => {
      for (const from of fine) assert.ok(!refused.has(fileOf(file, from, 0)), from);
    });
  }
});
