import { type IssuedTokens, verifierFits } from '../grants.ts';
import type { SimulatorParts } from '../parts.ts';
import { missingParameter, type OAuthError, oauthErrors } from './oauthErrors.ts';

/** Fields of a form or JSON body that are texts. */
export type Fields = Readonly<Record<string, string>>;

/**
 * What the token endpoint does: the new tokens, or the error of the first rule that is broken. Source:
 * Procore documentation, "OAuth endpoints" [doc]; order of the rules as in Procore's OAuth server.
 */
export function exchange(fields: Fields, parts: SimulatorParts): IssuedTokens | OAuthError {
  const { grants, faults } = parts;
  switch (fields['grant_type']) {
    case undefined:
    case '':
      return missingParameter('grant_type');
    case 'authorization_code':
    case 'refresh_token':
    case 'client_credentials':
      break;
    default:
      return oauthErrors.unsupportedGrantType;
  }
  if (!isClient(fields, parts) || faults.take('client-credentials-invalid')) return oauthErrors.invalidClient;
  if (fields['grant_type'] === 'client_credentials') {
    return grants.issue(parts.records.serviceAccount.id, 'client_credentials');
  }
  if (fields['grant_type'] === 'refresh_token') {
    if (!fields['refresh_token']) return missingParameter('refresh_token');
    if (faults.take('refresh-token-invalid')) return oauthErrors.invalidGrant;
    return grants.refresh(fields['refresh_token']) ?? oauthErrors.invalidGrant;
  }
  if (!fields['code']) return missingParameter('code');
  if (!fields['redirect_uri']) return missingParameter('redirect_uri');
  const request = grants.redeemCode(fields['code']);
  if (request === undefined || request.redirectUri !== fields['redirect_uri'])
    return oauthErrors.invalidGrant;
  if (faults.take('authorization-code-invalid')) return oauthErrors.invalidGrant;
  if (request.challenge !== undefined && faults.take('pkce-strict')) {
    const verifier = fields['code_verifier'];
    if (!verifier) return missingParameter('code_verifier');
    if (!verifierFits(verifier, request.challenge, request.challengeMethod)) return oauthErrors.invalidGrant;
  }
  return grants.issue(request.userId, 'authorization_code');
}

/** Whether id and secret are those of the seeded app. Only the body counts; HTTP Basic is not known to work. */
export function isClient(fields: Fields, { app }: SimulatorParts): boolean {
  return fields['client_id'] === app.clientId && fields['client_secret'] === app.clientSecret;
}
