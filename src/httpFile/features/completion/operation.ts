import type { Operation, Parameter } from '../../../procore/catalog/catalog.ts';
import { versionOf } from '../../../procore/catalog/format.ts';
import { plainText } from '../../../procore/plainText.ts';
import type { HttpFile } from '../../syntax.ts';
import type { FeatureContext } from '../context.ts';
import { fittingVariable } from '../fittingVariable.ts';
import { bodySkeleton } from './bodySkeleton.ts';
import { type Completion, completion, type Snippet, type SnippetPart } from './item.ts';
import type { Place } from './place.ts';

const mostItems = 40;

/** The operations that `typed` means, best first. The path is put in with what it needs to be sent. */
export function operationItems(
  place: Place,
  context: FeatureContext,
  {
    method,
    origin,
    typed,
  }: { readonly method: string | undefined; readonly origin: string; readonly typed: string },
): readonly Completion[] {
  const { file, offset, after } = place;
  const found = context.catalog?.search(typed, { method, limit: mostItems }) ?? [];
  // The rest of a path that the cursor stands in goes with it; a version behind it stays.
  const rest = typed.startsWith('/') || typed === '' ? (/^[^\s]*/.exec(after)?.[0].length ?? 0) : 0;
  const range = { start: offset - typed.length, end: offset + rest };
  const takesBody = after.slice(rest).trim() === '' && isEmptyBelow(place);
  return found.map(operation => {
    const line = requestLine(operation, file, context);
    const head: Snippet = method === undefined && origin === '' ? [`${operation.method} `] : [];
    return completion('operation', labelOf(operation, method), range, {
      note: `${versionOf(operation.path)} ${resourceOf(operation)}`,
      detail: `${operation.method} ${operation.path}`,
      insert: [...head, ...line, ...(takesBody ? bodySkeleton(operation, file, context) : [])],
      chosen: true,
      operation,
    });
  });
}

/** Without what most paths have in common, so that the telling part is seen in a narrow list. */
function labelOf({ method, path }: Operation, written: string | undefined): string {
  const short = path
    .replace(/^\/rest\/v[\d.]+(?=\/)/, '')
    .replace(/^(\/companies\/)\{company_id\}(?=\/)/, '$1…')
    .replace(/(\/projects\/)\{project_id\}(?=\/)/, '$1…');
  return written === undefined ? `${method} ${short}` : short;
}

function resourceOf({ tag }: Operation): string {
  const [, tool, resource = tag] = tag.split('/');
  return tool ?? resource;
}

/** Path parameters and required query parameters become the variables that fit them, else places to fill in. */
export function requestLine(operation: Operation, file: HttpFile, context: FeatureContext): Snippet {
  const required = operation.queryParameters.filter(parameter => parameter.required);
  return [
    ...pathParts(operation.path, file, context),
    ...required.flatMap((parameter, place): Snippet => {
      const name = `${place === 0 ? '?' : '&'}${queryName(parameter)}=`;
      return [name, valuePart(parameter, file, context)];
    }),
  ];
}

function pathParts(path: string, file: HttpFile, context: FeatureContext): Snippet {
  let resource: string | undefined;
  return path.split(/(\{[^}]*\})/).map((text): SnippetPart => {
    if (!text.startsWith('{')) {
      resource = text.split('/').findLast(segment => segment !== '' && !segment.startsWith('.')) ?? resource;
      return text;
    }
    const name = text.slice(1, -1);
    const variable = fittingVariable(name, file, context, resource && singular(resource));
    return variable === undefined ? { stop: text } : `{{${variable}}}`;
  });
}

/** `filters[status]` that takes several values is written `filters[status][]`. Procore: "Filtering on list actions" [doc]. */
export function queryName({ name, type }: Pick<Parameter, 'name' | 'type'>): string {
  return type.endsWith('[]') && !name.endsWith('[]') ? `${name}[]` : name;
}

/** What a parameter may be: its variable, one of its values, or a place to fill in. */
export function valuePart(parameter: Parameter, file: HttpFile, context: FeatureContext): SnippetPart {
  const variable = fittingVariable(parameter.name, file, context);
  if (variable !== undefined) return `{{${variable}}}`;
  const values = valuesOf(parameter);
  if (values.length > 1) return { choice: values };
  return {
    stop:
      values[0] ?? (parameter.default === undefined ? `{${parameter.name}}` : plainText(parameter.default)),
  };
}

/** The values that a parameter may have, as they stand in a query; empty where any may stand. */
export function valuesOf({ type, values }: Pick<Parameter, 'type' | 'values'>): readonly string[] {
  if (type === 'boolean') return ['true', 'false'];
  return (values ?? []).map(value => encodeURIComponent(value).replaceAll('%2C', ','));
}

function singular(name: string): string {
  return name.replace(/ies$/, 'y').replace(/([^s])s$/, '$1');
}

/** Nothing but blank lines until the next request: only there a body may be added. */
function isEmptyBelow({ below, after }: Place): boolean {
  const next = /\S{1,3}/.exec(below.slice(after.length));
  return next === null || next[0] === '###';
}
