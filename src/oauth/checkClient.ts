import type { Environment } from '../procore/environments.ts';
import { OAuthError } from './errors.ts';
import { secret } from './secret.ts';
import {
  authorizationCodeGrantRequest,
  type OAuthClient,
  processAuthorizationCodeResponse,
} from './tokens.ts';
import type { SendOptions } from './transport.ts';

/**
 * Whether the login host knows a client id and secret, without a person and without getting a token: it is
 * shown a code that cannot exist, and looks at the client before it looks at the code [inferred].
 * `unknown`: it was not reached, or said something else, so nothing speaks against them. Never rejects but
 * with the signal's reason.
 */
export async function checkClient(
  environment: Pick<Environment, 'loginUrl'>,
  client: OAuthClient,
  redirectUri: string,
  options: SendOptions,
): Promise<'accepted' | 'refused' | 'unknown'> {
  const grant = { code: secret('no-such-code'), redirectUri };
  try {
    processAuthorizationCodeResponse(
      await authorizationCodeGrantRequest(environment, client, grant, options),
      0,
    );
    return 'unknown';
  } catch (error) {
    options.signal?.throwIfAborted();
    if (!(error instanceof OAuthError)) return 'unknown';
    if (error.error === 'invalid_client') return 'refused';
    return error.error === 'invalid_grant' ? 'accepted' : 'unknown';
  }
}
