import { createWriteStream } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createTokenTransport } from '../../src/cli/tokenTransport.ts';
import { signInFromEnvironment } from '../../src/oauth/fromEnvironment.ts';
import { loadBundledCatalog } from '../../src/procore/catalog/bundled.ts';
import { type Environment, simulatorEnvironment } from '../../src/procore/environments.ts';
import type { GetToken } from '../../src/runner/accessToken.ts';
import type { BodyFiles } from '../../src/runner/bodyFiles.ts';
import type { Clock } from '../../src/runner/clock.ts';
import { plainNetwork } from '../../src/runner/network.ts';
import { createRunner, type Runner } from '../../src/runner/run.ts';
import { digestOf } from './ledger.ts';
import { type EnvironmentName, type ServerAbout, timeScale } from './messages.ts';

/** A runner as a window of the editor has one, for both environments. */
export interface SoakRunner extends Runner {
  readonly environments: Readonly<Record<EnvironmentName, Environment>>;
}

/** Tokens that were given out, to know later where each may have gone. */
export interface TokenBook {
  add(environment: string, token: string): void;
  /** `undefined`: nobody gave it out. */
  ownerOf(digest: string): string | undefined;
  /** One of the tokens that stands in the text; `undefined`: none does. */
  foundIn(text: string): string | undefined;
}

export function createTokenBook(): TokenBook {
  const owners = new Map<string, string>();
  const recent: string[] = [];
  return {
    add(environment, token) {
      const digest = digestOf(token);
      if (owners.has(digest)) return;
      owners.set(digest, environment);
      recent.push(token);
      if (recent.length > 100) recent.shift();
    },
    ownerOf: digest => owners.get(digest),
    foundIn: text => recent.find(token => text.includes(token)),
  };
}

/** `epoch`: when it began, in milliseconds since 1970. */
export function fastClock(epoch: number): Clock {
  return {
    now: () => epoch + (Date.now() - epoch) * timeScale,
    sleep: async (milliseconds, signal) => {
      await delay(milliseconds / timeScale, undefined, { signal });
    },
  };
}

export function openRunner(
  servers: readonly ServerAbout[],
  parts: { readonly clock: Clock; readonly random: () => number; readonly tokens: TokenBook },
): SoakRunner {
  const { clock, random, tokens } = parts;
  const sites = servers.map(({ name, url, clientId, clientSecret }) => {
    const environment = simulatorEnvironment(url, name);
    const { transport, close } = createTokenTransport(plainNetwork, environment);
    const env = { PROCORE_CLIENT_ID: clientId, PROCORE_CLIENT_SECRET: clientSecret };
    const getToken = signInFromEnvironment({ env, environment, now: clock.now, transport });
    return { name, environment, getToken, close };
  });
  const getToken: GetToken = async (name, options) => {
    const token = await sites.find(site => site.name === name)?.getToken?.(name, options);
    if (token !== undefined) tokens.add(name, token.reveal());
    return token;
  };
  const runner = createRunner({
    clock,
    random,
    getToken,
    catalog: loadBundledCatalog,
    readBodyFile: () => Promise.reject(new Error('there is no such file.')),
    confirmSend: () => Promise.resolve(false),
  });
  const environmentOf = (name: EnvironmentName): Environment => {
    const site = sites.find(one => one.name === name);
    if (site === undefined) throw new RangeError(`no server is called ${name}`);
    return site.environment;
  };
  return {
    ...runner,
    environments: { first: environmentOf('first'), second: environmentOf('second') },
    async close() {
      await runner.close();
      await Promise.all(sites.map(site => site.close()));
    },
  };
}

/** Where lists and long answers go. */
export interface SoakFolder {
  readonly bodyFiles: BodyFiles;
  readonly path: (name: string) => string;
  /** What lies there. */
  readonly names: () => Promise<readonly string[]>;
  readonly remove: () => Promise<void>;
}

export async function openFolder(): Promise<SoakFolder> {
  const folder = await mkdtemp(join(tmpdir(), 'pw-soak-'));
  let made = 0;
  return {
    bodyFiles: {
      limit: 3000,
      readBack: 1 << 20,
      exact: true,
      async create(extension) {
        made += 1;
        const path = join(folder, `body-${made}${extension}`);
        return { path, stream: createWriteStream(path, { flags: 'wx', mode: 0o600 }) };
      },
      remove: path => rm(path, { force: true }),
    },
    path: name => join(folder, name),
    names: () => readdir(folder),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
