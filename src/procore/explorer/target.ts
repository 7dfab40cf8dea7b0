import type { Operation } from '../catalog/catalog.ts';
import { plainText } from '../plainText.ts';

/** Ids that are known where an operation is called; what is `undefined` stays a placeholder. */
export interface Places {
  readonly companyId: string | undefined;
  readonly projectId: string | undefined;
  /** The record that a single one is asked for. */
  readonly recordId?: string | undefined;
  /** The records that the resource stands in, the outermost first; see `Resource.parent`. */
  readonly above?: readonly string[];
  /** See `customToolId`. */
  readonly toolId?: string | undefined;
}

/** A piece of a target: text, or a parameter with the text that stands for it. */
export type TargetPiece = string | { readonly parameter: string; readonly value: string | undefined };

/**
 * Path and query of an operation, in pieces. The query names the project, or else the company, where the operation
 * takes one of them and the path does not name it, and a page's size where it must be said. Values are
 * percent-encoded but for the variables of the company and project in use.
 */
export function targetPieces(operation: Operation, places: Places): readonly TargetPiece[] {
  const { path, queryParameters } = operation;
  const names = path.split(/(\{[^}]*\})/);
  const open = names.filter(text => text.startsWith('{')).map(text => text.slice(1, -1));
  const values = valuesOfPath(path, open, places);
  const inPath = names.map((text): TargetPiece => {
    const parameter = text.slice(1, -1);
    return text.startsWith('{') ? { parameter, value: encoded(values.get(parameter)) } : text;
  });
  const query = queryParameters.flatMap(
    ({ name, required, default: standard }): readonly [string, TargetPiece][] => {
      if (name === 'project_id' && (required || isWanted('project', path, places)))
        return [[name, { parameter: name, value: encoded(places.projectId) }]];
      if (name === 'company_id' && (required || isWanted('company', path, places)))
        return [[name, { parameter: name, value: encoded(places.companyId) }]];
      if (name === 'per_page' && required) return [[name, '100']];
      return required
        ? [
            [
              name,
              { parameter: name, value: standard === undefined ? undefined : encoded(plainText(standard)) },
            ],
          ]
        : [];
    },
  );
  return [
    ...inPath,
    ...query.flatMap(([name, value], place) => [`${place === 0 ? '?' : '&'}${name}=`, value]),
  ];
}

/** Path and query as they are sent; `undefined` where an id is not known. */
export function targetOf(operation: Operation, places: Places): string | undefined {
  const texts = targetPieces(operation, places).map(piece =>
    typeof piece === 'string' ? piece : piece.value,
  );
  return texts.includes(undefined) ? undefined : texts.join('');
}

/** Of a project the project is said, and of a company as such the company, if the path does not say them. */
function isWanted(scope: 'company' | 'project', path: string, { projectId }: Places): boolean {
  if (/\/\{(?:project_id|company_id)\}/.test(path)) return false;
  return scope === 'project' ? projectId !== undefined : projectId === undefined;
}

/** What stands last is the record; what stands before it and is neither company, project nor tool, is above it. */
function valuesOfPath(
  path: string,
  open: readonly string[],
  { companyId, projectId, recordId, above = [], toolId }: Places,
): ReadonlyMap<string, string | undefined> {
  const values = new Map<string, string | undefined>();
  const outer = [...above];
  for (const name of open) {
    const before = path.slice(0, path.indexOf(`{${name}}`));
    const isLast = path.endsWith(`{${name}}`);
    if (isLast) values.set(name, recordId);
    else if (/\/companies\/$/.test(before)) values.set(name, companyId);
    else if (/\/projects\/$/.test(before)) values.set(name, projectId);
    else if (name === 'generic_tool_id' && toolId !== undefined) values.set(name, toolId);
    else values.set(name, outer.shift());
  }
  return values;
}

function encoded(value: string | undefined): string | undefined {
  if (value === undefined || /^\{\{\$procore\.(?:companyId|projectId)\}\}$/.test(value)) return value;
  return encodeURIComponent(value);
}
