import { cleanText } from '../../errors/cleanText.ts';
import { type DiagnosisCase, sentences, steps } from '../case.ts';
import type { Evidence } from '../evidence.ts';
import { offers, portal, signIn } from '../offers.ts';
import { page } from '../pages.ts';
import { environmentTitle } from '../words.ts';

/**
 * `invalid_grant` on a refresh. "Troubleshooting" and "Authorization code grant": a refresh token is dead
 * once used, also when the answer is lost, and until then has no fixed end [doc].
 */
export const refreshTokenInvalid: DiagnosisCase = {
  id: 'refresh-token-invalid',
  title: 'The session cannot be refreshed',
  link: page.authorizationCodeFlow,
  recognise(seen) {
    if (!says(seen, 'invalid_grant')) return undefined;
    const grant = grantTypeOf(seen);
    if (grant !== 'refresh_token' && grant !== undefined) return undefined;
    return {
      certainty: 'machine',
      cause: refreshCause(seen),
      actions: [signIn(seen.environment)],
      remedies: [
        'Sign in again; nothing else brings this session back.',
        'Keep the new access and refresh token together, and keep them before using either.',
        'Let one process refresh a session at a time; a second one spends a token that is already spent.',
      ],
    };
  },
};

/** `invalid_grant` on a code exchange. "OAuth endpoints": a code works once, for 10 minutes [doc]. */
export const authorizationCodeInvalid: DiagnosisCase = {
  id: 'authorization-code-invalid',
  title: 'The authorization code is not accepted',
  link: page.authorizationCodeFlow,
  recognise(seen) {
    if (!says(seen, 'invalid_grant')) return undefined;
    const grant = grantTypeOf(seen);
    // Where the request does not tell the grant, a refresh is far likelier.
    const possible = grant === undefined && seen.context.refresh === undefined && seen.status !== 0;
    if (grant !== 'authorization_code' && !possible) return undefined;
    const redirect = parameterOf(seen, 'redirect_uri');
    return {
      certainty: possible ? 'follow-up' : 'machine',
      ...(possible ? { beside: ['refresh-token-invalid'] } : {}),
      cause:
        'The code was used before, is older than 10 minutes, belongs to another app, or the redirect_uri differs from the one that the code was asked for with.',
      actions: [signIn(seen.environment)],
      remedies: steps(
        'Start the sign-in again: a code works once.',
        'Exchange the code as soon as it arrives.',
        redirect === undefined
          ? 'Send the same redirect_uri as in the authorize address, byte for byte.'
          : `Compare redirect_uri byte for byte with the authorize address; this request sent ${redirect}`,
      ),
    };
  },
};

/**
 * `invalid_client`, 401 [live]. A sandbox client id at production's login host reads the same [live], so
 * the environment is named first. `unauthorized_client` is an app that may not use the grant [inferred].
 */
export const clientCredentialsInvalid: DiagnosisCase = {
  id: 'client-credentials-invalid',
  title: 'Client id or client secret is not accepted',
  link: page.oauthKeys,
  recognise(seen) {
    const unauthorized = says(seen, 'unauthorized_client');
    const grantRefused = says(seen, 'invalid_grant') && grantTypeOf(seen) === 'client_credentials';
    const unnamed = seen.oauth === 'token' && seen.status === 401 && seen.error.codes.length === 0;
    const unknown = saysUnknownClient(seen);
    if (!unauthorized && !grantRefused && !unnamed && !unknown && !says(seen, 'invalid_client'))
      return undefined;
    const login = seen.builtIn?.loginUrl;
    return {
      certainty: 'machine',
      ...(unauthorized ? { title: 'The app may not sign in this way' } : {}),
      ...(unknown ? { title: 'The login host does not know the client id' } : {}),
      cause: unauthorized
        ? 'The login host knows the app, but not for this grant.'
        : unknown
          ? 'The login host shows an error page, because it has no app with the client_id of this address. One of another environment reads the same as a wrong one.'
          : 'The login host does not know this pair of client id and client secret. A pair of another environment reads the same as a wrong one.',
      actions: offers(
        {
          kind: 'changeCredentials',
          ...(seen.environment === undefined ? {} : { environment: seen.environment }),
        },
        portal(seen),
      ),
      remedies: steps(
        unauthorized &&
          'Check which grants the app is set up for: client credentials need a service account.',
        login === undefined
          ? 'Compare client id and secret with the OAuth credentials of your app in the developer portal.'
          : `Compare client id and secret with the OAuth credentials that your app has for ${environmentTitle(seen.environment ?? '')}, which signs in at ${login}.`,
        'The Developer Sandbox has its own pair; production, Monthly and On-Demand Sandbox share the production pair; the Federal Zone registers apps on its own.',
        'If the secret was reset in the portal, use the new one. All earlier tokens ended with the old one.',
      ),
    };
  },
};

