import { isLoopbackHost } from '../procore/environments.ts';
import { ConnectProblem } from './network.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * The proxy that the environment variables name for an origin: `https_proxy` or `http_proxy` by its scheme,
 * else `all_proxy`, unless `no_proxy` excepts it. Small letters win over capital ones, as in curl. This
 * machine itself is reached without a proxy, unless `no_proxy` holds `<-loopback>`, as in Chromium. Throws a
 * `ConnectProblem` where the value is no address.
 */
export function proxyFromEnvironment(env: Variables): (origin: URL) => URL | undefined {
  return origin => {
    const name = origin.protocol === 'https:' ? 'https_proxy' : 'http_proxy';
    const [variable, value] = read(env, name) ?? read(env, 'all_proxy') ?? [];
    if (variable === undefined || value === undefined) return undefined;
    const exceptions = (read(env, 'no_proxy')?.[1] ?? '').toLowerCase().split(/[\s,]+/);
    if (isLoopbackHost(origin.hostname) && !exceptions.includes('<-loopback>')) return undefined;
    if (exceptions.some(exception => excepts(exception, origin))) return undefined;
    return proxyAddress(value, variable);
  };
}

/**
 * The address of a proxy, `http` where no scheme stands. `source` names where it comes from for the
 * `ConnectProblem` that is thrown where there is none; the value itself may hold a password and stays out.
 */
export function proxyAddress(value: string, source: string): URL {
  const written = /^[a-z][a-z\d+.-]*:\/\//i.test(value) ? value : `http://${value}`;
  if (!URL.canParse(written)) {
    throw new ConnectProblem(
      'ERR_PROXY_INVALID',
      `${source} is not the address of a proxy. Write one like http://proxy.example:3128.`,
    );
  }
  return new URL(written);
}

function read(env: Variables, name: string): readonly [name: string, value: string] | undefined {
  for (const spelling of [name, name.toUpperCase()]) {
    const value = env[spelling]?.trim();
    if (value) return [spelling, value];
  }
  return undefined;
}

/** `*`, a host, or a domain with all below it (`example.com`, `.example.com`, `*.example.com`); any with a port. */
function excepts(exception: string, { protocol, hostname, port }: URL): boolean {
  if (exception === '*') return true;
  const [, name = '', only] = /^\*?\.?(.+?)(?::(\d+))?$/.exec(exception) ?? [];
  if (name === '' || (only !== undefined && only !== (port || (protocol === 'https:' ? '443' : '80')))) {
    return false;
  }
  const host = hostname.replace(/^\[|\]$/g, '');
  return host === name.replace(/^\[|\]$/g, '') || host.endsWith(`.${name}`);
}
