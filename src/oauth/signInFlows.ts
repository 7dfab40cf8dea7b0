import type { SessionGrant } from './sessionToken.ts';

/** A way to sign in, with what it needs declared as data. */
export interface SignInFlow {
  readonly id: 'loopback' | 'paste' | 'client-credentials' | 'access-token';
  readonly grant: SessionGrant;
  /** Whether a client id and secret must be known. */
  readonly needsClient: boolean;
  /** Whether the browser must run on the machine where the extension runs. */
  readonly needsBrowserHere: boolean;
  /** Whether it can stand in for another one that a person has asked for by signing in. */
  readonly interactive: boolean;
}

/** Best first. */
export const signInFlows: readonly SignInFlow[] = [
  {
    id: 'loopback',
    grant: 'authorization_code',
    needsClient: true,
    needsBrowserHere: true,
    interactive: true,
  },
  { id: 'paste', grant: 'authorization_code', needsClient: true, needsBrowserHere: false, interactive: true },
  {
    id: 'client-credentials',
    grant: 'client_credentials',
    needsClient: true,
    needsBrowserHere: false,
    interactive: false,
  },
  {
    id: 'access-token',
    grant: 'access_token',
    needsClient: false,
    needsBrowserHere: false,
    interactive: false,
  },
];

/** Where the editor runs, as far as signing in is concerned. */
export interface SignInSituation {
  /** `false` in a browser-hosted editor, and where the extension runs on a remote machine. */
  readonly browserIsHere: boolean;
  /** Then the browser must be here, or it could not reach the login page at all. */
  readonly loginHostIsLoopback: boolean;
}

/** The ways that can work there, best first. */
export function signInFlowsFor(situation: SignInSituation): readonly SignInFlow[] {
  return signInFlows.filter(
    flow => !flow.needsBrowserHere || situation.browserIsHere || situation.loginHostIsLoopback,
  );
}
