import type { HttpFile, RequestNode } from './syntax.ts';

/** `no-redirect`, `no redirect` and `noRedirect` are one name: `noRedirect`. */
export function camelCase(text: string): string {
  if (isOneWord(text)) return text;
  const words = text.split(/[\s-]+/).filter(word => word !== '');
  return words
    .map((word, index) => (index === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1)))
    .join('');
}

function isOneWord(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code <= 0x20 || code === 0x2d || code > 0x7e) return false;
  }
  return true;
}

/**
 * The request that references, `--name` and dependencies mean by `name`: its `# @name` as written or in
 * camel case; else, where no request is named so, the only one whose `###` title reads so. Of several
 * with one name the last stands. `undefined` where there is none.
 */
export function findRequest(file: HttpFile, name: string): RequestNode | undefined {
  const wanted = camelCase(name);
  const named =
    file.requests.findLast(request => request.name?.text === name) ??
    file.requests.findLast(request => request.name !== undefined && camelCase(request.name.text) === wanted);
  if (named !== undefined) return named;
  const titled = file.requests.filter(
    request =>
      request.name === undefined && request.title !== undefined && camelCase(request.title.text) === wanted,
  );
  return titled.length === 1 ? titled[0] : undefined;
}

/** The request whose block holds `offset`, or `undefined` above the first. */
export function requestAt(file: HttpFile, offset: number): RequestNode | undefined {
  return file.requests.findLast(
    ({ range }) =>
      offset >= range.start &&
      (offset < range.end || (offset === range.end && range.end === file.text.length)),
  );
}
