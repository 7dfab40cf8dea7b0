import { fileEnvironment } from '../../httpFile/fileEnvironment.ts';
import { flagValue, type HttpFile, type RequestNode } from '../../httpFile/syntax.ts';
import { substitute } from '../../httpFile/variables.ts';
import { type Environment, environmentOfUrl, findEnvironment } from '../../procore/environments.ts';
import { hostValues, scopeBeforeSending } from '../language/hostValues.ts';

export type RequestEnvironment =
  | { readonly kind: 'found'; readonly environment: Environment }
  | { readonly kind: 'unknown'; readonly name: string };

/**
 * Where a request goes: what its `# @env` says, else what the file says above its first request, else whose
 * host a full address names, else the active environment.
 */
export function requestEnvironment(
  file: HttpFile,
  request: RequestNode,
  environments: readonly Environment[],
  active: Environment,
): RequestEnvironment {
  const flag = flagValue(request, 'env');
  const name = typeof flag === 'string' ? flag : fileEnvironment(file);
  if (name !== undefined) {
    const environment = findEnvironment(environments, name);
    return environment === undefined ? { kind: 'unknown', name } : { kind: 'found', environment };
  }
  const scope = scopeBeforeSending(file, request, hostValues(active.name, undefined));
  const target = request.target.startsWith('/') ? '' : substitute(request.target, scope).text.trim();
  const named = URL.canParse(target) ? environmentOfUrl(environments, new URL(target)) : undefined;
  return { kind: 'found', environment: named ?? active };
}
