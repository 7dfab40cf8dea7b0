import { page } from '../diagnosis/pages.ts';
import type { TroubleRow } from './row.ts';

/** Tokens, codes and credentials. Sources: "Troubleshooting" (Authentication & Token Issues) and "FAQ" (OAuth 2.0) [doc]. */
export const signInRows: readonly TroubleRow[] = [
  {
    id: 'access-token-invalid',
    title: 'The access token is invalid',
    symptom: '401 Unauthorized; it worked a while ago',
    cause: 'The token has expired, was revoked, or belongs to another environment.',
    remedies: [
      'Ask for a new pair with the refresh token, keep both new tokens, and send again.',
      'Refresh ahead of time, by expires_in of the token answer, instead of after a 401.',
      'If a new token is refused too: look whether the client secret was reset, which ends every token.',
    ],
    link: page.oauthEndpoints,
    diagnosisIds: ['access-token-invalid'],
    command: 'procore.signIn',
  },
  {
    // Two truths: most pages say 90 minutes [doc, since 2023-09] [live, 2026-02], the FAQ says 15 [doc].
    id: 'access-token-lifetime',
    title: 'How long an access token lasts',
    symptom: 'Token life, expiry, 15 minutes or 90 minutes, expires_in 5400 or 7200',
    cause:
      "Procore's pages differ: most say 90 minutes (5,400 s), the FAQ says 15 minutes, older examples two hours.",
    remedies: [
      'Trust none of them: obey expires_in and created_at of each token answer.',
      'Show Token Info asks Procore until when the token at hand lives.',
    ],
    link: page.faq,
    diagnosisIds: [],
    command: 'procore.showTokenInfo',
  },
  {
    id: 'authorization-header',
    title: 'The Authorization header must read "Bearer <token>"',
    symptom: '401 although the token is new',
    cause: 'The word Bearer, one space and the token are all that Procore reads there.',
    remedies: [
      'Write Authorization: Bearer <token>, without quotes, braces or line breaks.',
      'In a .http file leave the header out: the token of the signed-in account is added.',
    ],
    link: page.faq,
    diagnosisIds: ['authorization-malformed'],
    command: 'procore.previewRequest',
  },
  {
    id: 'not-signed-in',
    title: 'No token was sent',
    symptom: '401 Invalid Token; nobody is signed in',
    cause: 'Every call but those of the sign-in itself needs a token.',
    remedies: ['Sign in to the environment of the request, and send it again.'],
    link: page.chooseGrant,
    diagnosisIds: ['not-signed-in'],
    command: 'procore.signIn',
  },
  {
    id: 'refresh-token-invalid',
    title: 'The refresh token is invalid',
    symptom: 'invalid_grant at /oauth/token; signed out after a double refresh or a lost answer',
    cause:
      'A refresh token works once. Any call that uses it ends it, also where the answer is lost; revoking the access token ends it too.',
    remedies: [
      'Sign in again: nothing else brings a used token back.',
      'Let one process refresh, one call at a time, and store both new tokens together before you use them.',
      'After a network failure on a refresh, take the old pair for lost.',
    ],
    link: page.authorizationCodeFlow,
    diagnosisIds: ['refresh-token-invalid'],
    command: 'procore.signIn',
  },
  {
    id: 'refresh-token-lifetime',
    title: 'How long a refresh token lasts',
    symptom: 'Refresh token expiry',
    cause: 'It has no date of its own: it lasts until it is used, or until its access token is revoked.',
    remedies: ['Keep the newest one only, and nowhere but in a secret store.'],
    link: page.faq,
    diagnosisIds: [],
    command: 'procore.showTokenInfo',
  },
  {
    id: 'authorization-code',
    title: 'The authorization code is refused',
    symptom: 'invalid_grant when the code is exchanged',
    cause:
      'A code works once, for ten minutes, and only with exactly the redirect URI that the sign-in began with.',
    remedies: [
      'Exchange it at once, and only once.',
      'Send the same redirect URI in both calls, to the last slash.',
      'Begin the sign-in anew for another code.',
    ],
    link: page.authorizationCodeFlow,
    diagnosisIds: ['authorization-code-invalid'],
    command: 'procore.signIn',
  },
  {
    id: 'redirect-uri',
    title: 'The redirect URI does not match',
    symptom: "The requested redirect URI is malformed or doesn't match; the browser never comes back",
    cause: 'It must be registered with the app, letter by letter, port and trailing slash included.',
    remedies: [
      'Register the exact address in the developer portal; http is taken for localhost only.',
      'Where no port can be opened, sign in another way and paste the code.',
    ],
    link: page.oauthKeys,
    diagnosisIds: ['redirect-uri-mismatch'],
    command: 'procore.signInAnotherWay',
  },
  {
    id: 'wrong-environment',
    title: 'Token or credentials of another environment',
    symptom: '401 or invalid_client, although id and secret are right',
    cause:
      'Tokens never cross environments. A Developer Sandbox signs in at login-sandbox.procore.com and answers at sandbox.procore.com; production at login.procore.com and api.procore.com.',
    remedies: ['Switch to the environment that the token is from, or sign in to the one that you call.'],
    link: page.environments,
    diagnosisIds: ['wrong-environment'],
    command: 'procore.switchEnvironment',
  },
  {
    // A reset secret ends every token: "OAuth keys" [doc].
    id: 'sandbox-credentials',
    title: 'Sandbox and production have credentials of their own',
    symptom: 'invalid_client; client authentication failed due to unknown client',
    cause:
      'The developer portal shows one client id and secret for the Developer Sandbox and another pair for production; a secret that was reset is gone.',
    remedies: [
      'Copy the pair of the environment that you sign in to.',
      'Monthly and On-Demand Sandboxes take the production pair.',
    ],
    link: page.environments,
    diagnosisIds: ['client-credentials-invalid', 'wrong-environment'],
    command: 'procore.changeCredentials',
  },
  {
    id: 'no-user-interaction',
    title: 'Running without a person who signs in',
    symptom: 'Unattended job, cron, server to server, service account, client credentials',
    cause: 'The authorization code grant needs a person once; client credentials need none.',
    remedies: [
      'Let somebody sign in once, then refresh for as long as it runs, storing each new pair.',
      'Or use a Developer Managed Service Account with the client credentials grant.',
    ],
    link: page.clientCredentials,
    diagnosisIds: [],
    command: 'procore.signInAnotherWay',
  },
  {
    id: 'browser-returns-to-integration',
    title: 'The browser opens an integration instead of Procore',
    symptom: 'app.procore.com in a new tab leads back to the page of an integration',
    cause: 'The login page remembers where the last sign-in of an integration wanted to go back to.',
    remedies: [
      'Open https://login.procore.com to get to Procore itself.',
      'A token that is revoked does not end the session of the browser: it signs the same person in again without asking.',
    ],
    link: page.faq,
    diagnosisIds: [],
  },
];
