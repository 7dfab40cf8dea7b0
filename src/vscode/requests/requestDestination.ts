import { flagValue, type HttpFile, type RequestNode } from '../../httpFile/syntax.ts';
import type { ValueLayer } from '../../httpFile/values.ts';
import { substitute } from '../../httpFile/variables.ts';
import { type Environment, isApiUrl } from '../../procore/environments.ts';
import { prepare } from '../../runner/prepare.ts';
import { hostValues, scopeBeforeSending } from '../language/hostValues.ts';

/** Where a request would go, as far as can be told before anything is sent. */
export interface RequestDestination {
  /** The environment whose host it is; `undefined`: none of Procore's. */
  readonly environment: Environment | undefined;
  readonly host: string;
  /** Whether the environment's own token is added. */
  readonly withToken: boolean;
  /** What goes out as `Procore-Company-Id`; `undefined`: no such header. */
  readonly companyId: string | undefined;
  /** Path and query, as far as it is the environment's own API that takes them. */
  readonly apiPath: string | undefined;
}

/** By the same rules as when it is sent. An address that cannot be told yet counts as the environment's own. */
export function requestDestination(
  file: HttpFile,
  request: RequestNode,
  around: {
    readonly environment: Environment;
    readonly environments: readonly Environment[];
    /** The company chosen in the editor. */
    readonly company: { readonly id: string } | undefined;
    readonly layers?: readonly ValueLayer[];
  },
): RequestDestination {
  const { environment, environments, company, layers } = around;
  const scope = scopeBeforeSending(file, request, hostValues(environment.name, company), layers);
  const filled = (text: string) => substitute(text, scope).text;
  const flag = flagValue(request, 'company');
  const prepared = prepare(
    {
      method: request.method,
      target: filled(request.target),
      headers: request.headers.map(({ name, value }) => [name.text, filled(value.text)]),
      body: undefined,
      company: typeof flag === 'string' ? filled(flag) : undefined,
    },
    { environment, environments, companyId: company?.id },
  );
  if ('code' in prepared)
    return {
      environment,
      host: new URL(environment.apiUrl).host,
      withToken: true,
      companyId: company?.id,
      apiPath: undefined,
    };
  return {
    environment: prepared.destination,
    host: prepared.url.host,
    withToken: prepared.wantsToken,
    companyId: prepared.company?.id,
    apiPath: isApiUrl(environment, prepared.url) ? prepared.url.pathname + prepared.url.search : undefined,
  };
}
