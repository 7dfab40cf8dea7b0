import type { DiagnosisInput } from '../procore/diagnosis/diagnosis.ts';
import type { Environment } from '../procore/environments.ts';
import type { AccessToken, GetToken } from './accessToken.ts';
import { type Failure, failureOf, timedOutCode } from './failure.ts';
import type { NotSendable } from './notSendable.ts';
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
  options: Parameters<GetToken>[1],
): Promise<AccessToken | NotSignedIn> {
  try {
    const token = await getToken(environment.name, options);
    if (token === undefined) return notSignedIn(environment, url);
    return token.environment === environment.name ? token : foreignToken(token, environment);
  } catch (error) {
    if (options.signal.aborted) return outOfTime(failureOfStop(options.signal), url);
    return refused(error, environment);
  }
}

/** Stopped while there was no token yet: by the person, or because the time was over. */
function outOfTime(stopped: Failure, url: URL): NotSignedIn {
  if (stopped.code !== timedOutCode) return { ...stopped, evidence: undefined };
  const error = { code: timedOutCode, message: `${stopped.message} Nothing was sent.` };
  return {
    ...error,
    evidence: { request: { method: 'GET', url: url.href, headers: {} }, response: null, error },
  };
}

function notSignedIn(environment: Environment, url: URL): NotSignedIn {
  const problem = {
    code: 'not-signed-in',
    message: `Not signed in to ${environment.title}. Nothing was sent.`,
  };
  return {
    ...problem,
    evidence: {
      request: { method: 'GET', url: url.href, headers: {} },
      response: null,
      error: problem,
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

function refused(error: unknown, environment: Environment): NotSignedIn {
  const message = error instanceof Error ? error.message : 'Signing in failed.';
  return { code: signInCode(error), message, evidence: evidenceOfRefusal(error, environment) };
}

/**
 * An error of the OAuth room carries the protocol's `error`, `status` and `refresh`, a `status` alone, or what the
 * connection threw as its cause. `undefined`: it says nothing of the wire.
 */
function evidenceOfRefusal(error: unknown, environment: Environment): DiagnosisInput | undefined {
  if (!(error instanceof Error)) return undefined;
  const protocol = 'error' in error && typeof error.error === 'string' ? error.error : undefined;
  const status = 'status' in error && typeof error.status === 'number' ? error.status : undefined;
  const refresh = 'refresh' in error ? fates.find(fate => fate === error.refresh) : undefined;
  const url = new URL('/oauth/token', environment.loginUrl);
  const evidence = {
    request: { method: 'POST', url: url.href, headers: {} },
    response: null,
    context: { environment: environment.name, ...(refresh === undefined ? {} : { refresh }) },
  };
  if (protocol !== undefined || status !== undefined) {
    const body = protocol === undefined ? {} : { body: JSON.stringify({ error: protocol }) };
    return { ...evidence, response: { status: status ?? 400, headers: {}, ...body } };
  }
  if (!(error.cause instanceof Error)) return undefined;
  const { code, message } = failureOf(error.cause, url);
  const timedOut = 'code' in error && error.code === 'timed-out';
  return { ...evidence, error: { code: timedOut ? timedOutCode : code, message } };
}

const fates = ['replayed', 'revoked', 'unknown-outcome'] as const;

/** The code that an exchange shows for what `getToken` rejected with. */
export function signInCode(error: unknown): string {
  const fields = typeof error === 'object' && error !== null ? error : {};
  if ('error' in fields && typeof fields.error === 'string') return fields.error;
  return 'code' in fields && typeof fields.code === 'string' ? fields.code : 'sign-in-failed';
}
