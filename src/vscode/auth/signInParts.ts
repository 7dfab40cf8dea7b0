import * as vscode from 'vscode';
import { type Identity, processWhoAmIResponse, whoAmIRequest } from '../../oauth/identity.ts';
import type { Secret } from '../../oauth/secret.ts';
import type { Account } from '../../oauth/sessionRecord.ts';
import type { Transport } from '../../oauth/transport.ts';
import type { Environment } from '../../procore/environments.ts';
import { redirectPorts, redirectUri } from '../../procore/redirectUris.ts';
import { simulatorName } from '../environments/environments.ts';
import { readSettings } from '../settings.ts';
import type { Credentials } from './credentials.ts';

/** What a sign-in needs, whichever way it goes. */
export interface SignInParts {
  readonly credentials: Credentials;
  readonly transport: Transport;
  /** Accounts whose labels are taken. */
  readonly accounts: () => Promise<readonly Account[]>;
  /** The company chosen for an environment, to find a service account's name by. */
  readonly companyId: (environment: string) => string | undefined;
}

/** One sign-in. */
export interface SignInRequest {
  readonly environment: Environment;
  /** The app that it must be with; `undefined`: any. */
  readonly clientId: string | undefined;
  readonly signal: AbortSignal;
}

/** Ports that the browser may come back to. The simulator's app has the usual ones registered. */
export function redirectPortsOf(environment: Environment): readonly number[] {
  return environment.name === simulatorName ? redirectPorts : readSettings().redirectPorts;
}

/** The addresses to register for every way that comes back to this machine. */
export function loopbackRedirectUris(environment: Environment): readonly string[] {
  return redirectPortsOf(environment).map(redirectUri);
}

/** Asks the API whose token it is. */
export async function whoAmI(
  environment: Environment,
  token: Secret,
  companyId: string | undefined,
  { transport }: SignInParts,
  signal: AbortSignal,
): Promise<Identity> {
  return processWhoAmIResponse(await whoAmIRequest(environment, token, companyId, { transport, signal }));
}

/** Works under a notification with Cancel, which aborts the signal given to `work`. */
export function withProgress<T>(
  environment: Environment,
  message: string,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const title = vscode.l10n.t('Signing in to Procore ({0})', environment.title);
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return Promise.resolve(
    vscode.window.withProgress(options, async (progress, cancellation) => {
      progress.report({ message });
      const cancelled = new AbortController();
      const subscription = cancellation.onCancellationRequested(() =>
        cancelled.abort(new vscode.CancellationError()),
      );
      try {
        return await work(AbortSignal.any([signal, cancelled.signal]));
      } finally {
        subscription.dispose();
      }
    }),
  );
}
