import type { SessionGrant } from '../../oauth/sessionToken.ts';
import type { TokenInfo } from '../../oauth/tokens.ts';
import { l10n } from '../l10n.ts';
import type { Wording } from '../responses/responseText.ts';

const grants: Readonly<Record<SessionGrant, () => string>> = {
  authorization_code: () => l10n.t('Signed in through the browser; the token is renewed by itself.'),
  client_credentials: () => l10n.t('Service account; a new token is asked for when this one ends.'),
  access_token: () => l10n.t('Pasted token; it is not renewed.'),
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
    l10n.t('{0} says:', about.host),
    left === undefined
      ? l10n.t('It does not tell how long the token lives.')
      : l10n.t('The token lives {0} more, until {1}.', lifeText(left), timeOf(about.now + left * 1000)),
    ...(created === undefined ? [] : [l10n.t('Issued at {0}, by its clock.', timeOf(created * 1000))]),
    resourceOwnerId === undefined ? l10n.t('It names no user.') : l10n.t('User {0}.', resourceOwnerId),
    ...(clientId === undefined ? [] : [l10n.t('App {0}.', clientId)]),
    l10n.t('Scopes: none; Procore has no scopes, the permissions of the account decide.'),
    grants[about.grant](),
  ];
}

/** A time to live, in the words of people. */
export function lifeText(seconds: number): string {
  return seconds < 120
    ? l10n.t('{0} s', Math.max(0, Math.floor(seconds)))
    : l10n.t('{0} min', Math.floor(seconds / 60));
}
