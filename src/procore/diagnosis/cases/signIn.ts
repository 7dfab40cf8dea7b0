import { builtInEnvironments, findEnvironment } from '../../environments.ts';
import { header, headerValue } from '../../headers.ts';
import { type DiagnosisCase, sentences, steps } from '../case.ts';
import type { Evidence } from '../evidence.ts';
import { askInTerminal, findCause, offers, portal, signIn } from '../offers.ts';
import { page } from '../pages.ts';
import { environmentTitle, serverSaid, spoken } from '../words.ts';

/** 401 without a token: `{"error":"Invalid Token"}` [live]. The client knows what it sent. */
export const notSignedIn: DiagnosisCase = {
  id: 'not-signed-in',
  title: 'No token was sent',
  link: page.chooseGrant,
  recognise(seen) {
    const unsent = seen.status === 0 && seen.input.error?.code === 'not-signed-in';
    if (!unsent && !(refusedToken(seen) && authorizationOf(seen) === 'absent')) return undefined;
    const written = headerValue(seen.input.request.headers, header.authorization);
    const inAddress = !unsent && (seen.url?.searchParams.has('access_token') ?? false);
    return {
      certainty: 'known',
      ...(inAddress ? { title: 'No token was sent in the Authorization header' } : {}),
      cause: sentences(
        unsent
          ? 'Nobody is signed in to this environment, so the request was not sent.'
          : written !== undefined
            ? 'The Authorization header of the request is empty, so Procore does not know who is asking.'
            : 'The request has no Authorization header, so Procore does not know who is asking.',
        inAddress && 'The access_token in the address is not read.',
      ),
      actions: offers(
        inAddress && { kind: 'removeParameters', names: ['access_token'] },
        !unsent && !inAddress && written !== undefined && { kind: 'removeAuthorization' },
        signIn(seen.environment),
      ),
      ...(inAddress
        ? { fields: [{ name: 'access_token', message: 'It is not read here.', query: 'access_token' }] }
        : {}),
      remedies: steps(
        inAddress &&
          'Take access_token out of the address, where logs would keep it as well, and send the token as Authorization: Bearer <token>.',
        !unsent &&
          'If the request has an empty Authorization: line, take it out: it keeps the token of the signed-in account from being added.',
        `Sign in to ${seen.environment === undefined ? 'this environment' : environmentTitle(seen.environment)} and send the request again.`,
        'On the command line set PROCORE_CLIENT_ID and PROCORE_CLIENT_SECRET, or PROCORE_ACCESS_TOKEN.',
      ),
    };
  },
};

/** 401, and the header is not `Bearer <token>`. "Error code reference": verify that very form [doc]. */
export const authorizationMalformed: DiagnosisCase = {
  id: 'authorization-malformed',
  title: 'The Authorization header is not "Bearer <token>"',
  link: page.errors,
  recognise(seen) {
    if (!refusedToken(seen) || authorizationOf(seen) !== 'malformed') return undefined;
    return {
      certainty: 'known',
      cause: `Procore reads the header only as the word Bearer, one space and the token. ${fault(seen)}`,
      actions: [{ kind: 'removeAuthorization' }],
      fields: [{ name: 'Authorization', message: fault(seen), header: header.authorization }],
      remedies: [
        'Write it as: Authorization: Bearer <token>, without quotes, braces or line breaks.',
        'Or take the header out of the request: the token of the signed-in account is then added for you.',
      ],
    };
  },
};

/**
 * A token of another environment, or its credentials at another login host. "OAuth endpoints" and
 * "Troubleshooting": neither crosses environments [doc]; production and Monthly share credentials, not tokens.
 */
export const wrongEnvironment: DiagnosisCase = {
  id: 'wrong-environment',
  title: 'The token belongs to another environment',
  link: page.environments,
  recognise(seen) {
    const { tokenEnvironment } = seen.context;
    const unsent = seen.status === 0 && seen.input.error?.code === 'wrong-environment';
    if (!unsent && !foreignToken(seen)) return undefined;
    const from = tokenEnvironment === undefined ? 'another environment' : environmentTitle(tokenEnvironment);
    const to = seen.environment === undefined ? 'this host' : environmentTitle(seen.environment);
    const credentials = seen.oauth !== undefined;
    return {
      certainty: 'known',
      ...(credentials ? { title: 'The credentials belong to another environment' } : {}),
      cause: `The request goes to ${to}, and its ${credentials ? 'credentials come' : 'token comes'} from ${from}. Tokens and client credentials of one environment mean nothing to another.`,
      actions: offers(
        { kind: 'switchEnvironment', ...(tokenEnvironment === undefined ? {} : { to: tokenEnvironment }) },
        signIn(seen.environment),
        credentials && portal(seen),
      ),
      remedies: steps(
        `Switch to ${from}, or sign in to ${to}.`,
        seen.builtIn !== undefined &&
          `${to} signs in at ${seen.builtIn.loginUrl} and takes API calls at ${seen.builtIn.apiUrl}.`,
        'Take client id and secret from the section of the developer portal that is meant for this environment; the Developer Sandbox has its own pair.',
      ),
    };
  },
};

