import path from 'node:path';
import { isInside } from './bodyFilePath.ts';

/**
 * Whether a path below `root` is a link, or lies behind one below `root`. For files that only the editor reaches, as on
 * a remote machine whose extensions run on this one: it tells that something is a link, not where that leads. Both are
 * paths with slashes.
 */
export async function isThroughLink(
  file: string,
  root: string,
  isLink: (path: string) => Promise<boolean>,
): Promise<boolean> {
  for (let at = file; isInside(at, [root], path.posix); at = path.posix.dirname(at))
    if (await isLink(at)) return true;
  return false;
}
