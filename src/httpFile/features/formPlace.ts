import type { HttpFile, Range, RequestNode } from '../syntax.ts';

/**
 * Where a field of a form stands in its request, by the name that it was sent with: name and value in a form, the
 * name in a multipart body. `undefined`: nowhere that can be told, as in a body that comes from a file.
 */
export function placeInForm(file: HttpFile, request: RequestNode, name: string): Range | undefined {
  const { body } = request;
  if (body?.text === undefined) return undefined;
  const { start } = body.range;
  const text = file.text.slice(start, body.range.end);
  for (const found of text.matchAll(/^content-disposition:.*?\b(name="([^"\r\n]*)")/gim)) {
    const [line, whole = '', said] = found;
    if (said === name) return rangeOf(start + found.index + line.length - whole.length, whole);
  }
  for (const found of text.matchAll(/(^|&)([ \t]*)([^=&\r\n]+?)[ \t]*=[^&\r\n]*/gm)) {
    const [pair, before = '', blank = '', said = ''] = found;
    const lead = before.length + blank.length;
    if (decoded(said) === name) return rangeOf(start + found.index + lead, pair.slice(lead).trimEnd());
  }
  return undefined;
}

function rangeOf(start: number, text: string): Range {
  return { start, end: start + text.length };
}

/** As a form has it; what is no encoding stays as it is. */
function decoded(name: string): string {
  try {
    return decodeURIComponent(name.replaceAll('+', ' '));
  } catch {
    return name;
  }
}
