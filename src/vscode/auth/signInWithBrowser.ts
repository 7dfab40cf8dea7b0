import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import {
  authorizationUrl,
  createProofKey,
  createState,
  type ProofKey,
  readPastedCode,
} from '../../oauth/authorization.ts';
import { accountOf } from '../../oauth/identity.ts';
import { signInByLoopback } from '../../oauth/loopback.ts';
import type { Secret } from '../../oauth/secret.ts';
import type { NewSession } from '../../oauth/sessions.ts';
import {
  authorizationCodeGrantRequest,
  type OAuthClient,
  processAuthorizationCodeResponse,
  revokeRequest,
} from '../../oauth/tokens.ts';
import type { Environment } from '../../procore/environments.ts';
import { outOfBandRedirectUri } from '../../procore/redirectUris.ts';
import { readSettings } from '../settings.ts';
import { askSteps, type InputStep } from './inputSteps.ts';
import {
  loopbackRedirectUris,
  redirectPortsOf,
  type SignInParts,
  type SignInRequest,
  whoAmI,
  withProgress,
} from './signInParts.ts';

const browserTimeoutMs = 10 * 60_000;

export async function signInWithBrowser(
  { environment, clientId, signal }: SignInRequest,
  parts: SignInParts,
): Promise<NewSession> {
  const question = { redirectUris: loopbackRedirectUris(environment), clientId, signal };
  const client = await parts.credentials.findOrAsk(environment, question);
  const state = createState(randomBytes);
  const proofKey = proofKeyIfWanted();
  const message = vscode.l10n.t(
    'Go on in your browser. If the page complains about the redirect address, cancel and register {0}.',
    question.redirectUris[0] ?? '',
  );
  return withProgress(environment, message, signal, running =>
    signInByLoopback({
      ports: redirectPortsOf(environment),
      state,
      sleep: (milliseconds, until) => delay(milliseconds, undefined, { signal: until }),
      timeoutMs: browserTimeoutMs,
      signal: running,
      open: uri => openBrowser(environment, { clientId: client.clientId, redirectUri: uri, state, proofKey }),
      complete: (code, uri) =>
        sessionFromCode(environment, client, { code, redirectUri: uri, proofKey }, parts, running),
    }),
  );
}

export async function signInByPasting(
  { environment, clientId, signal }: SignInRequest,
  parts: SignInParts,
): Promise<NewSession> {
  const { l10n } = vscode;
  const redirectUri = outOfBandRedirectUri;
  const question = { redirectUris: [redirectUri], clientId, signal };
  const client = await parts.credentials.findOrAsk(environment, question);
  const state = createState(randomBytes);
  const proofKey = proofKeyIfWanted();
  const about = { clientId: client.clientId, redirectUri, state, proofKey };
  await openBrowser(environment, about);
  const steps: readonly InputStep[] = [
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
  ];
  const [pasted = ''] = await askSteps(steps, signal);
  const code = readPastedCode(pasted);
  if (code === undefined) throw new vscode.CancellationError();
  return withProgress(environment, l10n.t('Asking for tokens.'), signal, running =>
    sessionFromCode(environment, client, { code, redirectUri, proofKey }, parts, running),
  );
}

function proofKeyIfWanted(): ProofKey | undefined {
  return readSettings().proofKey ? createProofKey(randomBytes) : undefined;
}

async function openBrowser(
  environment: Environment,
  request: Parameters<typeof authorizationUrl>[1],
): Promise<void> {
  // `false` also means that the user copied the address, so it does not end the sign-in.
  await vscode.env.openExternal(vscode.Uri.parse(authorizationUrl(environment, request), true));
}

interface CodeGrant {
  readonly code: Secret;
  readonly redirectUri: string;
  readonly proofKey: ProofKey | undefined;
}

async function sessionFromCode(
  environment: Environment,
  client: OAuthClient,
  { code, redirectUri, proofKey }: CodeGrant,
  parts: SignInParts,
  signal: AbortSignal,
): Promise<NewSession> {
  const { transport } = parts;
  const grant = { code, redirectUri, codeVerifier: proofKey?.verifier };
  const tokens = processAuthorizationCodeResponse(
    await authorizationCodeGrantRequest(environment, client, grant, { transport, signal }),
    Date.now(),
  );
  const identity = await whoAmI(environment, tokens.accessToken, undefined, parts, signal).catch(
    (error: unknown) => {
      // Nobody will ever use them, and the refresh token would not end by itself.
      void revokeRequest(environment, client, tokens.accessToken, { transport, timeoutMs: 5000 }).catch(
        () => undefined,
      );
      throw error;
    },
  );
  return {
    environment,
    account: accountOf(identity, environment, await parts.accounts()),
    grant: 'authorization_code',
    clientId: client.clientId,
    redirectUri,
    tokens,
  };
}
