import * as vscode from 'vscode';
import { OAuthError } from '../../oauth/errors.ts';
import { orAborted } from '../../oauth/orAborted.ts';
import type { Session } from '../../oauth/session.ts';
import type { Sessions } from '../../oauth/sessions.ts';
import { type SignInFlow, signInFlowsFor } from '../../oauth/signInFlows.ts';
import { type Environment, isLoopbackHost } from '../../procore/environments.ts';
import { reportFailure } from '../report.ts';
import { withoutLinks } from '../withoutLinks.ts';
import { redirectUrisFor, signIn } from './signIn.ts';
import type { SignInParts } from './signInParts.ts';

/** What a sign-in is asked to be; by the best way and with any app where it does not say. */
export interface Wanted {
  readonly flow?: SignInFlow['id'];
  readonly clientId?: string | undefined;
}

/** Runs one sign-in at a time: the next one cancels it. */
export interface SignInRunner {
  /** What went wrong has been shown when this rejects with `CancellationError`. */
  run(environment: string, wanted?: Wanted): Promise<Session>;
  /** Cancels the one that is running, if any, whatever it waits for. */
  cancel(): void;
  /** The ways that can work for an environment, best first. */
  flows(environment: Environment): readonly SignInFlow[];
}

interface RunnerParts extends SignInParts {
  readonly sessions: Sessions;
  readonly findEnvironment: (name: string) => Environment | undefined;
  readonly extensionKind: vscode.ExtensionKind;
  readonly log: vscode.LogOutputChannel;
}

export function createSignInRunner(parts: RunnerParts): SignInRunner {
  const { sessions, log } = parts;
  let running: AbortController | undefined;

  function flows(environment: Environment): readonly SignInFlow[] {
    return signInFlowsFor({
      browserIsHere:
        vscode.env.uiKind === vscode.UIKind.Desktop &&
        (vscode.env.remoteName === undefined || parts.extensionKind === vscode.ExtensionKind.UI),
      loginHostIsLoopback: isLoopbackHost(new URL(environment.loginUrl).hostname),
    });
  }

  function cancel(): void {
    running?.abort(new vscode.CancellationError());
  }

  async function run(name: string, wanted: Wanted = {}): Promise<Session> {
    const environment = parts.findEnvironment(name);
    const ways = environment === undefined ? [] : flows(environment);
    const flow = ways.find(({ id }) => id === wanted.flow) ?? ways[0];
    if (environment === undefined || flow === undefined)
      throw new Error(vscode.l10n.t('There is no environment "{0}" to sign in to.', name));
    cancel();
    const own = new AbortController();
    running = own;
    try {
      const { clientId } = wanted;
      const request = { environment, clientId, signal: own.signal };
      const session = await sessions.create(await signIn(flow, request, parts));
      log.info(`Signed in as ${session.account.label}.`);
      return session;
    } catch (error) {
      if (error instanceof vscode.CancellationError) throw error;
      if (!(error instanceof OAuthError)) {
        void reportFailure(log, error);
        throw new vscode.CancellationError();
      }
      log.error(error.message);
      const asking = offerNextStep(error, flow, environment);
      const goOn = async (next: NextStep): Promise<Session> => {
        if (next === undefined) throw new vscode.CancellationError();
        return run(name, {
          flow: next === 'paste' ? 'paste' : flow.id,
          clientId:
            next === 'credentials' ? await putRight(environment, flow, wanted, own.signal) : wanted.clientId,
        });
      };
      // Who said no on the page has answered: what needed a token does not wait for the message, too.
      if (error.error === 'access_denied') {
        void asking.then(goOn).catch(() => undefined);
        throw new vscode.CancellationError();
      }
      // Another sign-in may begin while the question stands.
      return await goOn(await orAborted(asking, own.signal));
    } finally {
      if (running === own) running = undefined;
    }
  }

  /** The app whose credentials were asked for anew. */
  async function putRight(
    environment: Environment,
    flow: SignInFlow,
    wanted: Wanted,
    signal: AbortSignal,
  ): Promise<string> {
    const { credentials } = parts;
    const known = await credentials.list(environment);
    const clientId =
      wanted.clientId ??
      credentials.inUse(environment) ??
      (known.length === 1 ? known[0]?.clientId : undefined);
    const question = { redirectUris: redirectUrisFor(flow, environment), clientId, signal };
    return (await credentials.ask(environment, question)).clientId;
  }

  async function offerNextStep(
    error: OAuthError,
    flow: SignInFlow,
    environment: Environment,
  ): Promise<NextStep> {
    const { l10n } = vscode;
    const canPaste =
      flow.id === 'loopback' &&
      pasteHelps.includes(error.code) &&
      flows(environment).some(({ id }) => id === 'paste');
    const steps = {
      ...(canPaste ? { [l10n.t('Paste Code Instead')]: 'paste' as const } : {}),
      ...(error.error === 'invalid_client'
        ? { [l10n.t('Change App Credentials')]: 'credentials' as const }
        : {}),
      [l10n.t('Try Again')]: 'again' as const,
    };
    const labels = Object.keys(steps);
    const answer = await vscode.window.showErrorMessage(withoutLinks(error.message), ...labels);
    return answer === undefined ? undefined : steps[answer];
  }

  return { run, cancel, flows };
}

type NextStep = 'paste' | 'credentials' | 'again' | undefined;

const pasteHelps: readonly OAuthError['code'][] = [
  'ports-busy',
  'sign-in-timed-out',
  'authorization-refused',
];