/** 401 with a token. Match the status only: the texts for expired and revoked are not sure [doc] [live]. */
export const accessTokenInvalid: DiagnosisCase = {
  id: 'access-token-invalid',
  title: 'The access token is not accepted',
  link: page.oauthEndpoints,
  recognise(seen) {
    if (!refusedToken(seen) || authorizationOf(seen) !== 'bearer') return undefined;
    const expired = expiredFor(seen);
    return {
      certainty: expired === undefined ? 'general' : 'context',
      ...(expired === undefined ? {} : { title: 'The access token has expired' }),
      cause: sentences(tokenHistory(seen, expired), serverSaid(seen.error)),
      actions: offers(
        mayBeTyped(seen) && { kind: 'removeAuthorization' },
        signIn(seen.environment),
        expired === undefined && findCause(seen, ['token', 'companies']),
      ),
      remedies: steps(
        mayBeTyped(seen) &&
          'If the request has an Authorization line of its own, put a valid token there, or take the line out: the token of the signed-in account is then added.',
        seen.context.grant === 'client_credentials'
          ? 'Ask for a new token with the client credentials and send the request again.'
          : `${seen.context.refresh === undefined ? 'Refresh the token, or sign in again (in a terminal, renew PROCORE_ACCESS_TOKEN),' : 'Sign in again'} and send the request again.`,
        expired === undefined &&
          `Check that the token was issued for ${seen.environment === undefined ? 'the environment of this address' : environmentTitle(seen.environment)}: a token of another environment gets the same 401.`,
        expired === undefined &&
          'If a new token is refused too, check that the client secret was not reset in the developer portal (that ends every token) and that the app is installed in the company.',
        expired === undefined && askInTerminal(seen, ['token', 'companies']),
        expired !== undefined &&
          "Refresh ahead of time: obey expires_in of the token answer. Procore's pages differ on it, 90 minutes in most places and 15 in the FAQ.",
      ),
    };
  },
};

/** A client that added the token knows where it is from; a token of the request's own is not changed by signing in. */
function mayBeTyped({ context, oauth }: Evidence): boolean {
  const { tokenEnvironment, tokenExpiresAt, grant, refresh } = context;
  return (
    oauth === undefined &&
    [tokenEnvironment, tokenExpiresAt, grant, refresh].every(known => known === undefined)
  );
}

/** 401 from the API or from the token's own endpoints; the token endpoint refuses clients, not tokens. */
function refusedToken(seen: Evidence): boolean {
  return (
    seen.status === 401 && (seen.api || seen.oauth === 'token/info') && seen.error.kind !== 'storage-xml'
  );
}

function authorizationOf(seen: Evidence): 'absent' | 'malformed' | 'bearer' {
  const value = headerValue(seen.input.request.headers, header.authorization)?.trim() ?? '';
  if (value === '') return 'absent';
  if (isPlaceholder(value)) return 'malformed';
  // Stars and dots: an exchange keeps the scheme and masks the token.
  return /^bearer +[\w.~+/*•●…-]+=*$/i.test(value) ? 'bearer' : 'malformed';
}

/** What programs and samples leave where a token belongs; no token is a word like these. */
function isPlaceholder(value: string): boolean {
  return /^bearer +(?:undefined|null|nan|your[-_]?(?:access[-_]?)?token(?:[-_]?here)?)$/i.test(value);
}

function fault(seen: Evidence): string {
  const value = headerValue(seen.input.request.headers, header.authorization)?.trim() ?? '';
  const scheme = /^([A-Za-z]+)(?: |$)/.exec(value)?.[1];
  if (/\{\{|\}\}/.test(value)) return 'It still holds a variable that was not filled in.';
  if (isPlaceholder(value))
    return 'After Bearer stands a word in the place of the token, as where a variable had no value.';
  if (scheme?.toLowerCase() === 'bearer') return 'After Bearer it has no token, or more than a token.';
  if (scheme !== undefined && value.includes(' ')) return `It says ${scheme} where Bearer belongs.`;
  return 'The word Bearer is missing.';
}

function foreignToken(seen: Evidence): boolean {
  const { tokenEnvironment, environment: named } = seen.context;
  const { environment } = seen;
  if (tokenEnvironment === undefined || environment === undefined) return false;
  if (tokenEnvironment === environment || tokenEnvironment === named) {
    // Of an environment of the user's own the host tells nothing; a built-in one must be that of the host.
    return tokenEnvironment !== environment && isBuiltIn(tokenEnvironment) && atRefusal(seen);
  }
  const credentials = seen.error.codes.includes('invalid_client');
  if (credentials && credentialsOf(tokenEnvironment) === credentialsOf(environment)) return false;
  return atRefusal(seen);
}

function atRefusal(seen: Evidence): boolean {
  if (seen.oauth === 'token') return seen.status === 400 || seen.status === 401;
  return seen.status === 401 && !seen.storage;
}

function isBuiltIn(name: string): boolean {
  return findEnvironment(builtInEnvironments, name) !== undefined;
}

function credentialsOf(name: string): string {
  return findEnvironment(builtInEnvironments, name)?.credentialsOf ?? name;
}

/** Milliseconds since expiry; `undefined`: not expired, or not known. */
function expiredFor({ context, headers }: Evidence): number | undefined {
  const expiry = Date.parse(context.tokenExpiresAt ?? '');
  const now = Date.parse(context.now ?? headerValue(headers, header.date) ?? '');
  return expiry <= now ? now - expiry : undefined;
}

function tokenHistory({ context }: Evidence, expired: number | undefined): string {
  if (expired !== undefined) {
    return `It was valid until ${context.tokenExpiresAt} by expires_in of the token answer, ${spoken(expired)} before this request.`;
  }
  switch (context.refresh) {
    case 'replayed':
      return 'Refreshing it failed: its refresh token had been used before.';
    case 'revoked':
      return 'Refreshing it failed: the session was revoked.';
    case 'unknown-outcome':
      return 'Refreshing it got no answer, and the refresh token is spent all the same.';
    default:
      break;
  }
  if (context.tokenExpiresAt !== undefined && !Number.isNaN(Date.parse(context.tokenExpiresAt))) {
    return `It should be valid until ${context.tokenExpiresAt}, so it was revoked or is not of this environment.`;
  }
  return 'It has expired, was revoked, or is not of this environment.';
}
