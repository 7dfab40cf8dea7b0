import { isAbsolutePath } from '../bodyPieces.ts';
import type { HttpFile, Problem, TextEdit } from '../syntax.ts';
import { type FileLink, fileLinks } from './links.ts';

/** What was found when a body file was looked for. */
export interface LookedFor {
  /** `twice`: beside the request file and in the workspace folder, which are two files. */
  readonly found: 'nowhere' | 'once' | 'twice';
  /** It holds `{{name}}`. */
  readonly holdsReferences: boolean;
}

/** The body files of a request file to be looked for: their paths are known before sending and not refused. */
export function bodyFileLinks(file: HttpFile): readonly FileLink[] {
  return fileLinks(file).filter(({ kind, path }) => kind === 'body' && !isAbsolutePath(path));
}

/** What to say of a body file, or `undefined` where nothing is odd about it. */
export function bodyFileProblem(
  file: HttpFile,
  { path, range }: FileLink,
  { found, holdsReferences }: LookedFor,
): Problem | undefined {
  switch (found) {
    case 'nowhere':
      return {
        code: 'body-file-missing',
        severity: 'warning',
        range,
        message: `There is no file ${path} beside this file or in the workspace folder, so the request cannot be sent. Correct the path, or make the file.`,
      };
    case 'twice':
      return {
        code: 'body-file-ambiguous',
        severity: 'warning',
        range,
        message: `There are two files ${path}: the one beside this file is sent; REST Client sends the one in the workspace folder. Rename one, or write its whole path.`,
      };
    case 'once':
      return holdsReferences && fillingEdit(file, range.start) !== undefined
        ? {
            code: 'body-file-not-filled',
            severity: 'hint',
            range,
            message: `${path} holds {{...}}, and after < it is sent as it stands. Write <@ to have its variables filled in, as JetBrains does.`,
          }
        : undefined;
  }
}

/** Makes `< path` into `<@ path`; `undefined` where it is one, or where no path starts at the offset. */
export function fillingEdit({ text }: HttpFile, pathStart: number): TextEdit | undefined {
  const before = text.slice(Math.max(0, pathStart - 200), pathStart);
  const blanks = /<[ \t]+$/.exec(before)?.[0].length;
  if (blanks === undefined) return undefined;
  const at = pathStart - blanks + 1;
  return { start: at, end: at, text: '@' };
}
