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
    return { values: query(document as never, withRoot(path)) };
  } catch {
    return { problem: 'path-invalid' };
  }
}

function withRoot(path: string): string {
  if (path.startsWith('$')) return path;
  return path.startsWith('[') ? `$${path}` : `$.${path}`;
}
