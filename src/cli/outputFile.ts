import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/** Why nothing can be saved in the file that `--output` names; `undefined`: it can, as far as one can tell. */
export async function outputProblem(output: string, cwd: string): Promise<string | undefined> {
  const path = resolve(cwd, output);
  const folder = dirname(output);
  const [file, above] = await Promise.all([path, dirname(path)].map(at => stat(at).catch(() => undefined)));
  if (above === undefined) return `--output ${output}: there is no folder ${folder}.`;
  if (!above.isDirectory()) return `--output ${output}: ${folder} is no folder.`;
  if (file?.isDirectory()) return `--output ${output}: it is a folder; name a file.`;
  try {
    await access(file === undefined ? dirname(path) : path, constants.W_OK);
    return undefined;
  } catch {
    return `--output ${output}: this user may not write there.`;
  }
}
