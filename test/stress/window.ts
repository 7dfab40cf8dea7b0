import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { OAuthError } from '../../src/oauth/errors.ts';
import { secret } from '../../src/oauth/secret.ts';
import type { SecretStore } from '../../src/oauth/secretStore.ts';
import type { SessionFiles } from '../../src/oauth/sessionFiles.ts';
import { createSessions } from '../../src/oauth/sessions.ts';
import type { SessionToken } from '../../src/oauth/sessionToken.ts';
import { authorizationCodeGrantRequest, processAuthorizationCodeResponse } from '../../src/oauth/tokens.ts';
import type { Transport } from '../../src/oauth/transport.ts';
import { nodeWorld } from '../../src/oauth/world.ts';
import { simulatorEnvironment } from '../../src/procore/environments.ts';
import { callback } from '../simulator/client.ts';
import { type FromWindow, sessionHeader, type ToWindow, type WindowSetup } from './messages.ts';
import { spreadingSecrets } from './spreadingSecrets.ts';
import { stressTimes } from './times.ts';

/** One window of an editor: the real session code in a process of its own, that uses its token all the time. */
const setup: WindowSetup = JSON.parse(process.argv[2] ?? '{}');
const environment = simulatorEnvironment(setup.url);
const client = { clientId: setup.clientId, clientSecret: secret(setup.clientSecret) };
let crash = setup.crash;
let current = '';
let open = true;

/** Whoever dies next has still said this. */
function say(message: FromWindow): void {
  writeSync(1, `${JSON.stringify(message)}\n`);
}

/** Here a process may die. */
function step(): void {
  if (Math.random() < crash) process.kill(process.pid, 'SIGKILL');
}

async function stepping<T>(work: () => Promise<T>): Promise<T> {
  step();
  const result = await work();
  step();
  return result;
}

const now = () => Date.now() + (crash > 0 ? setup.skewMs : 0);
const world = nodeWorld(join(setup.folder, 'auth'));

const files: SessionFiles = {
  ...world.files,
  async replace(name, text, still) {
    const session =
      name.endsWith('.json') && !name.includes('/') ? name.slice(0, -'.json'.length) : undefined;
    const spending = text.includes('"state":"spending"');
    if (session !== undefined && spending) say({ kind: 'begin', risk: 'token', session });
    const written = await stepping(() => world.files.replace(name, text, still));
    if (session !== undefined && spending !== written) say({ kind: 'end', risk: 'token', session });
    return written;
  },
  makeFolder: name => stepping(() => world.files.makeFolder(name)),
  moveFolder: (from, to) => stepping(() => world.files.moveFolder(from, to)),
};

const spreading = spreadingSecrets(join(setup.folder, 'secrets'), {
  pending: session => say({ kind: 'begin', risk: 'secret', session }),
  flushed: session => say({ kind: 'end', risk: 'secret', session }),
});
const secrets: SecretStore = {
  ...spreading,
  set: (key, value) => stepping(() => spreading.set(key, value)),
};

const transport: Transport = (url, init) =>
  stepping(() => fetch(url, { ...init, headers: { ...init.headers, [sessionHeader]: current } }));

const sessions = createSessions({
  ...world,
  files,
  now,
  secrets,
  secretsTravel: true,
  transport,
  times: stressTimes,
  environment: name => (name === environment.name ? environment : undefined),
  client: async () => client,
  log: text => say({ kind: 'note', text }),
});

process.on('message', (message: ToWindow) => {
  if (message.kind === 'sign-in') signIn(message.code).catch(note);
  if (message.kind === 'calm') crash = 0;
  if (message.kind === 'close') open = false;
});

async function signIn(code: string): Promise<void> {
  const grant = { code: secret(code), redirectUri: callback };
  const answer = await authorizationCodeGrantRequest(environment, client, grant, { transport: fetch });
  const tokens = processAuthorizationCodeResponse(answer, now());
  const { id } = await sessions.create({
    environment,
    account: { id: 'ana@simulator', label: 'ana (Simulator)' },
    grant: 'authorization_code',
    clientId: client.clientId,
    redirectUri: callback,
    tokens,
  });
  say({ kind: 'signed-in', session: id });
}

/** Whether the server took the token. */
async function isTaken(token: SessionToken): Promise<boolean> {
  const headers = { authorization: `Bearer ${token.reveal()}` };
  const response = await fetch(`${environment.loginUrl}/oauth/token/info`, { headers });
  await response.text();
  return response.status === 200;
}

/** As the runner does it: a token that is refused is renewed once. */
async function useToken(id: string): Promise<'used' | 'refused' | 'no token'> {
  const { signal } = new AbortController();
  current = id;
  const token = await sessions.getAccessToken(id, { signal });
  if (token === undefined) return 'no token';
  if (await isTaken(token)) return 'used';
  const next = await sessions.getAccessToken(id, { rejected: token, signal });
  if (next === undefined) return 'no token';
  // Whoever stands still meanwhile may outlive this one too.
  return (await isTaken(next)) ? 'used' : 'refused';
}

function note(error: unknown): void {
  say({ kind: 'note', text: error instanceof Error ? `${error.name}: ${error.message}` : String(error) });
}

while (open) {
  const known = await sessions.list();
  const alive = known.filter(({ ended }) => ended === undefined);
  const session = alive.at(-1);
  try {
    const outcome = session === undefined ? 'no token' : await useToken(session.id);
    if (outcome === 'used' && session !== undefined) say({ kind: 'used', session: session.id });
    // Another window may have signed in since the list was read, and on a busy machine a new token is over before
    // it is used: whoever never gets one counts in the end.
    const lives = (await sessions.list()).some(({ ended }) => ended === undefined);
    if (outcome === 'no token' && !lives) {
      const why = known.map(({ id, ended }) => `${id.slice(0, 4)} ${ended ?? 'live'}`).join(', ');
      say({ kind: 'nobody', sessions: known.map(({ id }) => id), why });
    }
  } catch (error) {
    // It may be tried again: that is no lost session.
    if (!(error instanceof OAuthError)) note(error);
    else say({ kind: 'note', text: error.code });
  }
  await delay(50 + Math.random() * 250);
}
spreading.stop();
await sessions.dispose();
process.disconnect();
