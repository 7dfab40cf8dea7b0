import { camelCase } from '../camelCase.ts';
import { variableName } from '../definitions.ts';
import { acrossSegments } from '../segments.ts';
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

function gather(segments: readonly Segment[]): Names {
  const exact = new Map<string, RequestNode>();
  const slugs = new Map<string, RequestNode>();
  const titles = new Map<string, RequestNode | undefined>();
  const variables = new Set<string>();
  for (const segment of segments) {
    for (const variable of segment.variables) variables.add(variableName(variable));
    for (const request of segment.requests) {
      if (request.name !== undefined) {
        exact.set(request.name.text, request);
        slugs.set(camelCase(request.name.text), request);
      } else if (request.title !== undefined) {
        const slug = camelCase(request.title.text);
        titles.set(slug, titles.has(slug) ? undefined : request);
      }
    }
  }
  return {
    variables,
    request(name) {
      const slug = camelCase(name);
      return exact.get(name) ?? slugs.get(slug) ?? titles.get(slug);
    },
  };
}
