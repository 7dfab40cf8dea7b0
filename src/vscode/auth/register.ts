import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { createSessions } from '../../oauth/sessions.ts';
import type { Transport } from '../../oauth/transport.ts';
import type { Environments } from '../environments.ts';
import type { SimulatorControl } from '../simulatorControl.ts';
import { secretKey } from '../storageKeys.ts';
import { registerAuthenticationCommands } from './commands.ts';
import { createCredentials } from './credentials.ts';
import { createTokenSource, type TokenSource } from './getToken.ts';
import { createProvider, providerId } from './provider.ts';
import { scopesOf } from './scopes.ts';
import { secretStore } from './secrets.ts';
import { createSignInRunner } from './signInRunner.ts';

/** What the authentication provider needs of the rest of the editor. */
export interface AuthenticationParts {
  readonly context: Pick<vscode.ExtensionContext, 'secrets' | 'extension'>;
  readonly environments: Pick<Environments, 'all' | 'active' | 'find' | 'company'>;
  readonly simulator: Pick<SimulatorControl, 'ensureRunning' | 'current'>;
  readonly log: vscode.LogOutputChannel;
}

/** Who is signed in, as far as the tooltip, the hover and the lens need to know. Never a token. */
export interface SignedInAccount {
  readonly label: string;
  readonly environment: string;
  /** Milliseconds since 1970; `undefined` where not known. */
  readonly expiresAt: number | undefined;
  /** The session died; only a new sign-in helps. */
  readonly ended: boolean;
}

export interface Authentication extends TokenSource, vscode.Disposable {
  /** The account that requests of this environment use; `undefined`: nobody is signed in. */
  account(environment: string): Promise<SignedInAccount | undefined>;
  /** Somebody signed in or out, a token was renewed, or a session ended. */
  readonly onDidChange: vscode.Event<void>;
}

/** The editor's own `fetch`, looked up at each call: it obeys the proxy and certificate settings. */
const transport: Transport = (url, init) => fetch(url, init);

/** Registers the provider and its commands. No network and no question before somebody asks for a session. */
export function registerAuthentication(parts: AuthenticationParts): Authentication {
  const { context, environments, simulator, log } = parts;
  const write = (line: string) => log.info(line);
  const credentials = createCredentials(context.secrets, simulator);
  const sessions = createSessions({
    secrets: secretStore(context.secrets, secretKey.sessions, write),
    transport,
    now: Date.now,
    newId: randomUUID,
    environment: name => environments.find(name),
    async client(environment, clientId) {
      const client = await credentials.find(environment);
      return client?.clientId === clientId ? client : undefined;
    },
    log: write,
  });
  const runner = createSignInRunner({
    sessions,
    credentials,
    transport,
    findEnvironment: name => environments.find(name),
    accounts: async () => (await sessions.list()).map(({ account }) => account),
    companyId: environment => environments.company(environment)?.id,
    extensionKind: context.extension.extensionKind,
    log,
  });
  const provider = createProvider({
    sessions,
    activeEnvironment: () => environments.active(),
    signIn: environment => runner.run(environment),
    log,
  });
  const tokens = createTokenSource(sessions, log);
  const changed = new vscode.EventEmitter<void>();
  const stopListening = sessions.onDidChange(() => changed.fire());
  const disposables = vscode.Disposable.from(
    vscode.authentication.registerAuthenticationProvider(providerId, 'Procore', provider, {
      supportsMultipleAccounts: true,
    }),
    registerAuthenticationCommands({ sessions, runner, credentials, environments, log }),
    vscode.authentication.onDidChangeSessions(event => {
      if (event.provider.id === providerId) changed.fire();
    }),
    vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused) sessions.reconcile().catch(() => log.warn('The sessions could not be read again.'));
    }),
    new vscode.Disposable(stopListening),
    provider,
    changed,
  );
  return {
    ...tokens,
    async account(environment) {
      const own = (await sessions.list()).filter(session => session.environment === environment);
      const ended = own.find(session => session.ended !== undefined);
      const chosen = own.some(session => session.ended === undefined)
        ? await vscode.authentication.getSession(providerId, scopesOf(environment), { silent: true })
        : undefined;
      const session = own.find(({ id }) => id === chosen?.id) ?? ended;
      return (
        session && {
          label: session.account.label,
          environment,
          expiresAt: session.expiresAt,
          ended: session.ended !== undefined,
        }
      );
    },
    onDidChange: changed.event,
    dispose() {
      disposables.dispose();
      sessions.dispose();
    },
  };
}
