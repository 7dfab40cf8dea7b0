import { constants } from 'node:fs';
import { access, open, rm, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/**
 * Why nothing can be saved in the file that `--output` names; `undefined`: it can, as far as one can tell. `requests`:
 * the absolute paths of the files whose requests are run.
 */
export async function outputProblem(
  output: string,
  cwd: string,
  requests: readonly string[],
): Promise<string | undefined> {
  const path = resolve(cwd, output);
  const folder = dirname(output);
  if (output === '-') return '--output -: name a file. --json prints the body to stdout.';
  const [file, above] = await Promise.all([path, dirname(path)].map(at => stat(at).catch(() => undefined)));
  if (above === undefined) return `--output ${output}: there is no folder ${folder}.`;
  if (!above.isDirectory()) return `--output ${output}: ${folder} is no folder.`;
  if (requests.includes(path)) return `--output ${output}: the requests stand in it; name another file.`;
  if (file?.isDirectory()) return `--output ${output}: it is a folder; name a file.`;
  try {
    await access(file === undefined ? dirname(path) : path, constants.W_OK);
  } catch {
    return `--output ${output}: this user may not write there.`;
  }
  return file === undefined ? notMade(output, path) : undefined;
}

/** Makes the file for a moment: a folder such as /proc takes none, and a name may be too long. */
async function notMade(output: string, path: string): Promise<string | undefined> {
  try {
    await (await open(path, 'wx')).close();
    await rm(path);
    return undefined;
  } catch (error) {
    // A link to what is not there yet is in the way of nothing.
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return undefined;
    const reason = error instanceof Error ? error.message : String(error);
    return `--output ${output}: nothing can be written there: ${reason}.`;
  }
}
