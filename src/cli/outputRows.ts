import { resolve } from 'node:path';
import { thisProcess } from '../oauth/thisProcess.ts';
import { createRowFile } from '../runner/rowFile.ts';
import type { RunJob } from '../runner/runner.ts';
import { stopNewSpaceGrowth } from './newSpace.ts';
import { lockOutput, type OutputLock } from './outputLock.ts';
import { isReplaceable } from './replaceFile.ts';

/** Rows of many pages go to the file of `--output` while they come, and the same command again reads on. */
export async function outputRows(
  output: string,
  cwd: string,
): Promise<Pick<RunJob, 'rowStore' | 'resumePages'>> {
  const path = resolve(cwd, output);
  // What is no plain file cannot be cut off and continued: it gets all rows at once.
  if (!(await isReplaceable(path))) return {};
  stopNewSpaceGrowth();
  return { rowStore: createRowFile(path, output, Date.now), resumePages: true };
}

/** Before anything is sent: keeps other runs from the rows of `--output` until it is released. */
export async function lockRows(
  output: string,
  cwd: string,
): Promise<OutputLock | { readonly problem: string }> {
  const isPlain = await isReplaceable(resolve(cwd, output));
  return isPlain ? lockOutput(output, cwd, thisProcess()) : { release: () => Promise.resolve() };
}
