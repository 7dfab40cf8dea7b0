/** Where `>> path` or `>>! path` of a request asks for its answer. */
export interface AnswerFile {
  /** After substitution, with `/` between folders. */
  readonly path: string;
  /** `>>!`: an earlier file of that name is replaced. */
  readonly overwrite: boolean;
}

/** Why no answer may be written to a path as it stands after `>>`, or `undefined` where nothing is wrong with it. */
export function refusedAnswerPath(path: string): string | undefined {
  if (path.trim() === '' || path.endsWith('/')) return 'it names no file';
  if (/\p{Cc}/u.test(path)) return 'it holds a control character';
  return /^[a-z][a-z0-9+.-]+:\/\//i.test(path) ? 'it is an address' : undefined;
}

/**
 * Why no answer may be written to that place, its way counted from the folder that it must stay in. A server
 * says what the file will hold, so names that begin with a dot, which editors and version control obey
 * (`.vscode`, `.git`), are refused. JetBrains' folder of earlier answers is none of these.
 */
export function refusedAnswerPlace(way: string): string | undefined {
  const hidden = withSlashes(way)
    .replace(/^\.idea\/httpRequests\//, '')
    .split('/')
    .find(part => part.startsWith('.'));
  return hidden === undefined ? undefined : `"${hidden}" begins with a dot`;
}

/** Folders parted by `\`, as people on Windows write them, become parted by `/`. */
export function withSlashes(path: string): string {
  return path.replaceAll('\\', '/');
}

/** The name to try after so many taken ones: `a.json`, `a-1.json`, `a-2.json`, as httpYac and JetBrains count. */
export function numberedName(path: string, taken: number): string {
  if (taken === 0) return path;
  const dot = path.lastIndexOf('.');
  return dot > path.lastIndexOf('/') + 1
    ? `${path.slice(0, dot)}-${taken}${path.slice(dot)}`
    : `${path}-${taken}`;
}

/** More files of one name than this are a loop. */
export const mostNumbered = 1000;
