import { deepEqual, ok } from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { root } from './support/paths.ts';

/** The files below src/ that each of them takes something from, types included. */
function importsOf(files: readonly string[]): ReadonlyMap<string, readonly string[]> {
  return new Map(
    files.map(file => {
      const text = readFileSync(join(root, file), 'utf8');
      const taken = [...text.matchAll(/\b(?:from|import\() *'(\.[^']+)'/g)].map(([, from = '']) =>
        slashed(relative(root, join(root, dirname(file), from))),
      );
      return [file, taken];
    }),
  );
}

function slashed(path: string): string {
  return path.split(sep).join('/');
}

/** The files that reach themselves by what they import, by way of those that do too. */
function circles(imports: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const left = new Map(imports);
  for (let before = -1; before !== left.size; ) {
    before = left.size;
    // What takes from none of the others, or gives to none of them, lies on no circle.
    for (const [file, taken] of left) if (!taken.some(from => left.has(from))) left.delete(file);
    const given = new Set([...left.values()].flat());
    for (const file of [...left.keys()]) if (!given.has(file)) left.delete(file);
  }
  return [...left.keys()];
}

describe('Source files', () => {
  it('do not reach themselves by what they import', () => {
    const files = globSync('src/**/*.ts', { cwd: root });
    ok(files.length > 500, String(files.length));
    deepEqual(circles(importsOf(files.map(slashed))), []);
  });

  it('are seen to do so where they do', () => {
    const imports = {
      'a.ts': ['b.ts'],
      'b.ts': ['c.ts'],
      'c.ts': ['a.ts', 'd.ts'],
      'd.ts': [],
      'e.ts': ['a.ts'],
    };
    deepEqual(circles(new Map(Object.entries(imports))), ['a.ts', 'b.ts', 'c.ts']);
  });
});
