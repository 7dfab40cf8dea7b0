import type { NewSession } from '../../oauth/sessions.ts';
import type { SignInFlow } from '../../oauth/signInFlows.ts';
import type { Environment } from '../../procore/environments.ts';
import { outOfBandRedirectUri } from '../../procore/redirectUris.ts';
import { signInAsServiceAccount, signInWithToken } from './signInOtherwise.ts';
import { loopbackRedirectUri, type SignInParts } from './signInParts.ts';
import { signInByPasting, signInWithBrowser } from './signInWithBrowser.ts';

/** Goes one way to its end: asks what is missing, then works with a progress that can be cancelled. */
export async function signIn(
  flow: SignInFlow,
  environment: Environment,
  parts: SignInParts,
  signal: AbortSignal,
): Promise<NewSession> {
  switch (flow.id) {
    case 'loopback':
      return signInWithBrowser(environment, parts, signal);
    case 'paste':
      return signInByPasting(environment, parts, signal);
    case 'client-credentials':
      return signInAsServiceAccount(environment, parts, signal);
    case 'access-token':
      return signInWithToken(environment, parts, signal);
  }
}

/** The address that the app must have registered for a way to sign in. */
export function redirectUriFor(flow: SignInFlow): string {
  return flow.id === 'paste' ? outOfBandRedirectUri : loopbackRedirectUri;
}
