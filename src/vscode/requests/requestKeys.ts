import type { HttpFile, RequestNode } from '../../httpFile/syntax.ts';

/**
 * What a request is known by while its file is being edited: its name, else method and target, with a
 * count where several are alike. Moving a request keeps its key; another target makes another request.
 */
export function requestKeys(file: HttpFile): ReadonlyMap<string, RequestNode> {
  const keyOfNext = requestKeyer();
  return new Map(file.requests.map(request => [keyOfNext(request), request]));
}

/** Gives the keys of a file's requests, asked for each of them in order. */
export function requestKeyer(): (request: RequestNode) => string {
  const seen = new Map<string, number>();
  return request => {
    const base = request.name?.text ?? `${request.method} ${request.target}`;
    const count = (seen.get(base) ?? 0) + 1;
    seen.set(base, count);
    return count === 1 ? base : `${base} (${count})`;
  };
}

/**
 * The key of the request at an index of a file's segments, of which no more are read than come before it. Where
 * nobody asks, the keys of a large file are not made.
 */
export function keysAsAsked({ segments }: Pick<HttpFile, 'segments'>): (index: number) => string {
  const keyOfNext = requestKeyer();
  const keys: string[] = [];
  let next = 0;
  return index => {
    for (; keys.length <= index && next < segments.length; next++)
      for (const request of segments[next]?.requests ?? []) keys.push(keyOfNext(request));
    const key = keys[index];
    if (key === undefined) throw new RangeError(`There is no request ${index}.`);
    return key;
  };
}

/** The key of one request of `file`; `undefined` where it belongs to another file. */
export function keyOf(file: HttpFile, request: RequestNode): string | undefined {
  for (const [key, node] of requestKeys(file)) if (node === request) return key;
  return undefined;
}
