import type { Environment } from '../procore/environments.ts';
import { header } from '../procore/headers.ts';
import { OAuthError } from './errors.ts';
import { parseObject, refusal } from './refusal.ts';
import type { Secret } from './secret.ts';
import type { Account } from './sessionRecord.ts';
import { type Answer, type SendOptions, send } from './transport.ts';

/** The person or service account behind a token. */
export interface Identity {
  readonly id: string;
  /** Usually an e-mail address; `undefined` where Procore gave none. */
  readonly login: string | undefined;
  /** Only given where a company was named [live]. */
  readonly name: string | undefined;
}

/**
 * Asks Procore whose token this is. A service account needs `companyId`, a person does not. Pass the answer
 * to {@link processWhoAmIResponse}. Source: "Show user info" of the API reference; "Client credentials" [doc].
 */
export function whoAmIRequest(
  environment: Pick<Environment, 'apiUrl'>,
  token: Secret,
  companyId: string | undefined,
  options: SendOptions,
): Promise<Answer> {
  return send(
    `${environment.apiUrl}/rest/v1.0/me`,
    {
      method: 'GET',
      headers: {
        accept: 'application/json',
        [header.authorization]: `Bearer ${token.reveal()}`,
        ...(companyId === undefined ? {} : { [header.companyId]: companyId }),
      },
    },
    options,
  );
}

/** Throws `OAuthError` where the API does not take the token, or does not say who it is. */
export function processWhoAmIResponse(answer: Answer): Identity {
  const body = answer.status === 200 ? parseObject(answer) : undefined;
  const id = body?.id;
  if (body === undefined || (typeof id !== 'number' && typeof id !== 'string')) throw whoAmIError(answer);
  const text = (value: unknown) =>
    typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
  return { id: String(id), login: text(body.login), name: text(body.name) };
}

function whoAmIError(answer: Answer): OAuthError {
  const host = new URL(answer.origin).host;
  if (answer.status === 401)
    return new OAuthError(
      'refused',
      `${host} does not take the token (401). It is expired, revoked or from another environment.`,
      { status: answer.status, error: 'invalid_token' },
    );
  if (answer.status === 400 || answer.status === 403 || answer.status === 404)
    return new OAuthError(
      'refused',
      `${host} does not say whose token it is (${answer.status}). A service account needs the id of a company where its app is installed.`,
      { status: answer.status },
    );
  return refusal(answer, 'who_am_i');
}

/**
 * The account of a person: the id for comparing, the label for people. The label is stable, because the
 * editor keys trust and preferences by it, and differs from those of `others` that are not the same account.
 */
export function accountOf(
  identity: Identity,
  environment: Pick<Environment, 'name' | 'title'>,
  others: readonly Account[],
): Account {
  const id = `${identity.id}@${environment.name}`;
  const { login, name } = identity;
  const names = [login, name, name && login && `${name} <${login}>`, `User ${identity.id}`];
  return { id, label: freeLabel(id, names, environment, others) };
}

/**
 * The account of an app's own service account. The label always says which app, so that what the editor
 * allowed for one is never taken for another, whichever signs in first.
 */
export function serviceAccountOf(
  clientId: string,
  identity: Identity | undefined,
  environment: Pick<Environment, 'name' | 'title'>,
  others: readonly Account[],
): Account {
  const id = `app-${clientId}@${environment.name}`;
  const app = clientId.slice(0, 8);
  const name = identity?.name ?? identity?.login;
  const names = [
    name && `${name}, app ${app}`,
    `Service account of app ${app}`,
    `Service account of app ${clientId}`,
  ];
  return { id, label: freeLabel(id, names, environment, others) };
}

function freeLabel(
  id: string,
  names: readonly (string | undefined)[],
  environment: Pick<Environment, 'name' | 'title'>,
  others: readonly Account[],
): string {
  const own = others.find(other => other.id === id);
  if (own !== undefined) return own.label;
  const candidates = names.flatMap(name => (name ? [`${name} (${environment.title})`] : []));
  const free = candidates.find(label => others.every(other => other.label !== label));
  return free ?? `${candidates[0] ?? id} (${id})`;
}