/** The authorize page of Doorkeeper shows the text of `invalid_client` without its code [inferred]. */
function saysUnknownClient({ oauth, failed, body }: Evidence): boolean {
  return oauth === 'authorize' && failed && /client authentication failed/i.test(body.slice(0, 65_536));
}

/**
 * Redirect not exactly the registered one: an error page of the login host, never a redirect. "Troubleshooting":
 * exact match, trailing slash included; "OAuth keys": no dynamic addresses [doc]; http for localhost only [live].
 */
export const redirectUriMismatch: DiagnosisCase = {
  id: 'redirect-uri-mismatch',
  title: 'The redirect URI is not the registered one',
  link: page.oauthKeys,
  recognise(seen) {
    const authorizePage =
      seen.oauth === 'authorize' && seen.error.kind === 'html' && !saysUnknownClient(seen);
    const refusedPage =
      authorizePage &&
      (seen.failed || /redirect ur[il].{1,60}(?:malformed|match)/i.test(seen.body.slice(0, 65_536)));
    if (!says(seen, 'invalid_redirect_uri') && !refusedPage) return undefined;
    const redirect = parameterOf(seen, 'redirect_uri');
    return {
      certainty: says(seen, 'invalid_redirect_uri') ? 'machine' : 'known',
      severity: 'error',
      cause: sentences(
        'The login host shows an error page instead of coming back, because the redirect_uri is not registered for this app.',
        redirect !== undefined && `The request sent ${redirect}`,
      ),
      actions: [portal(seen), signIn(seen.environment)],
      remedies: [
        'Register exactly this address in the developer portal: scheme, host, port, path and a trailing slash all count.',
        'Use https, or http with the host localhost; 127.0.0.1 and addresses in the local network are refused.',
        'Or sign in with urn:ietf:wg:oauth:2.0:oob and paste the code that Procore shows.',
      ],
    };
  },
};

/** The OAuth `error` of the answer, or of the sign-in that failed before the request was sent. */
function says(seen: Evidence, code: string): boolean {
  if (seen.status === 0) return seen.input.error?.code === code;
  return (seen.failed || seen.oauth === 'authorize') && seen.error.codes.includes(code);
}

function refreshCause({ context }: Evidence): string {
  switch (context.refresh) {
    case 'replayed':
      return 'This refresh token was used before. It works once, so another window, process or copy of it took the session over.';
    case 'revoked':
      return 'The session was revoked: somebody signed out, the token was revoked, or the client secret was reset. Revoking an access token ends its refresh token too.';
    case 'unknown-outcome':
      return 'An earlier refresh got no answer. Procore spends a refresh token when it is used, and the new pair was lost with that answer.';
    default:
      return 'The refresh token was used before, was revoked, or belongs to another app. It works once, and is spent even when the answer gets lost.';
  }
}

function grantTypeOf(seen: Evidence): string | undefined {
  return parameterOf(seen, 'grant_type');
}

/** A parameter of an OAuth request, from the address, a form, JSON or multipart form data. */
function parameterOf(seen: Evidence, name: string): string | undefined {
  const inUrl = seen.url?.searchParams.get(name);
  if (inUrl) return cleanText(inUrl, 200);
  const body = seen.requestBody?.slice(0, 16_384) ?? '';
  const written = new RegExp(`(?:^|&)${name}=([^&\\s]+)`).exec(body)?.[1];
  const value =
    written === undefined
      ? new RegExp(`"${name}"(?:\\s*:\\s*"([^"]+)"|\\s*\\r?\\n\\r?\\n([^\\r\\n]+))`)
          .exec(body)
          ?.slice(1)
          .find(Boolean)
      : new URLSearchParams(`value=${written}`).get('value');
  return value === undefined || value === null ? undefined : cleanText(value, 200);
}
