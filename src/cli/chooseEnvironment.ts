import { fileEnvironment } from '../httpFile/fileEnvironment.ts';
import { flagValue } from '../httpFile/syntax.ts';
import { type Scope, substitute } from '../httpFile/variables.ts';
import {
  builtInEnvironments,
  type Environment,
  environmentOfUrl,
  findEnvironment,
  isLoopbackHost,
  simulatorEnvironment,
} from '../procore/environments.ts';
import { readUrl } from '../procore/readUrl.ts';

export const simulatorName = 'simulator';

/** What `{{$procore...}}` stands for where nobody says: a company and a project of the simulator's own. */
export const simulatorPlaces: Readonly<Record<string, string>> = {
  '$procore.companyId': '4264807',
  '$procore.projectId': '310512',
};

/** Company and project for all requests, as somebody chooses them in the editor; none where nothing is set. */
export function chosenPlaces(
  env: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  const places = [
    ['$procore.companyId', env['PROCORE_COMPANY_ID']?.trim()],
    ['$procore.projectId', env['PROCORE_PROJECT_ID']?.trim()],
  ];
  return Object.fromEntries(places.filter(([, id]) => id !== undefined && id !== ''));
}

/** For requests to hosts that are not Procore's: no address is its own, so nothing of ours goes anywhere. */
export const noEnvironment: Environment = {
  ...simulatorEnvironment('https://none.invalid', 'none'),
  title: 'no environment',
};

type Problem = { readonly problem: string };

/**
 * Name of the environment for a request: `--env`, its own `# @env`, the file's (above its first request),
 * or the one whose host the address names; `none` for a full address of somebody else's host.
 */
export function environmentName(scope: Scope, asked: string | undefined): string | Problem {
  const { file, request } = scope;
  const flagged = flagValue(request, 'env');
  const named = asked ?? (typeof flagged === 'string' ? flagged : fileEnvironment(file));
  if (named !== undefined) return knownName(named);
  const target = substitute(request.target, scope).text.trim();
  const url = readUrl(target);
  if (url !== undefined) return environmentOfUrl(builtInEnvironments, url)?.name ?? noEnvironment.name;
  // What is wrong with such an address is said when it is to be sent.
  if (/^https?:\/\//i.test(target)) return noEnvironment.name;
  return {
    problem: `which environment? Add --env NAME, or a line # @env NAME above the first request. There are ${names().join(', ')}.`,
  };
}

/**
 * The environment with the hosts that `PROCORE_BASE_URL` and `PROCORE_LOGIN_URL` put in their place.
 * `undefined`: the simulator, which has to be started first.
 */
export function environmentFor(
  name: string,
  env: Readonly<Record<string, string | undefined>>,
): Environment | Problem | undefined {
  const base = loopbackOrigin('PROCORE_BASE_URL', env);
  if (typeof base === 'object') return base;
  const login = loopbackOrigin('PROCORE_LOGIN_URL', env);
  if (typeof login === 'object') return login;
  if (name === noEnvironment.name) return noEnvironment;
  if (name === simulatorName) {
    if (base === undefined) return undefined;
    return { ...simulatorEnvironment(base), loginUrl: login ?? base };
  }
  const known = findEnvironment(builtInEnvironments, name);
  if (known === undefined) return { problem: unknownName(name) };
  // One origin may serve both, as the simulator does; credentials must not go to the real login host then.
  const replaced = base === undefined ? known : { ...known, apiUrl: base, webUrl: base, loginUrl: base };
  return login === undefined ? replaced : { ...replaced, loginUrl: login };
}

function knownName(name: string): string | Problem {
  return names().includes(name) ? name : { problem: unknownName(name) };
}

function unknownName(name: string): string {
  const near = names().find(known => known.startsWith(name.toLowerCase().slice(0, 4)));
  const guess = near === undefined ? '' : ` Did you mean ${near}?`;
  return `there is no environment ${name}.${guess} There are ${names().join(', ')}.`;
}

function names(): readonly string[] {
  return [...builtInEnvironments.map(({ name }) => name), simulatorName];
}

function loopbackOrigin(
  variable: string,
  env: Readonly<Record<string, string | undefined>>,
): string | Problem | undefined {
  const text = env[variable]?.trim();
  if (text === undefined || text === '') return undefined;
  const url = readUrl(text);
  if (url === undefined || !/^https?:$/.test(url.protocol) || !isLoopbackHost(url.hostname)) {
    return { problem: `${variable} must be an address of this machine such as http://127.0.0.1:4780.` };
  }
  return url.origin;
}
