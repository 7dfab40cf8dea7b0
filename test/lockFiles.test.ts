import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './support/paths.ts';

type Entry = Readonly<{
  resolved?: string;
  dev?: boolean;
  hasInstallScript?: boolean;
  optionalDependencies?: Readonly<Record<string, string>>;
}>;

function entriesOf(lockFile: string): readonly (readonly [path: string, entry: Entry])[] {
  const { packages } = JSON.parse(readFileSync(join(root, lockFile), 'utf8')) as {
    packages: Record<string, Entry>;
  };
  return Object.entries(packages);
}

describe('Lock files', () => {
  for (const lockFile of ['package-lock.json', 'test/editor/host/package-lock.json']) {
    it(`${lockFile} names no download address`, () => {
      assert.deepEqual(
        entriesOf(lockFile).filter(([, { resolved }]) => resolved !== undefined),
        [],
      );
    });
  }

  it('hold the builds of every system, so that npm ci works on each', () => {
    const entries = entriesOf('package-lock.json');
    const present = new Set(entries.map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 13)));
    const missing = entries.flatMap(([, { optionalDependencies }]) =>
      Object.keys(optionalDependencies ?? {}).filter(name => !present.has(name)),
    );
    assert.deepEqual(missing, []);
  });

  it('bring no install script with what the product itself needs', () => {
    const scripted = entriesOf('package-lock.json').filter(
      ([, { dev, hasInstallScript }]) => !dev && hasInstallScript,
    );
    assert.deepEqual(
      scripted.map(([path]) => path),
      [],
    );
  });
});
