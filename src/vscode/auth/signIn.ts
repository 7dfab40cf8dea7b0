import type { NewSession } from '../../oauth/sessions.ts';
import type { SignInFlow } from '../../oauth/signInFlows.ts';
import type { Environment } from '../../procore/environments.ts';
import { outOfBandRedirectUri } from '../../procore/redirectUris.ts';
import { signInAsServiceAccount, signInWithToken } from './signInOtherwise.ts';
import { loopbackRedirectUris, type SignInParts, type SignInRequest } from './signInParts.ts';
import { signInByPasting, signInWithBrowser } from './signInWithBrowser.ts';

/** Goes one way to its end: asks what is missing, then works with a progress that can be cancelled. */
export async function signIn(
  flow: SignInFlow,
  request: SignInRequest,
  parts: SignInParts,
): Promise<NewSession> {
  switch (flow.id) {
    case 'loopback':
      return signInWithBrowser(request, parts);
    case 'paste':
      return signInByPasting(request, parts);
    case 'client-credentials':
      return signInAsServiceAccount(request, parts);
    case 'access-token':
      return signInWithToken(request, parts);
  }
}

/** The addresses that the app must have registered for a way to sign in. */
export function redirectUrisFor(flow: SignInFlow, environment: Environment): readonly string[] {
  return flow.id === 'paste' ? [outOfBandRedirectUri] : loopbackRedirectUris(environment);
}
