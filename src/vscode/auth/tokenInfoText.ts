import type { SessionGrant } from '../../oauth/sessionToken.ts';
import type { TokenInfo } from '../../oauth/tokens.ts';
import type { Wording } from '../responses/responseText.ts';

const grants: Readonly<Record<SessionGrant, string>> = {
  authorization_code: 'Signed in through the browser; the token is renewed by itself.',
  client_credentials: 'Service account; a new token is asked for when this one ends.',
  access_token: 'Pasted token; it is not renewed.',
};

/** What the login host says of a token, line by line; `now` is milliseconds since 1970. */
export function tokenInfoLines(
  info: TokenInfo,
  about: { readonly host: string; readonly grant: SessionGrant; readonly now: number },
  wording: Pick<Wording, 'timeOf'>,
): readonly string[] {
  const { expiresInSeconds: left, createdAtSeconds: created, resourceOwnerId, clientId } = info;
  const timeOf = (milliseconds: number) => wording.timeOf(new Date(milliseconds).toISOString());
  return [
    `${about.host} says:`,
    left === undefined
      ? 'It does not tell how long the token lives.'
      : `The token lives ${lifeText(left)} more, until ${timeOf(about.now + left * 1000)}.`,
    ...(created === undefined ? [] : [`Issued at ${timeOf(created * 1000)}, by its clock.`]),
    resourceOwnerId === undefined ? 'It names no user.' : `User ${resourceOwnerId}.`,
    ...(clientId === undefined ? [] : [`App ${clientId}.`]),
    'Scopes: none; Procore has no scopes, the permissions of the account decide.',
    grants[about.grant],
  ];
}

/** A time to live, in the words of people. */
export function lifeText(seconds: number): string {
  return seconds < 120 ? `${Math.max(0, Math.floor(seconds))} s` : `${Math.floor(seconds / 60)} min`;
}
