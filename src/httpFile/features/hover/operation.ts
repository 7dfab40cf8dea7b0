import type { BodyProperty, Catalog, Operation, Parameter } from '../../../procore/catalog/catalog.ts';
import { versionOf } from '../../../procore/catalog/format.ts';
import { aboutParameter } from '../parameterText.ts';
import { type ExplanationPart, said, title } from './explanation.ts';
import { permissionHint } from './permission.ts';

const mostParameters = 12;
const mostFields = 12;

/** What the catalog knows of an operation. `path` is as somebody wrote it; `undefined` before it is written. */
export function explainOperation(
  operation: Operation,
  catalog: Pick<Catalog, 'otherVersions'>,
  path?: string,
): readonly ExplanationPart[] {
  const { tag, body, deprecated } = operation;
  const parameters = [
    ...operation.pathParameters.map(parameter => ({ parameter, place: 'path' })),
    ...operation.queryParameters.map(parameter => ({ parameter, place: 'query' })),
    ...operation.headerParameters.map(parameter => ({ parameter, place: 'header' })),
  ].toSorted((a, b) => Number(b.parameter.required) - Number(a.parameter.required));
  const pages = pagesText(operation);
  return [
    title(`${operation.method} ${operation.path}`),
    ...(deprecated ? [said('Procore marks it as deprecated: it will go within a year.')] : []),
    ...(path?.startsWith('/vapid/') === true
      ? [said('/vapid/ is the prefix from before 2021; it still works. /rest/v1.0/ is its name now.')]
      : []),
    said(tag.split('/').join(' › '), 'Tool'),
    said(versionText(operation, catalog), 'Version'),
    ...(parameters.length === 0
      ? []
      : [
          steps(
            'Parameters',
            parameters.map(({ parameter, place }) => parameterText(parameter, place)),
            mostParameters,
          ),
        ]),
    ...(body === undefined ? [] : [said(bodyText(operation), 'Body')]),
    said(answerText(operation), 'Answers'),
    ...(pages === undefined ? [] : [said(pages, 'Pages')]),
    said(permissionHint(operation), 'Permission'),
  ];
}

function steps(label: string, lines: readonly string[], most: number): ExplanationPart {
  const more = lines.length - most;
  return { kind: 'steps', label, steps: more > 0 ? [...lines.slice(0, most), `and ${more} more`] : lines };
}

function parameterText(parameter: Parameter, place: string): string {
  return `${parameter.name}${parameter.required ? ' (required)' : ''}: ${place}, ${aboutParameter(parameter)}`;
}

/** The latest version is the one to use; where the path differs, it is written out. */
function versionText(operation: Operation, catalog: Pick<Catalog, 'otherVersions'>): string {
  const own = versionOf(operation.path);
  const tail = tailOf(operation.path);
  const others = catalog
    .otherVersions(operation.method, operation.path)
    .map(({ path }) => (tailOf(path) === tail ? versionOf(path) : path));
  return others.length === 0 ? own : `${own}; also ${others.join(', ')}`;
}

function tailOf(path: string): string {
  return path.replace(/^\/rest\/[^/]+/, '').replaceAll(/\{[^}]*\}/g, '{}');
}

function bodyText({ body }: Operation): string {
  const required = requiredFields(body?.properties ?? [], '');
  const types = body?.contentTypes.join(' or ') ?? '';
  const needs =
    required.length === 0
      ? `nothing is required of ${body?.properties.length ?? 0} properties`
      : `required: ${shortened(required, mostFields)}`;
  return `${types}; ${needs}`;
}

function requiredFields(properties: readonly BodyProperty[], outer: string): readonly string[] {
  return properties
    .filter(({ required }) => required)
    .flatMap(({ name, properties: inner }) => {
      const deeper = inner === undefined ? [] : requiredFields(inner, `${outer}${name}.`);
      return deeper.length > 0 ? deeper : [`${outer}${name}`];
    });
}

function answerText({ result, statuses }: Operation): string {
  const codes = statuses.filter(status => status !== 'default').join(', ');
  if (result === undefined || result.type === 'none') return codes === '' ? 'not documented' : codes;
  const type = result.type === 'array' ? 'a list' : result.type === 'object' ? 'an object' : result.type;
  const fields = result.fields.map(([name]) => name);
  const of = fields.length === 0 ? '' : ` of ${shortened(fields, mostFields)}`;
  return `${result.wrapped ? 'under data, ' : ''}${type}${of}${codes === '' ? '' : `; ${codes}`}`;
}

/** Page sizes: Procore's pages "Pagination" and "REST v2" [doc]. */
function pagesText({ queryParameters, path }: Operation): string | undefined {
  if (!queryParameters.some(({ name }) => name === 'per_page')) return undefined;
  return versionOf(path).startsWith('v2')
    ? '10 rows unless per_page says more, at most 100'
    : 'page and per_page; Procore advises 2,000 rows at most';
}

function shortened(names: readonly string[], most: number): string {
  const more = names.length - most;
  return more > 0 ? `${names.slice(0, most).join(', ')} and ${more} more` : names.join(', ');
}
