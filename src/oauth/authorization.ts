import { createHash, timingSafeEqual } from 'node:crypto';
import type { Environment } from '../procore/environments.ts';
import { OAuthError } from './errors.ts';
import { type Secret, secret } from './secret.ts';

/** `node:crypto`'s `randomBytes`, as an argument. */
export type RandomBytes = (size: number) => Uint8Array;

/** 256 random bits that tie the browser's answer to this one sign-in. */
export function createState(randomBytes: RandomBytes): Secret {
  return secret(base64url(randomBytes(32)));
}

/** Proof key: the verifier goes with the code to the token endpoint, the challenge to the login page. */
export interface ProofKey {
  readonly verifier: Secret;
  readonly challenge: string;
}

/** Method S256. Procore does not mention PKCE, so it is an extra that nothing may rely on [inferred]. */
export function createProofKey(randomBytes: RandomBytes): ProofKey {
  const verifier = base64url(randomBytes(32));
  return { verifier: secret(verifier), challenge: createHash('sha256').update(verifier).digest('base64url') };
}

/**
 * Where the browser goes to sign in. `redirectUri` must be registered byte for byte. The answer comes back
 * to it and is read with {@link readCallback}. Source: Procore documentation, "OAuth endpoints" [doc].
 */
export function authorizationUrl(
  environment: Pick<Environment, 'loginUrl'>,
  request: {
    readonly clientId: string;
    readonly redirectUri: string;
    readonly state: Secret;
    readonly proofKey?: ProofKey | undefined;
  },
): string {
  const url = new URL(`${environment.loginUrl}/oauth/authorize`);
  url.searchParams.set('response_type', 'code');
  url.searchParams.set('client_id', request.clientId);
  url.searchParams.set('redirect_uri', request.redirectUri);
  url.searchParams.set('state', request.state.reveal());
  if (request.proofKey !== undefined) {
    url.searchParams.set('code_challenge', request.proofKey.challenge);
    url.searchParams.set('code_challenge_method', 'S256');
  }
  return url.href;
}

/** What a request to the redirect address turned out to be; `foreign` does not belong to this sign-in. */
export type Callback =
  | { readonly kind: 'code'; readonly code: Secret }
  | { readonly kind: 'refused'; readonly error: OAuthError }
  | { readonly kind: 'foreign' };

/** Reads the query of a callback. Whatever lacks this sign-in's state is foreign, errors included. */
export function readCallback(query: URLSearchParams, state: Secret): Callback {
  const states = query.getAll('state');
  if (states.length !== 1 || !equal(states[0] ?? '', state.reveal())) return { kind: 'foreign' };
  const error = query.get('error');
  if (error !== null) return { kind: 'refused', error: refused(error) };
  const codes = query.getAll('code');
  const code = codes.length === 1 ? codes[0] : undefined;
  if (code === undefined || code === '')
    return {
      kind: 'refused',
      error: new OAuthError(
        'callback-malformed',
        'The login page came back without an authorization code. Start the sign-in again.',
      ),
    };
  return { kind: 'code', code: secret(code) };
}

/**
 * The code in what a person pasted: the code alone, or the whole address of the page that shows it.
 * `undefined`: there is none in it.
 */
export function readPastedCode(text: string): Secret | undefined {
  const pasted = text.trim();
  if (URL.canParse(pasted)) {
    const url = new URL(pasted);
    const inPath = /\/oauth\/authorize\/([^/]+)$/.exec(url.pathname)?.[1];
    const code = url.searchParams.get('code') ?? (inPath === 'native' ? undefined : inPath);
    return code === undefined || code === '' ? undefined : secret(code);
  }
  return /^[\w.~+/=-]{8,}$/.test(pasted) ? secret(pasted) : undefined;
}

function refused(error: string): OAuthError {
  if (error === 'access_denied')
    return new OAuthError(
      'access-denied',
      'The sign-in was denied on the login page. Start it again and choose Allow to go on.',
      { error },
    );
  const shown = error.replaceAll(/[^\w.-]+/g, ' ').slice(0, 80);
  return new OAuthError(
    'authorization-refused',
    `The login page refused the sign-in (${shown}). ${nextStep(error)}`,
    { error: shown },
  );
}

/** Errors of the redirect: RFC 6749, 4.1.2.1; those of Procore's OAuth server, Doorkeeper [inferred]. */
function nextStep(error: string): string {
  switch (error) {
    case 'server_error':
    case 'temporarily_unavailable':
      return 'It has a problem of its own: wait a little and try again.';
    case 'unsupported_response_type':
      return 'It does not hand out authorization codes: check the login host of this environment, or sign in another way.';
    case 'unauthorized_client':
      return 'The app may not sign people in: check its grant types in the Procore developer portal, or sign in as a service account.';
    default:
      return 'Check the client id and the redirect address of the app in the Procore developer portal.';
  }
}

function equal(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}

function base64url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}
