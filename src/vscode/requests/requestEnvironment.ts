import { fileEnvironment } from '../../httpFile/fileEnvironment.ts';
import { flagValue, type HttpFile, type RequestNode } from '../../httpFile/syntax.ts';
import type { ValueLayer } from '../../httpFile/values.ts';
import { substitute } from '../../httpFile/variables.ts';
import { type Environment, environmentOfUrl, findEnvironment } from '../../procore/environments.ts';
import { hostValues, scopeBeforeSending } from '../language/hostValues.ts';

export type RequestEnvironment =
  | { readonly kind: 'found'; readonly environment: Environment }
  | { readonly kind: 'unknown'; readonly name: string };

/** The environment that the file itself names for a request, as written; `undefined`: none. */
export function namedEnvironment(file: HttpFile, request: RequestNode): string | undefined {
  const flag = flagValue(request, 'env');
  return typeof flag === 'string' ? flag : fileEnvironment(file);
}

/**
 * Where a request goes: what its `# @env` says, else what the file says above its first request, else whose
 * host a full address names, else the active environment.
 */
export function requestEnvironment(
  file: HttpFile,
  request: RequestNode,
  environments: readonly Environment[],
  active: Environment,
  layers: readonly ValueLayer[] = [],
): RequestEnvironment {
  const name = namedEnvironment(file, request);
  if (name !== undefined) {
    const environment = findEnvironment(environments, name);
    return environment === undefined ? { kind: 'unknown', name } : { kind: 'found', environment };
  }
  const scope = scopeBeforeSending(file, request, hostValues(active.name, undefined), layers);
  const target = request.target.startsWith('/') ? '' : substitute(request.target, scope).text.trim();
  const named = URL.canParse(target) ? environmentOfUrl(environments, new URL(target)) : undefined;
  return { kind: 'found', environment: named ?? active };
}
