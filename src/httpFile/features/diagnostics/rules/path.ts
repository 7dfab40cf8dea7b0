import { versionOf } from '../../../../procore/catalog/format.ts';
import type { Range } from '../../../syntax.ts';
import { type Finding, finding, quoted } from '../finding.ts';
import { type Seen, textBetween } from '../seen.ts';
import { type PathSegment, unknownPart } from '../target.ts';

/** Placeholders of the documentation that were left in the path: `{project_id}`, `:id`. */
export function* unfilledPath({ callsApi, target }: Seen): Generator<Finding> {
  if (!callsApi) return;
  for (const { text, range } of target.segments) {
    const name = /^(?:\{([^{}]+)\}|:([A-Za-z_]\w*))$/.exec(text);
    if (name === null) continue;
    const said = name[1] ?? name[2] ?? '';
    const message = `${quoted(text)} in the path has no value. Write its id, or a variable such as {{${variableFor(said)}}}.`;
    yield finding('path-unfilled', 'error', range, message, said);
  }
}

/** `project_id` as people call a variable: `projectId`. */
export function variableFor(name: string): string {
  const words = name.split(/[^\p{L}\p{N}]+/u).filter(word => word !== '');
  return words
    .map((word, at) => (at === 0 ? word : `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`))
    .join('');
}

/** A path or a method that the catalog does not know. */
export function* unknownPath(seen: Seen): Generator<Finding> {
  const { callsApi, match, context, request, target } = seen;
  const { catalog } = context;
  if (!callsApi || catalog === undefined || match !== undefined) return;
  if (['HEAD', 'OPTIONS', 'TRACE', 'CONNECT'].includes(request.method)) return;
  if (target.segments.some(isMixed)) return;
  const { method } = request;
  const [other] = catalog.otherVersions(method, target.path);
  if (other !== undefined) {
    const version = versionOf(target.path.replace(/^\/vapid\//, '/rest/v1.0/'));
    yield finding(
      'path-other-version',
      'warning',
      versionRange(seen),
      `The catalog of Procore's operations knows this path in ${versionOf(other.path)}, but not in ${version}: ${method} ${other.path}`,
      other.path,
    );
    return;
  }
  const methods = ['GET', 'POST', 'PATCH', 'PUT', 'DELETE'].filter(
    known => catalog.find(known, target.path) !== undefined,
  );
  if (methods.length > 0) {
    yield finding(
      'path-other-method',
      'warning',
      request.methodRange ?? target.pathRange,
      `The catalog of Procore's operations knows this path for ${methods.join(', ')}, but not for ${method}.`,
      methods.join(' '),
    );
    return;
  }
  if (target.segments.some(segment => mayBeWords(segment, seen))) return;
  yield finding(
    'path-unknown',
    'warning',
    target.pathRange,
    `The catalog of Procore's operations has no ${method} ${target.path.replaceAll(unknownPart, '{…}')}. It may be misspelt, newer than the catalog, or not public.`,
    target.path,
  );
}

/** The prefix before 2021, still accepted; "RESTful API concepts" [doc], Procore's Ruby SDK 1.0.0 [sdk]. */
export function* oldPrefix({ callsApi, target }: Seen): Generator<Finding> {
  const [, first] = target.segments;
  if (!callsApi || first?.text !== 'vapid') return;
  yield {
    ...finding(
      'path-deprecated',
      'hint',
      first.range,
      '/vapid/ is the prefix from before 2021. Write /rest/v1.0/ instead.',
    ),
    tag: 'deprecated',
  };
}

/** Where the version stands, or the whole path where it has none of its own. */
function versionRange({ target }: Seen): Range {
  const [, first, version] = target.segments;
  return first?.text === 'rest' && version !== undefined ? version.range : target.pathRange;
}

function isMixed({ text }: PathSegment): boolean {
  return text.includes(unknownPart) && text !== unknownPart;
}

/** A variable in the path that may hold anything, not only an id. */
function mayBeWords({ text, range }: PathSegment, { segment }: Seen): boolean {
  if (text !== unknownPart) return false;
  return !/(?:id|uuid|guid|number|int)\W*$/i.test(textBetween(segment, range.start, range.end));
}
