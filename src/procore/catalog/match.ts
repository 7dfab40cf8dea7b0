import type { Catalog, CatalogMatch, Operation } from './catalog.ts';
import { versionOf } from './format.ts';

/** One path segment deep: literal children, then the child of any parameter, then what ends here. */
interface Branch {
  readonly literals: Map<string, Branch>;
  /** Parameters with a literal ending, e.g. `{id}.pdf`. */
  readonly endings: Map<string, Branch>;
  parameter: Branch | undefined;
  readonly operations: Map<string, Operation>;
}

/** The catalog's look-up by method and concrete path. Literal segments beat parameters at every depth. */
export function createFinder(operations: readonly Operation[]): Pick<Catalog, 'find' | 'otherVersions'> {
  let planted: Branch | undefined;
  let versions: readonly string[] | undefined;
  const find: Catalog['find'] = (method, path) => {
    planted ??= plantAll(operations);
    const segments = segmentsOf(path);
    const operation = descend(planted, segments, 0, method.toUpperCase());
    return operation && { operation, parameters: parametersOf(operation.path, segments) };
  };
  return {
    find,
    otherVersions: (method, path) => {
      versions ??= versionsOf(operations);
      return otherVersions(find, versions, method, path);
    },
  };
}

function versionsOf(operations: readonly Operation[]): readonly string[] {
  return [...new Set(operations.map(({ path }) => versionOf(path)))].filter(version => /^v\d/.test(version));
}

function plantAll(operations: readonly Operation[]): Branch {
  const root = newBranch();
  for (const operation of operations) plant(root, operation);
  return root;
}

function newBranch(): Branch {
  return { literals: new Map(), endings: new Map(), parameter: undefined, operations: new Map() };
}

function plant(root: Branch, operation: Operation): void {
  let branch = root;
  for (const segment of operation.path.split('/').slice(1)) branch = childOf(branch, segment);
  branch.operations.set(operation.method, operation);
}

function childOf(branch: Branch, segment: string): Branch {
  if (!segment.startsWith('{')) return childIn(branch.literals, segment);
  const ending = segment.slice(segment.indexOf('}') + 1);
  if (ending !== '') return childIn(branch.endings, ending);
  branch.parameter ??= newBranch();
  return branch.parameter;
}

function childIn(children: Map<string, Branch>, key: string): Branch {
  const known = children.get(key);
  if (known !== undefined) return known;
  const child = newBranch();
  children.set(key, child);
  return child;
}

/** `/vapid/` is the prefix before 2021 of what is now `/rest/v1.0/` [sdk]. A slash at the end does not count. */
function segmentsOf(path: string): readonly string[] {
  const segments = path.split('/').slice(1);
  if (segments.at(-1) === '') segments.pop();
  return segments[0] === 'vapid' ? ['rest', 'v1.0', ...segments.slice(1)] : segments;
}

function descend(
  branch: Branch,
  segments: readonly string[],
  depth: number,
  method: string,
): Operation | undefined {
  const segment = segments[depth];
  if (segment === undefined) return branch.operations.get(method);
  const literal = branch.literals.get(segment);
  const byLiteral = literal && descend(literal, segments, depth + 1, method);
  if (byLiteral !== undefined) return byLiteral;
  if (segment === '') return undefined;
  for (const [ending, child] of branch.endings) {
    const byEnding =
      segment.length > ending.length && segment.endsWith(ending)
        ? descend(child, segments, depth + 1, method)
        : undefined;
    if (byEnding !== undefined) return byEnding;
  }
  return branch.parameter && descend(branch.parameter, segments, depth + 1, method);
}

function parametersOf(template: string, segments: readonly string[]): CatalogMatch['parameters'] {
  const parameters: Record<string, string> = {};
  template
    .split('/')
    .slice(1)
    .forEach((part, index) => {
      if (!part.startsWith('{')) return;
      const end = part.indexOf('}');
      const segment = segments[index] ?? '';
      const value = segment.slice(0, segment.length - (part.length - end - 1));
      parameters[part.slice(1, end)] = decodeSegment(value);
    });
  return parameters;
}

function decodeSegment(segment: string): string {
  if (!segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/**
 * The same path in other versions, nearest first; then the forms that v2 writes with the company before
 * the project and v1 without.
 */
function otherVersions(
  find: Catalog['find'],
  versions: readonly string[],
  method: string,
  path: string,
): readonly Operation[] {
  const [first, version = '', ...tail] = segmentsOf(path);
  if (first !== 'rest') return [];
  const self = find(method, path)?.operation;
  const found = tailsOf(tail).flatMap(form =>
    versions
      .filter(other => form !== tail || other !== version)
      .flatMap(other => {
        const match = find(method, `/rest/${other}/${form.join('/')}`);
        return match && match.operation !== self ? [match.operation] : [];
      }),
  );
  return [...new Set(found)];
}

function tailsOf(tail: readonly string[]): readonly (readonly string[])[] {
  const [first, company = '', third] = tail;
  if (first === 'companies' && third === 'projects') return [tail, tail.slice(2)];
  if (first === 'projects' && company !== '') return [tail, ['companies', '0', ...tail]];
  return [tail];
}
