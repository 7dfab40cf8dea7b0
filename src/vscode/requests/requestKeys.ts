import type { HttpFile, RequestNode } from '../../httpFile/syntax.ts';

/**
 * What a request is known by while its file is being edited: its name, else method and target, with a
 * count where several are alike. Moving a request keeps its key; another target makes another request.
 */
export function requestKeys(file: HttpFile): ReadonlyMap<string, RequestNode> {
  const keys = new Map<string, RequestNode>();
  const seen = new Map<string, number>();
  for (const request of file.requests) {
    const base = request.name?.text ?? `${request.method} ${request.target}`;
    const count = (seen.get(base) ?? 0) + 1;
    seen.set(base, count);
    keys.set(count === 1 ? base : `${base} (${count})`, request);
  }
  return keys;
}

/** The key of one request of `file`; `undefined` where it belongs to another file. */
export function keyOf(file: HttpFile, request: RequestNode): string | undefined {
  for (const [key, node] of requestKeys(file)) if (node === request) return key;
  return undefined;
}
