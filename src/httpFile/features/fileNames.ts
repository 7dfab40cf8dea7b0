import { camelCase } from '../camelCase.ts';
import { variableName } from '../definitions.ts';
import { acrossSegments, perSegment } from '../segments.ts';
import type { HttpFile, RequestNode, Segment } from '../syntax.ts';

/** Which names a file gives, so that each usage is looked up and not searched for. */
export interface Names {
  readonly variables: ReadonlySet<string>;
  /** The request that a name means, by the rules of `findRequest`: the node of its segment. */
  request(name: string): RequestNode | undefined;
}

/** The names of a file, gathered once for each version of it. */
export function namesOf(file: HttpFile): Names {
  const known = gathered.get(file);
  if (known !== undefined) return known;
  const names = gather(file.segments);
  gathered.set(file, names);
  return names;
}

const gathered = new WeakMap<HttpFile, Names>();

/**
 * As `namesOf`, but the same object as before an edit that changed no name: for what is remembered by it. The
 * requests may be those of an earlier version.
 */
export const lastingNamesOf: (file: HttpFile) => Names = acrossSegments(
  segment => segment,
  (one, other) => one === other || namedBy(one) === namedBy(other),
  gather,
);

function namedBy({ variables, requests }: Segment): string {
  return [
    ...variables.map(variableName),
    ...requests.map(({ name, title }) => `# ${name?.text ?? ''} ### ${title?.text ?? ''}`),
  ].join('\n');
}

/** What `namesOf` and `lastingNamesOf` are gathered from: looked at before, segment by segment, they are quick. */
export const namesIn: (segment: Segment) => SegmentNames = perSegment(({ requests, variables }) => ({
  variables: variables.map(variableName),
  requests: requests.map(request => {
    const { name, title } = request;
    const called = name ?? title;
    return { request, name: name?.text, slug: called === undefined ? undefined : camelCase(called.text) };
  }),
}));

interface SegmentNames {
  readonly variables: readonly string[];
  readonly requests: readonly {
    readonly request: RequestNode;
    readonly name: string | undefined;
    /** Of its name, else of its title. */
    readonly slug: string | undefined;
  }[];
}

function gather(segments: readonly Segment[]): Names {
  const exact = new Map<string, RequestNode>();
  const slugs = new Map<string, RequestNode>();
  const titles = new Map<string, RequestNode | undefined>();
  const names = new Set<string>();
  for (const segment of segments) {
    const { variables, requests } = namesIn(segment);
    for (const variable of variables) names.add(variable);
    for (const { name, slug, request } of requests) {
      if (slug === undefined) continue;
      if (name === undefined) titles.set(slug, titles.has(slug) ? undefined : request);
      else {
        exact.set(name, request);
        // Most names are their own slug: a second map of all of them takes as long as the first.
        if (slug !== name || slugs.has(slug)) slugs.set(slug, request);
      }
    }
  }
  return {
    variables: names,
    request(name) {
      const slug = camelCase(name);
      return exact.get(name) ?? slugs.get(slug) ?? exact.get(slug) ?? titles.get(slug);
    },
  };
}
