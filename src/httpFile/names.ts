import { camelCase } from './camelCase.ts';
import { segmentAt } from './segments.ts';
import { requestsOfSegment } from './shift.ts';
import type { HttpFile, RequestNode } from './syntax.ts';

/**
 * The request that references, `--name` and dependencies mean by `name`: its `# @name` as written or in
 * camel case; else, where no request is named so, the only one whose `###` title reads so. Of several
 * with one name the last stands. `undefined` where there is none.
 */
export function findRequest(file: HttpFile, name: string): RequestNode | undefined {
  const { written, camel, titled } = namesOf(file);
  const wanted = camelCase(name);
  return written.get(name) ?? camel.get(wanted) ?? titled.get(wanted) ?? undefined;
}

interface RequestNames {
  readonly written: ReadonlyMap<string, RequestNode>;
  readonly camel: ReadonlyMap<string, RequestNode>;
  /** `null`: several titles read so. */
  readonly titled: ReadonlyMap<string, RequestNode | null>;
}

function namesOf(file: HttpFile): RequestNames {
  const known = indexes.get(file);
  if (known !== undefined) return known;
  const written = new Map<string, RequestNode>();
  const camel = new Map<string, RequestNode>();
  const titled = new Map<string, RequestNode | null>();
  for (const request of file.requests) {
    const { name, title } = request;
    if (name !== undefined) {
      written.set(name.text, request);
      camel.set(camelCase(name.text), request);
    } else if (title !== undefined) {
      const slug = camelCase(title.text);
      titled.set(slug, titled.has(slug) ? null : request);
    }
  }
  const index = { written, camel, titled };
  indexes.set(file, index);
  return index;
}

const indexes = new WeakMap<HttpFile, RequestNames>();

/** The request whose block holds `offset`, or `undefined` above the first. */
export function requestAt(file: HttpFile, offset: number): RequestNode | undefined {
  const index = segmentAt(file, offset);
  const isLast = index === file.segments.length - 1;
  return requestsOfSegment(file, index).findLast(
    ({ range }) => offset >= range.start && (offset < range.end || (offset === range.end && isLast)),
  );
}
