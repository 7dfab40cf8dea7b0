/** What a path is about, apart from its version. */
export interface Resource {
  /** Whose it is: a company or project that the path names with an id. */
  readonly scopes: ReadonlySet<'company' | 'project'>;
  /** What is left behind version and scopes. */
  readonly segments: readonly Segment[];
}

/** One part of a path, between two slashes. */
export interface Segment {
  /** An id, a variable or a placeholder. */
  readonly id: boolean;
  /** In lower case and in the singular; empty for an id. */
  readonly word: string;
}

/** Longer paths are no one's, and only their beginning is compared. */
const mostSegments = 12;
const longestWord = 60;

/**
 * The resource of a path as somebody may write it: without `/rest`, with a doubled or half a version, in capitals,
 * with `.json` behind it. Never throws.
 */
export function resourceOf(path: string): Resource {
  // An empty segment is an id that was not filled in.
  const parts = path
    .replace(/^\/+|\/+$/g, '')
    .split('/')
    .slice(0, mostSegments);
  const segments = parts.slice(startOf(parts)).map(segmentOf);
  const scopes = new Set<'company' | 'project'>();
  for (;;) {
    const [first, second] = segments;
    const scope = first === undefined || first.id ? undefined : scopeMeant(first.word);
    // The company or project itself is a resource, too.
    if (scope === undefined || second?.id !== true || segments.length < 3 || scopes.has(scope)) break;
    scopes.add(scope);
    segments.splice(0, 2);
  }
  return { scopes, segments: segments.length === 1 && segments[0]?.id ? [] : segments };
}

/** Behind the last version that stands where one belongs; some paths have another in their middle. */
function startOf(parts: readonly string[]): number {
  const isPrefix = (part: string | undefined) => part === undefined || /^(?:rest|vapid|api)$/i.test(part);
  const version = parts.findLastIndex(
    (part, at) => /^v\d{1,3}(?:\.\d{1,3})?$/i.test(part) && isPrefix(parts[at - 1]),
  );
  if (version >= 0) return version + 1;
  return parts[0] !== undefined && isPrefix(parts[0]) ? 1 : 0;
}

function scopeMeant(word: string): 'company' | 'project' | undefined {
  if (word === 'company' || word === 'project') return word;
  if (word.length < 5) return undefined;
  return (['company', 'project'] as const).find(scope => letterDistance(word, scope) <= 2);
}

/** How many letters to put in, leave out or change to make one word another. */
export function letterDistance(from: string, to: string): number {
  // One row of the table, written over from the left; `corner` is what stood left above.
  const row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let at = 0; at < from.length; at++) {
    const unit = from.charCodeAt(at);
    let corner = at;
    let left = at + 1;
    row[0] = left;
    for (let column = 0; column < to.length; column++) {
      const above = row[column + 1] ?? 0;
      left = Math.min(corner + (unit === to.charCodeAt(column) ? 0 : 1), above + 1, left + 1);
      corner = above;
      row[column + 1] = left;
    }
  }
  return row[to.length] ?? 0;
}

/** One word as it is compared: `Punch-Items` is `punch_item`. */
export function wordOf(text: string): string {
  return text
    .slice(0, longestWord)
    .toLowerCase()
    .replace(/\.json$/, '')
    .replace(/[^a-z0-9.]+/g, '_')
    .replace(/ies$/, 'y')
    .replace(/([^su])s$/, '$1');
}

function segmentOf(part: string): Segment {
  const id = /^$|^\d+$|^[0-9a-f-]{36}$|^[{:]/i.test(part);
  // A literal ending of a placeholder counts, e.g. `{id}.pdf`.
  const ending = id ? (/\}(\.\w{1,10})$/.exec(part)?.[1] ?? '') : '';
  return id && ending === '' ? { id: true, word: '' } : { id: false, word: ending || wordOf(part) };
}
