import { setFlagsFromString } from 'node:v8';

/** Later ones set a smallest factor, and nobody has tried there what less of it does. */
const newestNodeTried = 24;

/**
 * Keeps the part of the heap for short-lived values as small as it is now. V8 doubles it whenever enough has
 * outlived its collections, however long that took: reading a million rows page by page brings it to 110 MB,
 * of which a few are in use. The factor is read at each collection, so that it may be set while the program
 * runs, unlike the largest size. For a program that does nothing else: more is collected, in smaller steps.
 */
export function stopNewSpaceGrowth(): void {
  const [major] = process.versions.node.split('.');
  if (Number(major) <= newestNodeTried) setFlagsFromString('--semi-space-growth-factor=1');
}
