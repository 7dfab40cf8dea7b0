import type { DiagnosisInput } from '../procore/diagnosis/diagnosis.ts';
import type { Environment } from '../procore/environments.ts';
import type { AccessToken, GetToken } from './accessToken.ts';
import type { NotSendable } from './prepare.ts';
import { failureOfStop } from './stop.ts';

/** There is no token, and why; `evidence` is what a diagnosis can be made from. */
export interface NotSignedIn extends NotSendable {
  readonly evidence: DiagnosisInput | undefined;
}

/** A token of this very environment, or why there is none. Never rejects. */
export async function signIn(
  getToken: GetToken,
  environment: Environment,
  url: URL,
  options: { readonly rejected?: AccessToken; readonly signal: AbortSignal },
): Promise<AccessToken | NotSignedIn> {
  try {
    const token = await getToken(environment.name, options);
    if (token === undefined) return notSignedIn(environment, url);
    return token.environment === environment.name ? token : foreignToken(token, environment);
  } catch (error) {
    if (options.signal.aborted) return { ...failureOfStop(options.signal), evidence: undefined };
    return refused(error, environment);
  }
}

function notSignedIn(environment: Environment, url: URL): NotSignedIn {
  return {
    code: 'not-signed-in',
    message: `Not signed in to ${environment.title}. Nothing was sent.`,
    evidence: {
      request: { method: 'GET', url: url.href, headers: {} },
      response: { status: 401, headers: {} },
      context: { environment: environment.name },
    },
  };
}

function foreignToken(token: AccessToken, environment: Environment): NotSignedIn {
  return {
    code: 'wrong-environment',
    message: `The token was issued by ${token.environment}; ${environment.title} would refuse it. Nothing was sent.`,
    evidence: undefined,
  };
}

/** An error of the OAuth room carries the protocol's `error` and `status`, or a `code` of its own. */
function refused(error: unknown, environment: Environment): NotSignedIn {
  const fields = typeof error === 'object' && error !== null ? error : {};
  const protocol = 'error' in fields && typeof fields.error === 'string' ? fields.error : undefined;
  const status = 'status' in fields && typeof fields.status === 'number' ? fields.status : 400;
  const message = error instanceof Error ? error.message : 'Signing in failed.';
  return {
    code: signInCode(error),
    message,
    evidence:
      protocol === undefined
        ? undefined
        : {
            request: { method: 'POST', url: `${environment.loginUrl}/oauth/token`, headers: {} },
            response: { status, headers: {}, body: JSON.stringify({ error: protocol }) },
            context: { environment: environment.name },
          },
  };
}

/** The code that an exchange shows for what `getToken` rejected with. */
export function signInCode(error: unknown): string {
  const fields = typeof error === 'object' && error !== null ? error : {};
  if ('error' in fields && typeof fields.error === 'string') return fields.error;
  return 'code' in fields && typeof fields.code === 'string' ? fields.code : 'sign-in-failed';
}
