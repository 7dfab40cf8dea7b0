import * as vscode from 'vscode';
import type { Apps } from '../../oauth/apps.ts';
import { secret } from '../../oauth/secret.ts';
import type { OAuthClient } from '../../oauth/tokens.ts';
import type { Transport } from '../../oauth/transport.ts';
import type { Environment } from '../../procore/environments.ts';
import { simulatorName } from '../environments/environments.ts';
import type { SimulatorControl } from '../simulator/simulatorControl.ts';
import { globalKey } from '../storageKeys.ts';
import { shortId } from './appLabel.ts';
import { type AppQuestion, appSteps } from './appSteps.ts';
import { askSteps } from './inputSteps.ts';

/** The apps of each environment. Secrets are in SecretStorage and nowhere else. */
export interface Credentials {
  /** `undefined`: its secret is not known, or the simulator does not run. Never asks. */
  find(environment: Environment, clientId: string): Promise<OAuthClient | undefined>;
  list(environment: Environment): Promise<readonly OAuthClient[]>;
  /** Client id of the app that sessions are taken of first; `undefined`: none was chosen. */
  inUse(environment: Environment): string | undefined;
  use(environment: Environment, clientId: string): Promise<void>;
  /** Asks which of several, or for the first one; starts the simulator for its own. Rejects with `CancellationError`. */
  findOrAsk(environment: Environment, question: AppQuestion): Promise<OAuthClient>;
  /** Asks, with an app's client id filled in, and stores the answer in its place. */
  ask(environment: Environment, question: AppQuestion): Promise<OAuthClient>;
  forget(environment: Environment, clientId: string): Promise<void>;
}

export function createCredentials(parts: {
  readonly apps: Apps;
  readonly chosen: vscode.Memento;
  readonly simulator: Pick<SimulatorControl, 'ensureRunning' | 'current'>;
  readonly transport: Transport;
  readonly titleOf: (environment: string) => string;
}): Credentials {
  const { apps, chosen, simulator } = parts;

  async function list(environment: Environment): Promise<readonly OAuthClient[]> {
    if (environment.name !== simulatorName) return apps.list(environment.credentialsOf);
    const running = simulator.current();
    return running === undefined
      ? []
      : [{ clientId: running.clientId, clientSecret: secret(running.clientSecret) }];
  }

  function inUse({ credentialsOf }: Environment): string | undefined {
    return chosen.get<string>(globalKey.app(credentialsOf));
  }

  async function use({ credentialsOf }: Environment, clientId: string | undefined): Promise<void> {
    await chosen.update(globalKey.app(credentialsOf), clientId);
  }

  async function ask(environment: Environment, question: AppQuestion): Promise<OAuthClient> {
    const owner = environment.credentialsOf;
    const steps = appSteps({ ...parts, environment, question });
    const [clientId = '', clientSecret = ''] = await askSteps(steps, question.signal);
    const app = { clientId, clientSecret: secret(clientSecret) };
    await apps.store(owner, app);
    if (question.clientId !== undefined && question.clientId !== clientId)
      await apps.forget(owner, question.clientId);
    await use(environment, clientId);
    return app;
  }

  async function pick(
    environment: Environment,
    known: readonly OAuthClient[],
    question: AppQuestion,
  ): Promise<OAuthClient> {
    const { l10n } = vscode;
    const current = inUse(environment);
    const items = [...known]
      .sort((a, b) => Number(b.clientId === current) - Number(a.clientId === current))
      .map(app => ({
        label: shortId(app.clientId),
        description: app.clientId === current ? l10n.t('in use') : '',
        app,
      }));
    const picked = await vscode.window.showQuickPick(items, {
      title: l10n.t('Sign In to Procore: {0}', environment.title),
      placeHolder: l10n.t('Choose the app to sign in with'),
    });
    question.signal.throwIfAborted();
    if (picked === undefined) throw new vscode.CancellationError();
    await use(environment, picked.app.clientId);
    return picked.app;
  }

  return {
    list,
    inUse,
    use,
    ask,
    find: async (environment, clientId) => (await list(environment)).find(app => app.clientId === clientId),
    async findOrAsk(environment, question) {
      if (environment.name === simulatorName) await simulator.ensureRunning(question.signal);
      const known = await list(environment);
      const [first] = known;
      if (question.clientId !== undefined)
        return known.find(app => app.clientId === question.clientId) ?? ask(environment, question);
      if (first === undefined) return ask(environment, question);
      return known.length === 1 ? first : pick(environment, known, question);
    },
    async forget(environment, clientId) {
      await apps.forget(environment.credentialsOf, clientId);
      if (inUse(environment) === clientId) await use(environment, undefined);
    },
  };
}
