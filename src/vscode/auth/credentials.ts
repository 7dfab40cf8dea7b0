import * as vscode from 'vscode';
import { secret } from '../../oauth/secret.ts';
import type { OAuthClient } from '../../oauth/tokens.ts';
import type { Environment } from '../../procore/environments.ts';
import { simulatorName } from '../environments.ts';
import type { SimulatorControl } from '../simulatorControl.ts';
import { secretKey } from '../storageKeys.ts';
import { askSteps, type InputButton, type InputStep } from './inputSteps.ts';

/** Client id and secret for each environment; the secret is in SecretStorage and nowhere else. */
export interface Credentials {
  /** `undefined`: not known, or a simulator that does not run. Never asks. */
  find(environment: Environment): Promise<OAuthClient | undefined>;
  /** Asks where they are not known; starts the simulator for its own. Rejects with `CancellationError`. */
  findOrAsk(environment: Environment, redirectUri: string): Promise<OAuthClient>;
  /** Asks, with what is known filled in, and stores the answer. */
  ask(environment: Environment, redirectUri: string): Promise<OAuthClient>;
}

export function createCredentials(
  storage: vscode.SecretStorage,
  simulator: Pick<SimulatorControl, 'ensureRunning' | 'current'>,
): Credentials {
  async function find(environment: Environment): Promise<OAuthClient | undefined> {
    if (environment.name === simulatorName) {
      const running = simulator.current();
      return running && { clientId: running.clientId, clientSecret: secret(running.clientSecret) };
    }
    const stored = await storage.get(secretKey.client(environment.credentialsOf));
    return stored === undefined ? undefined : decodeClient(stored);
  }

  async function ask(environment: Environment, redirectUri: string): Promise<OAuthClient> {
    const known = await find(environment);
    const [clientId = '', clientSecret = ''] = await askSteps(stepsFor(environment, redirectUri, known));
    const stored = JSON.stringify({ v: 1, clientId, clientSecret });
    await storage.store(secretKey.client(environment.credentialsOf), stored);
    return { clientId, clientSecret: secret(clientSecret) };
  }

  return {
    find,
    ask,
    async findOrAsk(environment, redirectUri) {
      if (environment.name === simulatorName) await simulator.ensureRunning();
      return (await find(environment)) ?? ask(environment, redirectUri);
    },
  };
}

function stepsFor(
  environment: Environment,
  redirectUri: string,
  known: OAuthClient | undefined,
): readonly InputStep[] {
  const { l10n } = vscode;
  const title = l10n.t('Connect Your Procore App: {0}', environment.title);
  const buttons = [copyButton(redirectUri), portalButton(environment)];
  const required = (text: string) =>
    text === '' || /\s/.test(text)
      ? l10n.t('Copy it from your app in the Procore developer portal, without spaces.')
      : undefined;
  return [
    {
      title,
      prompt: l10n.t(
        'Client ID of your app for this environment. The app must have the redirect address {0} (the first button copies it).',
        redirectUri,
      ),
      placeholder: l10n.t('Client ID'),
      password: false,
      ...(known === undefined ? {} : { value: known.clientId }),
      problem: required,
      buttons,
    },
    {
      title,
      prompt: l10n.t('Client secret of the same app. It is kept in the secret storage of the editor only.'),
      placeholder: l10n.t('Client Secret'),
      password: true,
      problem: required,
      buttons,
    },
  ];
}

function copyButton(redirectUri: string): InputButton {
  return {
    iconPath: new vscode.ThemeIcon('copy'),
    tooltip: vscode.l10n.t('Copy Redirect Address'),
    async press() {
      await vscode.env.clipboard.writeText(redirectUri);
      return vscode.l10n.t('Copied. Register {0} in the developer portal, exactly so.', redirectUri);
    },
  };
}

function portalButton(environment: Environment): InputButton {
  const portal = environment.loginUrl.endsWith('procoregov.com')
    ? 'https://developers.procoregov.com'
    : 'https://developers.procore.com';
  return {
    iconPath: new vscode.ThemeIcon('link-external'),
    tooltip: vscode.l10n.t('Open the Procore Developer Portal'),
    async press() {
      await vscode.env.openExternal(vscode.Uri.parse(portal));
      return undefined;
    },
  };
}

function decodeClient(text: string): OAuthClient | undefined {
  try {
    const { clientId, clientSecret } = JSON.parse(text);
    return typeof clientId === 'string' && typeof clientSecret === 'string'
      ? { clientId, clientSecret: secret(clientSecret) }
      : undefined;
  } catch {
    return undefined;
  }
}
