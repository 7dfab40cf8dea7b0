import { basename, dirname, join, relative } from 'node:path';
import type { OutsideProblem } from '../httpFile/outsideFiles.ts';
import {
  type OutsideText,
  type OutsideTexts,
  type OutsideValues,
  outsideValues,
} from '../httpFile/outsideValues.ts';

/** The text of a file, `undefined` where there is none; rejects where it may not be read. */
export type ReadOutside = (path: string) => Promise<string | undefined>;

/** Where values outside of a file are looked for; both folders as absolute paths. */
export interface OutsidePlace {
  /** Folder of the `.http` file. */
  readonly folder: string;
  /** The last folder that is looked into: the workspace's, or the one a command runs in. */
  readonly root: string;
  /** Whose section counts, such as `sandbox`; `undefined`: only what counts for all. */
  readonly environment: string | undefined;
  /** The value of `rest-client.environmentVariables`, where there are settings. */
  readonly settings?: unknown;
}

/** `rest-client.*` is how JetBrains named them first. */
const publicNames = ['http-client.env.json', 'rest-client.env.json'];
const privateNames = [
  'http-client.private.env.json',
  'http-client.env.json.user',
  'rest-client.private.env.json',
];

/** In characters; what is longer is no file of settings. */
const longest = 1 << 20;

/**
 * The values of environment files and `.env` files in the folder of a `.http` file and those above it, up to
 * `root` and never above it; in `folder` alone where it does not lie in `root`. Nearer files win. `.env` files
 * are found as httpYac does: `.env`, `sandbox.env`, `.env.sandbox` (the later wins), also in a folder `env`.
 */
export async function findOutside(place: OutsidePlace, read: ReadOutside): Promise<OutsideValues> {
  const { folder, root, environment, settings } = place;
  const problems: OutsideProblem[] = [];
  const folders = foldersUpTo(folder, root);
  const textsOf = async (names: readonly string[]): Promise<readonly OutsideText[]> => {
    const paths = folders.flatMap(at => names.map(name => join(at, name)));
    const texts = await Promise.all(
      paths.map(async (path): Promise<OutsideText[]> => {
        const source = relative(folder, path).replaceAll('\\', '/') || basename(path);
        try {
          const text = await read(path);
          if (text === undefined) return [];
          if (text.length <= longest) return [{ source, text }];
          problems.push({
            source,
            line: 1,
            message: 'This file is longer than a million characters and is not read.',
          });
        } catch (error) {
          const reason = error instanceof Error ? error.message : String(error);
          problems.push({ source, line: 1, message: `This file cannot be read: ${reason}` });
        }
        return [];
      }),
    );
    return texts.flat();
  };
  const [environmentTexts, privateEnvironment, dotEnv] = await Promise.all([
    textsOf(publicNames),
    textsOf(privateNames),
    textsOf(dotEnvNames(environment)),
  ]);
  const texts: OutsideTexts = { environment: environmentTexts, privateEnvironment, dotEnv, settings };
  const values = outsideValues(texts, environment);
  return problems.length === 0 ? values : { ...values, problems: [...problems, ...values.problems] };
}

/** Names of the files that `findOutside` looks for in each folder, to be watched. */
export function outsideFileNames(environment: string | undefined): readonly string[] {
  return [...publicNames, ...privateNames, ...dotEnvNames(environment)];
}

/** From `folder` up to `root`, both included; `folder` alone where it does not lie in `root`. */
export function foldersUpTo(folder: string, root: string): readonly string[] {
  const way = relative(root, folder);
  if (/^(?:\.\.(?:[\\/]|$)|[\\/]|[A-Za-z]:)/.test(way)) return [folder];
  const folders = [folder];
  for (let rest = way; rest !== '' && rest !== '.'; rest = dirname(rest)) {
    folders.push(dirname(folders.at(-1) ?? folder));
  }
  return folders;
}

/** Strongest first. */
function dotEnvNames(environment: string | undefined): readonly string[] {
  const named =
    environment === undefined || !/^\w[\w.-]*$/.test(environment)
      ? []
      : [`.env.${environment}`, `${environment}.env`];
  const names = [...named, '.env'];
  return [...names.map(name => `env/${name}`), ...names];
}
