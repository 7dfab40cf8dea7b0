import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { type BodyFiles, BodyProblem, fileFailure, type StoredBody } from '../runner/bodyFiles.ts';
import { isReplaceable, nameBeside, permissionsOf, replaceFile } from './replaceFile.ts';

/** In bytes, unpacked: what an exchange on one line may hold. */
export const longestInMemory = 128_000_000;
/** A body for `--output` that is longer goes to its file while it comes. */
const longestForOutput = 8_000_000;

/** For a run without `--output`: nothing is written to disk, and what is too long for the memory is refused. */
export const noBodyFiles: BodyFiles = {
  limit: longestInMemory,
  readBack: longestInMemory,
  exact: false,
  create: () =>
    Promise.reject(
      new BodyProblem(
        'body-too-large',
        'The body is longer than 128 MB, more than is held in memory. Add --output FILE, which takes any length.',
      ),
    ),
  remove: () => Promise.resolve(),
};

/** For `--output`: a long body goes to a file beside the one that is named, which stays as it is until all has come. */
export function outputBodyFiles(output: string, cwd: string): BodyFiles {
  const path = resolve(cwd, output);
  return {
    name: output,
    limit: longestForOutput,
    readBack: longestInMemory,
    exact: false,
    async create() {
      const isBeside = await isReplaceable(path);
      const part = nameBeside(isBeside ? path : join(tmpdir(), basename(path)));
      // Others may look into the folder for what is there for a while only.
      const mode = isBeside ? await permissionsOf(path) : 0o600;
      return { path: part, stream: createWriteStream(part, { flags: 'wx', mode }) };
    },
    remove: part => rm(part, { force: true }),
  };
}

/** Saves a body in the file that `--output` names, which stays as it is until all is written, and gives back that name. */
export function bodyKeeper(output: string, cwd: string): (body: Uint8Array | StoredBody) => Promise<string> {
  const path = resolve(cwd, output);
  return async body => {
    try {
      await replaceFile(path, body);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      throw new Error(`${fileFailure(error, output)} The request itself was answered.`, { cause: error });
    }
    return output;
  };
}
