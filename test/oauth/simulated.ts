import { secret } from '../../src/oauth/secret.ts';
import type { SessionsChange } from '../../src/oauth/session.ts';
import { createSessions, type NewSession, type Sessions } from '../../src/oauth/sessions.ts';
import {
  authorizationCodeGrantRequest,
  type OAuthClient,
  processAuthorizationCodeResponse,
  type TokenSet,
} from '../../src/oauth/tokens.ts';
import type { Transport } from '../../src/oauth/transport.ts';
import { type Environment, simulatorEnvironment } from '../../src/procore/environments.ts';
import type { SimulatorOptions } from '../../src/simulator/options.ts';
import { callback, openSimulator, type SimulatorClient } from '../simulator/client.ts';
import { memorySecrets } from '../support/memorySecrets.ts';
import { type MemorySessionFiles, memorySessionFiles } from '../support/memorySessionFiles.ts';

/** A simulator in this process as the OAuth room sees one: environment, app and transport. */
export interface Simulated {
  readonly environment: Environment;
  readonly client: OAuthClient;
  readonly transport: Transport;
  readonly server: SimulatorClient;
  /** Method and path of everything sent. */
  readonly sent: readonly string[];
  signIn(login: string): Promise<TokenSet>;
  newSession(login: string): Promise<NewSession>;
}

export async function openSimulated(options: SimulatorOptions = {}): Promise<Simulated> {
  const server = await openSimulator(options);
  const { simulator } = server;
  const sent: string[] = [];
  const transport: Transport = async (url, init) => {
    sent.push(`${init.method} ${new URL(url).pathname}`);
    return simulator.fetch(new Request(url, init));
  };
  const environment = simulatorEnvironment('http://localhost:4780');
  const client = { clientId: simulator.clientId, clientSecret: secret(simulator.clientSecret) };

  async function signIn(login: string): Promise<TokenSet> {
    const code = secret(await server.code(login));
    const grant = { code, redirectUri: callback };
    const answer = await authorizationCodeGrantRequest(environment, client, grant, { transport });
    return processAuthorizationCodeResponse(answer, server.clock.now);
  }

  return {
    environment,
    client,
    transport,
    server,
    sent,
    signIn,
    async newSession(login) {
      return {
        environment,
        account: { id: `${login}@simulator`, label: `${login} (Simulator)` },
        grant: 'authorization_code',
        clientId: client.clientId,
        redirectUri: callback,
        tokens: await signIn(login),
      };
    },
  };
}

export interface WindowOptions {
  readonly secrets?: ReturnType<typeof memorySecrets>;
  readonly transport?: Transport;
  readonly files?: MemorySessionFiles;
  readonly secretsTravel?: boolean;
  readonly now?: () => number;
  /** The machine that the window runs on. */
  readonly machine?: string;
  readonly isRunning?: (pid: number) => boolean;
  readonly sleep?: (milliseconds: number) => Promise<void> | void;
  /** What chance gives, always. */
  readonly random?: number;
}

/** Sessions of one window. Windows that share `secrets` see each other's at once, and share their files. */
export function openWindow(simulated: Simulated, options: WindowOptions = {}) {
  const { secrets = memorySecrets(), transport = simulated.transport, machine = 'here' } = options;
  const files = options.files ?? filesBeside(secrets);
  const log: string[] = [];
  const slept: number[] = [];
  const beats = new Set<() => void>();
  let ids = 0;
  const window = ++windows;
  const sessions = createSessions({
    files,
    self: {
      mark: { pid: window, host: machine, boot: 'first' },
      machine: [machine],
      isRunning: options.isRunning ?? (() => true),
    },
    sleep: async milliseconds => {
      slept.push(milliseconds);
      await options.sleep?.(milliseconds);
    },
    every(_milliseconds, work) {
      beats.add(work);
      return () => beats.delete(work);
    },
    random: () => options.random ?? 0,
    secretsTravel: options.secretsTravel ?? true,
    secrets,
    transport,
    now: options.now ?? (() => simulated.server.clock.now),
    newId: () => `session-${window}-${++ids}`,
    environment: name => (name === simulated.environment.name ? simulated.environment : undefined),
    client: async (_environment, clientId) =>
      clientId === simulated.client.clientId ? simulated.client : undefined,
    log: line => log.push(line),
  });
  return { sessions, secrets, files, log, slept, beats, pid: window };
}

const besides = new WeakMap<object, MemorySessionFiles>();

function filesBeside(secrets: object): MemorySessionFiles {
  const files = besides.get(secrets) ?? memorySessionFiles();
  besides.set(secrets, files);
  return files;
}

let windows = 0;

export const never = new AbortController().signal;

export const minute = 60_000;

export async function signedIn(simulated: Simulated, login = 'ana') {
  const window = openWindow(simulated);
  const session = await window.sessions.create(await simulated.newSession(login));
  return { ...window, session };
}

export function token(sessions: Sessions, id: string) {
  return sessions.getAccessToken(id, { signal: never });
}

export function changesOf(sessions: Sessions): readonly SessionsChange[] {
  const changes: SessionsChange[] = [];
  sessions.onDidChange(change => changes.push(change));
  return changes;
}

/** How often somebody asked for a new pair after the first sign-in. */
export const refreshes = ({ sent }: Simulated) =>
  sent.filter(line => line === 'POST /oauth/token').length - 1;
