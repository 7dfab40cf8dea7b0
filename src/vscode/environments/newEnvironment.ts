import { builtInEnvironments, type Environment, isLoopbackHost } from '../../procore/environments.ts';
import { l10n } from '../l10n.ts';

/** An entry of the setting `procore.environments`. */
export interface EnvironmentEntry {
  readonly name: string;
  readonly title: string;
  readonly loginUrl: string;
  readonly apiUrl: string;
  readonly production: boolean;
  readonly credentialsOf?: string;
}

/** What a new environment is like: one that comes along, whose hosts it begins with, or something else. */
export interface EnvironmentKind {
  readonly like: Environment | undefined;
  /** Writes ask first. */
  readonly production: boolean;
}

/** What can be chosen from, the usual one first. */
export const environmentKinds: readonly EnvironmentKind[] = [
  ...['sandbox', 'monthly', 'production', 'federal'].flatMap(name => {
    const like = builtInEnvironments.find(environment => environment.name === name);
    return like === undefined ? [] : [{ like, production: like.production }];
  }),
  { like: undefined, production: true },
  { like: undefined, production: false },
];

/** The short name of a title, as `# @env` takes it: `Our Staging` is `our-staging`; '' where nothing is left. */
export function nameOfTitle(title: string): string {
  return title
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^\w]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60);
}

/** Why an environment cannot be called so; `undefined`: it can. */
export function titleProblem(title: string, known: readonly Environment[]): string | undefined {
  const name = nameOfTitle(title);
  if (name === '') return l10n.t('The name needs a letter from a to z or a digit: files call it by these.');
  const taken = known.find(environment => environment.name === name);
  return taken && l10n.t('"{0}" is taken by {1}. Choose another name.', name, taken.title);
}

/** Which of the two hosts of an environment is asked for. */
export type HostPart = 'login' | 'api';

/**
 * The origin of what was typed, with https where no scheme was, or http where it is this machine; or why it is none
 * that a token may go to. `doubt`: it may be, but is known as something else.
 */
export function readHost(
  typed: string,
  part: HostPart,
): { readonly origin: string; readonly doubt: string | undefined } | { readonly problem: string } {
  const text = typed.trim();
  const address = /^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : withScheme(text);
  if (text === '' || !URL.canParse(address))
    return { problem: l10n.t('This is no address. It looks like {0}.', exampleOf(part)) };
  const url = new URL(address);
  const problem = addressProblem(url, part);
  return problem === undefined ? { origin: url.origin, doubt: otherPart(url, part) } : { problem };
}

/** What stands on this machine, as a simulator, has no certificate. */
function withScheme(text: string): string {
  const plain = `http://${text}`;
  return URL.canParse(plain) && isLoopbackHost(new URL(plain).hostname) ? plain : `https://${text}`;
}

function addressProblem(url: URL, part: HostPart): string | undefined {
  if (url.username !== '' || url.password !== '')
    return l10n.t('Leave out what stands before the @: the host is what comes after it, here {0}.', url.host);
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    return l10n.t('This is no address of the web. It looks like {0}.', exampleOf(part));
  if (url.protocol === 'http:' && !isLoopbackHost(url.hostname))
    return l10n.t('Tokens go over https only; http is for hosts of this machine, such as 127.0.0.1.');
  if (!url.hostname.includes('.') && !url.hostname.startsWith('[') && !isLoopbackHost(url.hostname))
    return l10n.t('"{0}" is no full name of a host. It looks like {1}.', url.hostname, exampleOf(part));
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '')
    return l10n.t('Only the host is wanted: leave out {0}.', url.pathname + url.search + url.hash);
  return undefined;
}

/** The host of the other part, or of the web app, is what people copy by mistake. */
function otherPart({ origin }: URL, part: HostPart): string | undefined {
  const own = (environment: Environment) => (part === 'login' ? environment.loginUrl : environment.apiUrl);
  if (builtInEnvironments.some(environment => own(environment) === origin)) return undefined;
  const found = builtInEnvironments.find(({ loginUrl, apiUrl, webUrl }) =>
    [loginUrl, apiUrl, webUrl].includes(origin),
  );
  if (found === undefined) return undefined;
  const right = new URL(own(found)).host;
  return part === 'login'
    ? l10n.t('Nobody signs in there: the login host of {0} is {1}.', found.title, right)
    : l10n.t('That is not where the API answers: the API host of {0} is {1}.', found.title, right);
}

function exampleOf(part: HostPart): string {
  return part === 'login' ? 'https://login.procore.com' : 'https://api.procore.com';
}
