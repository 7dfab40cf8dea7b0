import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { root } from './paths.ts';

/**
 * The text equals the one kept in that file (`something.golden.txt` beside its test).
 * `npm run golden` writes it instead; the difference is then read in the commit.
 */
export function assertGolden(path: string, actual: string): void {
  if (process.env['GOLDEN'] === 'rewrite') {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, actual);
    return;
  }
  const name = relative(root, path);
  assert.ok(existsSync(path), `${name} is not there yet: npm run golden writes it`);
  assert.equal(actual, readFileSync(path, 'utf8'), `differs from ${name}; if so meant: npm run golden`);
}
