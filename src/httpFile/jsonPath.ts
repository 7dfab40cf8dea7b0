import { query } from 'jsonpath-rfc9535';
import { parseJson } from './json.ts';

/** What a path finds in a body, in its order; or why nothing can be found. */
export type PathResult =
  | { readonly values: readonly unknown[] }
  | { readonly problem: 'not-json' | 'path-invalid' };

/** Asks a JSON body by a JSONPath (RFC 9535), with or without its `$.`; long whole numbers come as `bigint`s. */
export function queryBody(body: string, path: string): PathResult {
  let document: unknown;
  try {
    document = parseJson(body);
  } catch {
    return { problem: 'not-json' };
  }
  try {
    const values = query(document as never, withPlainNames(withRoot(path)));
    return { values: values.length === 0 ? lengthsOf(document, path) : values };
  } catch {
    return { problem: 'path-invalid' };
  }
}

/** `items.length`, which other tools take from JavaScript. */
function lengthsOf(document: unknown, path: string): readonly unknown[] {
  const list = /^(.+)\.length$/s.exec(path)?.[1];
  if (list === undefined) return [];
  const found = query(document as never, withPlainNames(withRoot(list)));
  return found.flatMap(value => (Array.isArray(value) ? [value.length] : []));
}

/**
 * `items.0.user-id` as the standard writes it: `items[0]['user-id']`. REST Client and Visual Studio take such
 * names behind a dot, and a dot before brackets, as in `$.[0]`. What stands in brackets stays as it is.
 */
function withPlainNames(path: string): string {
  let depth = 0;
  return path.replaceAll(pieces, (said, name: string | undefined) => {
    if (said === '.[') return depth++ === 0 ? '[' : said;
    if (said === '[') depth++;
    else if (said === ']') depth--;
    if (name === undefined || depth > 0 || /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name)) return said;
    return /^\d+$/.test(name) ? `[${name}]` : `[${JSON.stringify(name)}]`;
  });
}

/** Texts in quotes, which may hold any of the others; brackets; names behind a dot. */
const pieces = /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|(?<!\.)\.\[|\[|\]|\.([^.[\]()*/]+)/gs;

function withRoot(path: string): string {
  if (path.startsWith('$')) return path;
  return path.startsWith('[') ? `$${path}` : `$.${path}`;
}
