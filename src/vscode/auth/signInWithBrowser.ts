import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import { authorizationUrl, createState, readPastedCode } from '../../oauth/authorization.ts';
import { accountOf } from '../../oauth/identity.ts';
import { signInByLoopback } from '../../oauth/loopback.ts';
import type { Secret } from '../../oauth/secret.ts';
import type { NewSession } from '../../oauth/sessions.ts';
import {
  authorizationCodeGrantRequest,
  type OAuthClient,
  processAuthorizationCodeResponse,
} from '../../oauth/tokens.ts';
import type { Environment } from '../../procore/environments.ts';
import { outOfBandRedirectUri, redirectPorts } from '../../procore/redirectUris.ts';
import { askSteps } from './inputSteps.ts';
import { loopbackRedirectUri, type SignInParts, whoAmI, withProgress } from './signInParts.ts';

const browserTimeoutMs = 10 * 60_000;

export async function signInWithBrowser(
  environment: Environment,
  parts: SignInParts,
  signal: AbortSignal,
): Promise<NewSession> {
  const client = await parts.credentials.findOrAsk(environment, loopbackRedirectUri);
  const state = createState(randomBytes);
  return withProgress(environment, vscode.l10n.t('Go on in your browser.'), signal, running =>
    signInByLoopback({
      ports: redirectPorts,
      state,
      sleep: (milliseconds, until) => delay(milliseconds, undefined, { signal: until }),
      timeoutMs: browserTimeoutMs,
      signal: running,
      open: uri => openBrowser(environment, { clientId: client.clientId, redirectUri: uri, state }),
      complete: (code, uri) =>
        sessionFromCode(environment, client, { code, redirectUri: uri }, parts, running),
    }),
  );
}

export async function signInByPasting(
  environment: Environment,
  parts: SignInParts,
  signal: AbortSignal,
): Promise<NewSession> {
  const { l10n } = vscode;
  const client = await parts.credentials.findOrAsk(environment, outOfBandRedirectUri);
  const state = createState(randomBytes);
  const about = { clientId: client.clientId, redirectUri: outOfBandRedirectUri, state };
  await openBrowser(environment, about);
  const [pasted = ''] = await askSteps([
    {
      title: l10n.t('Sign In to Procore: {0}', environment.title),
      prompt: l10n.t('Allow the app in the browser, and paste the code that the page shows.'),
      placeholder: l10n.t('Authorization Code'),
      password: true,
      problem: text =>
        readPastedCode(text) === undefined
          ? l10n.t('This is no authorization code. Copy the code, or the whole address of the page.')
          : undefined,
      buttons: [
        {
          iconPath: new vscode.ThemeIcon('link-external'),
          tooltip: l10n.t('Open the Login Page Again'),
          async press() {
            await openBrowser(environment, about);
            return undefined;
          },
        },
      ],
    },
  ]);
  const code = readPastedCode(pasted);
  if (code === undefined) throw new vscode.CancellationError();
  return withProgress(environment, l10n.t('Asking for tokens.'), signal, running =>
    sessionFromCode(environment, client, { code, redirectUri: outOfBandRedirectUri }, parts, running),
  );
}

async function openBrowser(
  environment: Environment,
  request: { readonly clientId: string; readonly redirectUri: string; readonly state: Secret },
): Promise<void> {
  // `false` also means that the user copied the address, so it does not end the sign-in.
  await vscode.env.openExternal(vscode.Uri.parse(authorizationUrl(environment, request), true));
}

async function sessionFromCode(
  environment: Environment,
  client: OAuthClient,
  grant: { readonly code: Secret; readonly redirectUri: string },
  parts: SignInParts,
  signal: AbortSignal,
): Promise<NewSession> {
  const { transport } = parts;
  const tokens = processAuthorizationCodeResponse(
    await authorizationCodeGrantRequest(environment, client, grant, { transport, signal }),
    Date.now(),
  );
  const identity = await whoAmI(environment, tokens.accessToken, undefined, parts, signal);
  return {
    environment,
    account: accountOf(identity, environment, await parts.accounts()),
    grant: 'authorization_code',
    clientId: client.clientId,
    redirectUri: grant.redirectUri,
    tokens,
  };
}
