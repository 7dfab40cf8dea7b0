/**
 * Errors of the OAuth endpoints, in the words of the OAuth server that Procore uses (Doorkeeper). Match on
 * `error`. Source: Doorkeeper's `en.yml`; RFC 6749; sentences of `invalid_grant` and `invalid_client` [live].
 */
export const oauthErrors = {
  invalidGrant: {
    error: 'invalid_grant',
    error_description:
      'The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client.',
  },
  invalidClient: {
    error: 'invalid_client',
    error_description:
      'Client authentication failed due to unknown client, no client authentication included, or unsupported authentication method.',
  },
  unsupportedGrantType: {
    error: 'unsupported_grant_type',
    error_description: 'The authorization grant type is not supported by the authorization server.',
  },
  accessDenied: {
    error: 'access_denied',
    error_description: 'The resource owner or authorization server denied the request.',
  },
  invalidRedirectUri: {
    error: 'invalid_redirect_uri',
    error_description: "The requested redirect URI is malformed or doesn't match the client redirect URI.",
  },
  unsupportedResponseType: {
    error: 'unsupported_response_type',
    error_description: 'The authorization server does not support this response type.',
  },
  tokenInvalid: { error: 'invalid_token', error_description: 'The access token is invalid' },
  tokenExpired: { error: 'invalid_token', error_description: 'The access token expired' },
  tokenRevoked: { error: 'invalid_token', error_description: 'The access token was revoked' },
} as const;

/** An error of the OAuth endpoints, as RFC 6749 section 5.2 has it. */
export interface OAuthError {
  readonly error: string;
  readonly error_description: string;
}

/** A request that lacks what RFC 6749 demands. */
export function missingParameter(name: string): OAuthError {
  return { error: 'invalid_request', error_description: `Missing required parameter: ${name}.` };
}

/** 401 for a client or token that is not known, 400 for the rest. */
export function oauthErrorStatus({ error }: OAuthError): 400 | 401 {
  return error === 'invalid_client' || error === 'invalid_token' ? 401 : 400;
}
