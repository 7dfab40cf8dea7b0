import * as vscode from 'vscode';
import { OAuthError } from '../../oauth/errors.ts';
import { accountOf, serviceAccountOf } from '../../oauth/identity.ts';
import { type Secret, secret } from '../../oauth/secret.ts';
import type { NewSession } from '../../oauth/sessions.ts';
import {
  clientCredentialsGrantRequest,
  processClientCredentialsResponse,
  processTokenInfoResponse,
  tokenInfoRequest,
} from '../../oauth/tokens.ts';
import type { Transport } from '../../oauth/transport.ts';
import type { Environment } from '../../procore/environments.ts';
import { askSteps, type InputStep } from './inputSteps.ts';
import {
  loopbackRedirectUris,
  type SignInParts,
  type SignInRequest,
  whoAmI,
  withProgress,
} from './signInParts.ts';

export async function signInAsServiceAccount(
  { environment, clientId: wanted, signal }: SignInRequest,
  parts: SignInParts,
): Promise<NewSession> {
  const { l10n } = vscode;
  const { transport } = parts;
  const question = { redirectUris: loopbackRedirectUris(environment), clientId: wanted, signal };
  const client = await parts.credentials.findOrAsk(environment, question);
  const steps: readonly InputStep[] = [
    {
      title: l10n.t('Sign In as Service Account: {0}', environment.title),
      prompt: l10n.t(
        'Id of a company where the app is installed, to find the name of the account. May stay empty.',
      ),
      placeholder: l10n.t('Company ID'),
      password: false,
      value: parts.companyId(environment.name) ?? '',
      problem: text => (/^\d*$/.test(text) ? undefined : l10n.t('A company id has only digits.')),
      buttons: [],
    },
  ];
  const [companyId = ''] = await askSteps(steps, signal);
  return withProgress(environment, l10n.t('Asking for a token.'), signal, async running => {
    const answer = await clientCredentialsGrantRequest(environment, client, { transport, signal: running });
    const tokens = processClientCredentialsResponse(answer, Date.now());
    const identity =
      companyId === '' ? undefined : await whoAmI(environment, tokens.accessToken, companyId, parts, running);
    const { clientId } = client;
    const account = serviceAccountOf(clientId, identity, environment, await parts.accounts());
    return {
      environment,
      account,
      grant: 'client_credentials',
      clientId,
      redirectUri: undefined,
      tokens,
    };
  });
}

export async function signInWithToken(
  { environment, signal }: SignInRequest,
  parts: SignInParts,
): Promise<NewSession> {
  const { l10n } = vscode;
  const steps: readonly InputStep[] = [
    {
      title: l10n.t('Use an Access Token: {0}', environment.title),
      prompt: l10n.t(
        'An access token of this environment. It is used until it expires, and cannot be renewed.',
      ),
      placeholder: l10n.t('Access Token'),
      password: true,
      problem: text =>
        /^[\w.~+/-]+=*$/.test(text) ? undefined : l10n.t('Paste the token alone, without "Bearer".'),
      buttons: [],
    },
  ];
  const [pasted = ''] = await askSteps(steps, signal);
  const accessToken = secret(pasted);
  return withProgress(environment, l10n.t('Asking whose token it is.'), signal, async running => {
    const identity = await whoAmI(
      environment,
      accessToken,
      parts.companyId(environment.name),
      parts,
      running,
    );
    const info = await tokenInfo(environment, accessToken, parts.transport, running);
    const now = Date.now();
    return {
      environment,
      account: accountOf(identity, environment, await parts.accounts()),
      grant: 'access_token',
      clientId: undefined,
      redirectUri: undefined,
      tokens: {
        accessToken,
        refreshToken: undefined,
        createdAt: now,
        expiresAt: info === undefined ? undefined : now + info * 1000,
      },
    };
  });
}

/** Seconds left; `undefined` where the login host does not say, which is no reason to refuse the token. */
async function tokenInfo(
  environment: Environment,
  token: Secret,
  transport: Transport,
  signal: AbortSignal,
): Promise<number | undefined> {
  try {
    const answer = await tokenInfoRequest(environment, token, { transport, signal });
    return processTokenInfoResponse(answer).expiresInSeconds;
  } catch (error) {
    if (error instanceof OAuthError) return undefined;
    throw error;
  }
}
