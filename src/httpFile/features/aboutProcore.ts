import { builtInEnvironments, type Environment } from '../../procore/environments.ts';
import { definitionFor } from '../definitions.ts';
import type { HttpFile, RequestNode } from '../syntax.ts';

/**
 * Whether a file is about Procore, so that lenses, hovers and problems appear in it: one of its requests
 * is, or it reads a `$procore.` variable. Other extensions serve the same file type. `environments` names
 * the hosts that count as Procore's.
 */
export function isAboutProcore(
  file: HttpFile,
  environments: readonly Environment[] = builtInEnvironments,
): boolean {
  const hosts = procoreHosts(environments);
  return (
    file.variables.some(
      ({ references, value }) => references.some(isProcoreVariable) || hasHost(value.text, hosts),
    ) ||
    file.requests.some(
      request => request.references.some(isProcoreVariable) || isForProcore(file, request, hosts),
    )
  );
}

/**
 * A path-only target under `/rest/` or `/vapid/`, or a host of Procore's, written out or as the value of a
 * leading variable.
 */
function isForProcore(file: HttpFile, request: RequestNode, hosts: ReadonlySet<string>): boolean {
  const { target } = request;
  if (target.startsWith('/')) return /^\/(?:rest|vapid)\//.test(target);
  if (!target.startsWith('{{')) return hasHost(target, hosts);
  const name = /^\{\{\s*([^{}]+?)\s*\}\}/.exec(target)?.[1] ?? '';
  const definition = definitionFor(file, request, name);
  return definition !== undefined && hasHost(definition.value.text, hosts);
}

function isProcoreVariable({ name }: { readonly name: string }): boolean {
  return name.startsWith('$procore.');
}

function procoreHosts(environments: readonly Environment[]): ReadonlySet<string> {
  return new Set(
    environments.flatMap(({ apiUrl, loginUrl, webUrl }) =>
      [apiUrl, loginUrl, webUrl].map(url => new URL(url).host),
    ),
  );
}

function hasHost(text: string, hosts: ReadonlySet<string>): boolean {
  const host = /^https?:\/\/([^/?#{}\s]{1,260})/i.exec(text)?.[1]?.toLowerCase();
  return host !== undefined && hosts.has(host);
}
