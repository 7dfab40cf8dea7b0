import {
  builtInEnvironments,
  type Environment,
  findEnvironment,
  isLoopbackHost,
} from '../../procore/environments.ts';

/** Environments out of the setting `procore.environments`, with a sentence for each entry that was left out. */
export interface UserEnvironments {
  readonly environments: readonly Environment[];
  readonly problems: readonly string[];
}

/**
 * `value` is what the user wrote, so anything. An entry with the name of a built-in environment moves its
 * hosts and keeps the rest unless it says otherwise. A later entry of the same name is left out.
 */
export function readUserEnvironments(value: unknown): UserEnvironments {
  const environments: Environment[] = [];
  const problems: string[] = [];
  const entries: readonly unknown[] = Array.isArray(value) ? value : [];
  for (const [index, entry] of entries.entries()) {
    const result = readEntry(entry, environments);
    if (typeof result === 'string') problems.push(`procore.environments, entry ${index + 1}: ${result}`);
    else environments.push(result);
  }
  return { environments, problems };
}

function readEntry(entry: unknown, before: readonly Environment[]): Environment | string {
  if (typeof entry !== 'object' || entry === null) return 'must be an object with name, loginUrl and apiUrl.';
  const field = (key: string): string | undefined => {
    const value: unknown = Reflect.get(entry, key);
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const name = field('name');
  if (name === undefined || !/^[\w-]+$/.test(name)) return 'name must be letters, digits, "-" or "_".';
  if (name === 'simulator') return 'the simulator is set by procore.simulator.port; choose another name.';
  if (before.some(other => other.name === name)) return `the name "${name}" is already taken above.`;
  const builtIn = findEnvironment(builtInEnvironments, name);
  const urls = [field('loginUrl'), field('apiUrl'), field('webUrl') ?? field('apiUrl')].map(readOrigin);
  const [loginUrl, apiUrl, webUrl] = urls;
  if (loginUrl === undefined || apiUrl === undefined || webUrl === undefined)
    return `"${name}" needs loginUrl and apiUrl as https origins, e.g. https://login.procore.com.`;
  return {
    name,
    title: field('title') ?? builtIn?.title ?? name,
    loginUrl,
    apiUrl,
    webUrl,
    production: builtIn?.production ?? Reflect.get(entry, 'production') !== false,
    credentialsOf: field('credentialsOf') ?? builtIn?.credentialsOf ?? name,
  };
}

function readOrigin(text: string | undefined): string | undefined {
  if (text === undefined || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  const secure = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopbackHost(url.hostname));
  return secure && url.username === '' && url.password === '' ? url.origin : undefined;
}
