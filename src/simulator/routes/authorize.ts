import type { Context, Hono } from 'hono';
import { html } from 'hono/html';
import { outOfBandRedirectUri } from '../../procore/redirectUris.ts';
import type { SimulatorParts } from '../parts.ts';
import { oauthErrors } from './oauthErrors.ts';
import { page, pageHeaders } from './page.ts';

/** What a sign-in asks for, as it came. */
interface AuthorizeRequest {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly responseType: string;
  readonly state: string | undefined;
  readonly challenge: string | undefined;
  readonly challengeMethod: string | undefined;
}

/**
 * The sign-in page, one card per seeded user. `GET` shows it, `POST` with `user_id` and `decision` (`allow`
 * or `deny`) is its form. An unknown client or redirect address gets a page, never a redirect. Source:
 * Procore documentation, "OAuth endpoints", "OAuth authorization code grant flow" [doc].
 */
export function addAuthorizeRoutes(hono: Hono, parts: SimulatorParts): void {
  hono.get('/oauth/authorize', context => {
    const query = context.req.query();
    return authorizePage(context, readRequest(query), parts);
  });
  hono.post('/oauth/authorize', async context => {
    const fields = Object.entries(await context.req.parseBody());
    const form = Object.fromEntries(
      fields.filter((field): field is [string, string] => typeof field[1] === 'string'),
    );
    return decide(context, readRequest(form), form, parts);
  });
  hono.get('/oauth/authorize/:code', context =>
    showPage(
      context,
      200,
      'Authorization code',
      html`<h1>Authorization code</h1>
<p>Copy this code into the app that asked for it. It works once, for ten minutes.</p>
<p><label for="code">Code</label><br><input id="code" readonly size="70" value="${context.req.param('code')}"></p>`,
    ),
  );
}

function readRequest(fields: Readonly<Record<string, string>>): AuthorizeRequest {
  return {
    clientId: fields['client_id'] ?? '',
    redirectUri: fields['redirect_uri'] ?? '',
    responseType: fields['response_type'] ?? '',
    state: fields['state'],
    challenge: fields['code_challenge'],
    challengeMethod: fields['code_challenge_method'],
  };
}

/** The page or redirect that refuses the request; `undefined`: it may be asked. */
function refusal(
  context: Context,
  request: AuthorizeRequest,
  parts: SimulatorParts,
): Response | Promise<Response> | undefined {
  if (request.clientId !== parts.app.clientId) {
    note(context, parts, 401, `client id ${request.clientId}; this environment has ${parts.app.clientId}`);
    return errorPage(context, 401, oauthErrors.invalidClient.error_description);
  }
  if (!parts.app.redirectUris.includes(request.redirectUri) || parts.faults.take('redirect-uri-mismatch')) {
    note(context, parts, 400, `redirect address ${request.redirectUri} is not registered exactly like that`);
    return errorPage(context, 400, oauthErrors.invalidRedirectUri.error_description);
  }
  if (request.responseType !== 'code') return redirect(context, request, oauthErrors.unsupportedResponseType);
  return undefined;
}

function authorizePage(context: Context, request: AuthorizeRequest, parts: SimulatorParts) {
  const refused = refusal(context, request, parts);
  if (refused !== undefined) return refused;
  note(context, parts, 200, undefined);
  const people = parts.records.users.filter(user => !user.serviceAccount);
  return showPage(
    context,
    200,
    'Sign in to the Procore simulator',
    html`<h1>Sign in to the Procore simulator</h1>
<p>Environment <strong>${parts.environment}</strong>. The app <code>${request.clientId}</code> asks to act for you. These accounts are made up; choose one.</p>
${people.map(
  user => html`<section class="card" aria-labelledby="user-${user.id}">
<h2 id="user-${user.id}">${user.name}</h2>
<p>${user.login}<br>${user.rights}</p>
<form method="post" action="authorize">
${hiddenFields(request)}<input type="hidden" name="user_id" value="${user.id}">
<button name="decision" value="allow">Allow as ${user.name}</button>
<button name="decision" value="deny">Deny as ${user.name}</button>
</form>
</section>`,
)}`,
  );
}

function hiddenFields(request: AuthorizeRequest) {
  const fields = {
    client_id: request.clientId,
    redirect_uri: request.redirectUri,
    response_type: request.responseType,
    state: request.state,
    code_challenge: request.challenge,
    code_challenge_method: request.challengeMethod,
  };
  return Object.entries(fields).flatMap(([name, value]) =>
    value === undefined ? [] : [html`<input type="hidden" name="${name}" value="${value}">`],
  );
}

function decide(
  context: Context,
  request: AuthorizeRequest,
  form: Readonly<Record<string, string>>,
  parts: SimulatorParts,
) {
  const refused = refusal(context, request, parts);
  if (refused !== undefined) return refused;
  const user = parts.records.users.find(
    ({ id, serviceAccount }) => !serviceAccount && String(id) === form['user_id'],
  );
  if (user === undefined) return errorPage(context, 400, `There is no user ${form['user_id'] ?? ''}.`);
  if (form['decision'] !== 'allow') {
    note(context, parts, 302, `${user.login} denied`);
    return redirect(context, request, oauthErrors.accessDenied);
  }
  const { redirectUri, challenge, challengeMethod } = request;
  const code = parts.grants.issueCode({ userId: user.id, redirectUri, challenge, challengeMethod });
  note(context, parts, 302, `${user.login} allowed`);
  return redirect(context, request, { code });
}

/** Back to the app; out of band, the code is shown on a page whose address ends in it. */
function redirect(
  context: Context,
  request: AuthorizeRequest,
  parameters: { readonly code: string } | { readonly error: string; readonly error_description: string },
): Response | Promise<Response> {
  if (request.redirectUri === outOfBandRedirectUri) {
    if (!('code' in parameters)) return errorPage(context, 400, parameters.error_description);
    return new Response(null, { status: 302, headers: { location: `authorize/${parameters.code}` } });
  }
  const query = new URLSearchParams(parameters);
  if (request.state !== undefined) query.set('state', request.state);
  const separator = request.redirectUri.includes('?') ? '&' : '?';
  return new Response(null, {
    status: 302,
    headers: { location: `${request.redirectUri}${separator}${query}` },
  });
}

function errorPage(context: Context, status: 400 | 401, text: string): Response | Promise<Response> {
  return showPage(
    context,
    status,
    'An error has occurred',
    html`<h1>An error has occurred</h1><p>${text}</p>`,
  );
}

function showPage(
  context: Context,
  status: 200 | 400 | 401,
  title: string,
  body: ReturnType<typeof html>,
): Response | Promise<Response> {
  return context.html(page(title, body), status, pageHeaders);
}

/** The log keeps the path only: a query may hold a state or a code. */
function note(context: Context, parts: SimulatorParts, status: number, text: string | undefined): void {
  const { method, path } = context.req;
  parts.requestLog.add({ at: parts.now(), method, target: path, status, note: text });
}
