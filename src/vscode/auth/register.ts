import * as vscode from 'vscode';
import { createApps } from '../../oauth/apps.ts';
import { type RenewalTimes, usualTimes } from '../../oauth/renewalTimes.ts';
import type { SessionEnd } from '../../oauth/sessionRecord.ts';
import { createSessions } from '../../oauth/sessions.ts';
import type { SessionGrant } from '../../oauth/sessionToken.ts';
import { nodeWorld } from '../../oauth/world.ts';
import type { Environments } from '../environments/environments.ts';
import { readSettings } from '../settings.ts';
import type { SimulatorControl } from '../simulator/simulatorControl.ts';
import { secretKey } from '../storageKeys.ts';
import { createChosenAccount } from './chosenAccount.ts';
import { createCredentials } from './credentials.ts';
import { createEditorTransport } from './editorTransport.ts';
import { registerEndedSessions } from './endedSessions.ts';
import { registerEraseLocalData } from './eraseLocalData.ts';
import { createTokenSource, type TokenSource } from './getToken.ts';
import { registerAppCommands } from './manageApps.ts';
import { createProvider, providerId } from './provider.ts';
import { secretStore } from './secrets.ts';
import { registerSignInCommands } from './signInCommands.ts';
import { createSignInRunner } from './signInRunner.ts';
import { registerSignOut } from './signOut.ts';
import { registerTokenInfo } from './tokenInfo.ts';

/** What the authentication provider needs of the rest of the editor. */
export interface AuthenticationParts {
  readonly context: Pick<
    vscode.ExtensionContext,
    'secrets' | 'extension' | 'globalState' | 'workspaceState' | 'globalStorageUri' | 'storageUri'
  >;
  readonly environments: Pick<Environments, 'all' | 'active' | 'find' | 'company'>;
  readonly simulator: Pick<SimulatorControl, 'ensureRunning' | 'current'>;
  readonly log: vscode.LogOutputChannel;
  /** Of the renewal protocol; the usual ones where absent. */
  readonly times?: RenewalTimes;
}

/** Who is signed in, as far as the tooltip, the hover and the lens need to know. Never a token. */
export interface SignedInAccount {
  readonly label: string;
  readonly environment: string;
  /** Milliseconds since 1970; `undefined` where not known. */
  readonly expiresAt: number | undefined;
  readonly grant: SessionGrant;
  /** The session died, and why; only a new sign-in helps. */
  readonly ended: SessionEnd | undefined;
}

export interface Authentication
  extends Pick<TokenSource, 'getToken' | 'getTokenOrSignIn' | 'askAgain'>,
    vscode.Disposable {
  /** The account that requests of this environment use; `undefined`: nobody is signed in. */
  account(environment: string): Promise<SignedInAccount | undefined>;
  /** Somebody signed in or out, a token was renewed, or a session ended. */
  readonly onDidChange: vscode.Event<void>;
  /** Disposes, and resolves when no renewal is under way any more, or after a short while. */
  close(): Promise<void>;
}

/** Registers the provider and its commands. No network and no question before somebody asks for a session. */
export function registerAuthentication(parts: AuthenticationParts): Authentication {
  const { context, environments, simulator, log, times = usualTimes } = parts;
  const write = (line: string) => log.info(line);
  const transport = createEditorTransport(() => readSettings().strictSsl);
  const titleOf = (name: string) => environments.find(name)?.title ?? name;
  const credentials = createCredentials({
    apps: createApps(secretStore(context.secrets, secretKey.apps, write), write),
    chosen: context.globalState,
    simulator,
    transport,
    titleOf,
  });
  const sessions = createSessions({
    secrets: secretStore(context.secrets, secretKey.sessions, write),
    transport,
    times,
    ...nodeWorld(vscode.Uri.joinPath(context.globalStorageUri, 'auth').fsPath),
    // A page in a browser reads all secrets once and never sees what another page stores.
    secretsTravel: vscode.env.uiKind === vscode.UIKind.Desktop,
    environment: name => environments.find(name),
    client: (environment, clientId) => credentials.find(environment, clientId),
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
    appInUse(name) {
      const environment = environments.find(name);
      return environment && credentials.inUse(environment);
    },
    signIn: (environment, clientId) => runner.run(environment, { clientId }),
    log,
  });
  const chosen = createChosenAccount(context.workspaceState);
  const tokens = createTokenSource(sessions, chosen, titleOf, log, Date.now);
  const changed = new vscode.EventEmitter<void>();
  const accounts = new Map<string, Promise<SignedInAccount | undefined>>();
  function tellChange(): void {
    accounts.clear();
    changed.fire();
  }
  const stopListening = sessions.onDidChange(({ added }) => {
    for (const { environment } of added) tokens.signedIn(environment);
    tellChange();
  });
  const disposables = vscode.Disposable.from(
    vscode.authentication.registerAuthenticationProvider(providerId, 'Procore', provider, {
      supportsMultipleAccounts: true,
    }),
    registerSignInCommands({
      sessions,
      runner,
      environments,
      async accountChosen(environment, account) {
        tokens.signedIn(environment);
        await chosen.choose(environment, account);
        tellChange();
      },
      log,
    }),
    registerSignOut({ sessions, environments, log }),
    registerAppCommands({ sessions, credentials, runner, environments, log }),
    registerTokenInfo({ sessions, transport, environments, log }),
    registerEraseLocalData({ context, sessions, log }),
    registerEndedSessions({ sessions, isWanted: tokens.isWanted, log }),
    vscode.authentication.onDidChangeSessions(event => {
      if (event.provider.id === providerId) tellChange();
    }),
    vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused) sessions.reconcile().catch(() => log.warn('The sessions could not be read again.'));
    }),
    new vscode.Disposable(stopListening),
    provider,
    changed,
  );
  async function readAccount(environment: string): Promise<SignedInAccount | undefined> {
    const own = (await sessions.list()).filter(session => session.environment === environment);
    const ended = own.find(session => session.ended !== undefined);
    const alive = own.some(session => session.ended === undefined);
    const taken = alive ? await chosen.session(environment) : undefined;
    const session = own.find(({ id }) => id === taken?.id) ?? ended;
    return (
      session && {
        label: session.account.label,
        environment,
        expiresAt: session.expiresAt,
        grant: session.grant,
        ended: session.ended,
      }
    );
  }

  return {
    getToken: tokens.getToken,
    getTokenOrSignIn: tokens.getTokenOrSignIn,
    askAgain: tokens.askAgain,
    // A switch makes every view ask at the same time.
    account(environment) {
      const reading = accounts.get(environment) ?? readAccount(environment);
      accounts.set(environment, reading);
      const forget = () => {
        if (accounts.get(environment) === reading) accounts.delete(environment);
      };
      void reading.then(forget, forget);
      return reading;
    },
    onDidChange: changed.event,
    async close() {
      disposables.dispose();
      await sessions.dispose();
    },
    dispose() {
      disposables.dispose();
      void sessions.dispose();
    },
  };
}
