import type { HttpFile } from './syntax.ts';

/**
 * The environment that `# @env NAME` above a file's first request names for the whole file, as written, or
 * `undefined`. The flag may stand in a block that holds no request, such as one of variables.
 */
export function fileEnvironment({ text, requests }: HttpFile): string | undefined {
  const head = text.slice(0, requests[0]?.requestLine.start);
  return /^[ \t]*(?:#+|\/\/+)[ \t]*@env[ \t]+(\S+)/m.exec(head)?.[1];
}
