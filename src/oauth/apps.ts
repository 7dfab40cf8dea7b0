import { OAuthError } from './errors.ts';
import { secret } from './secret.ts';
import type { SecretStore } from './secretStore.ts';
import { storedFields } from './storedFields.ts';
import type { OAuthClient } from './tokens.ts';

/**
 * Client id and secret of each app, one secret each. `owner` is the environment that the app belongs to
 * (`credentialsOf`). Production and the Developer Sandbox have different apps; "OAuth keys" [doc].
 */
export interface Apps {
  /** In a stable order. Records that are not readable here are skipped and logged, never deleted. */
  list(owner: string): Promise<readonly OAuthClient[]>;
  /** `undefined`: its secret is not known. */
  find(owner: string, clientId: string): Promise<OAuthClient | undefined>;
  /** Throws `OAuthError` where a newer version of the program has stored this app. */
  store(owner: string, app: OAuthClient): Promise<void>;
  forget(owner: string, clientId: string): Promise<void>;
  /** The other owner that has this app, or `undefined`. */
  ownerOf(clientId: string, except: string): Promise<string | undefined>;
}

/** Layout of a stored app. */
const version = 1;

/** The apps of a secret store that holds nothing else. */
export function createApps(secrets: SecretStore, log: (line: string) => void): Apps {
  async function read(key: string): Promise<OAuthClient | 'newer' | undefined> {
    const text = await secrets.get(key);
    const clientId = parts(key)?.clientId;
    if (text === undefined || clientId === undefined) return undefined;
    const app = decode(clientId, text);
    if (app === 'newer') log(`The app ${clientId} was stored by a newer version and is left alone.`);
    if (app === undefined) log(`The stored app ${clientId} is not readable and is left alone.`);
    return app;
  }

  async function find(owner: string, clientId: string): Promise<OAuthClient | undefined> {
    const app = await read(keyOf(owner, clientId));
    return app === 'newer' ? undefined : app;
  }

  return {
    find,
    async list(owner) {
      const ids = (await secrets.keys()).flatMap(key => {
        const found = parts(key);
        return found?.owner === owner ? [found.clientId] : [];
      });
      const apps = await Promise.all(ids.sort().map(clientId => find(owner, clientId)));
      return apps.filter(app => app !== undefined);
    },
    async store(owner, { clientId, clientSecret }) {
      const key = keyOf(owner, clientId);
      if ((await read(key)) === 'newer')
        throw new OAuthError(
          'credentials-missing',
          'The credentials of this app were stored by a newer version of the extension. Update it, and try again.',
        );
      await secrets.set(key, JSON.stringify({ v: version, clientSecret: clientSecret.reveal() }));
    },
    forget: (owner, clientId) => secrets.delete(keyOf(owner, clientId)),
    async ownerOf(clientId, except) {
      const owners = (await secrets.keys()).flatMap(key => {
        const found = parts(key);
        return found?.clientId === clientId && found.owner !== except ? [found.owner] : [];
      });
      const known = await Promise.all(owners.map(owner => find(owner, clientId)));
      return owners.find((_owner, index) => known[index] !== undefined);
    },
  };
}

function keyOf(owner: string, clientId: string): string {
  return `${owner}/${clientId}`;
}

/** Names of environments have no slash. */
function parts(key: string): { readonly owner: string; readonly clientId: string } | undefined {
  const slash = key.indexOf('/');
  if (slash < 1 || slash === key.length - 1) return undefined;
  return { owner: key.slice(0, slash), clientId: key.slice(slash + 1) };
}

function decode(clientId: string, text: string): OAuthClient | 'newer' | undefined {
  const { v, clientSecret } = storedFields<'v' | 'clientSecret'>(text);
  if (typeof v === 'number' && v > version) return 'newer';
  return v === version && typeof clientSecret === 'string' && clientSecret !== ''
    ? { clientId, clientSecret: secret(clientSecret) }
    : undefined;
}
