import { requestAt } from '../../httpFile/names.ts';
import { flagValue, type HttpFile, type Range, type RequestNode } from '../../httpFile/syntax.ts';

/** Which requests of a file somebody wants to run. Offsets count from the start of the text. */
export type RunWish =
  | { readonly kind: 'file' }
  | { readonly kind: 'toHere'; readonly offset: number }
  | { readonly kind: 'selection'; readonly ranges: readonly Range[] };

/**
 * The requests in the order of the file, without those marked `# @disabled`. To here: the one at the offset
 * and all above. Selection: each that a range touches, an empty range being a cursor.
 */
export function requestsToRun(file: HttpFile, wish: RunWish): readonly RequestNode[] {
  return wished(file, wish).filter(request => flagValue(request, 'disabled') === undefined);
}

function wished(file: HttpFile, wish: RunWish): readonly RequestNode[] {
  switch (wish.kind) {
    case 'file':
      return file.requests;
    case 'toHere': {
      const last = requestAt(file, wish.offset);
      return last === undefined ? [] : file.requests.slice(0, file.requests.indexOf(last) + 1);
    }
    case 'selection': {
      const touched = new Set(wish.ranges.flatMap(range => touchedBy(file, range)));
      return file.requests.filter(request => touched.has(request));
    }
  }
}

function touchedBy(file: HttpFile, { start, end }: Range): readonly RequestNode[] {
  const atCursor = requestAt(file, start);
  if (start === end) return atCursor === undefined ? [] : [atCursor];
  // The end is exclusive: whoever selects whole lines has the cursor at the start of the next one.
  return file.requests.filter(({ range }) => range.start < end && range.end > start);
}
