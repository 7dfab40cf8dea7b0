import type { CatalogMatch } from '../../procore/catalog/catalog.ts';
import type { Environment } from '../../procore/environments.ts';
import { definitionFor } from '../definitions.ts';
import type { HttpFile, RequestNode } from '../syntax.ts';
import type { FeatureContext } from './context.ts';

/** The operation that a request calls, by the catalog; `undefined` where it goes elsewhere or nobody knows. */
export function operationOf(
  file: HttpFile,
  request: RequestNode,
  context: FeatureContext,
): CatalogMatch | undefined {
  const path = procorePath(file, request, request.target, context);
  return path === undefined ? undefined : context.catalog?.find(request.method, path);
}

/**
 * The path of a target without query and fragment, variables as written; `undefined` where the target names
 * a host that is none of Procore's. A variable before the path may be any host unless the file says which.
 */
export function procorePath(
  file: HttpFile,
  request: RequestNode | undefined,
  target: string,
  { environments, layers }: Pick<FeatureContext, 'environments' | 'layers'>,
): string | undefined {
  const { origin, path } = splitTarget(target);
  if (origin.startsWith('{{')) {
    const name = origin.slice(2, -2).trim();
    const layer = layers?.find(({ values }) => values.has(name));
    const said = (request && definitionFor(file, request, name)?.value.text) ?? layer?.values.get(name)?.text;
    if (said !== undefined && /^https?:/i.test(said) && !isProcore(said, environments)) return undefined;
  } else if (origin !== '' && !isProcore(origin, environments)) return undefined;
  return path.replace(/[?#].*$/s, '');
}

/** `https://host` or a leading `{{host}}` apart from the path; '' where the target begins with its path. */
export function splitTarget(target: string): { readonly origin: string; readonly path: string } {
  const [origin = ''] = /^(?:https?:\/\/[^/?#\s]*|\{\{[^{}]*\}\})/i.exec(target) ?? [];
  return { origin, path: target.slice(origin.length) };
}

function isProcore(url: string, environments: readonly Environment[]): boolean {
  const host = /^https?:\/\/([^/?#\s]*)/i.exec(url)?.[1]?.toLowerCase();
  return environments.some(({ apiUrl, webUrl }) =>
    [apiUrl, webUrl].some(known => new URL(known).host === host),
  );
}
