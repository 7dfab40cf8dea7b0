import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../support/paths.ts';
import type { Subject } from './opening.ts';
import type { BenchEditor } from './window.ts';

/** A copy of our extension as it was built, since a build in the middle of a run would change what is measured. */
export function copyOfOurs({ files }: BenchEditor): Subject {
  const folder = join(files, 'ours');
  mkdirSync(folder);
  for (const part of ['dist', 'media', 'package.json', 'package.nls.json']) {
    cpSync(join(root, part), join(folder, part), { recursive: true });
  }
  return { folder, id: 'procore-workbench.procore-workbench' };
}
