import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.ts';

/** What Mocha reads by itself where it is started by hand. */
export const mochaSettings: Readonly<{ ignore: readonly string[]; timeout: number; forbidOnly: boolean }> =
  JSON.parse(readFileSync(join(root, '.mocharc.json'), 'utf8'));
