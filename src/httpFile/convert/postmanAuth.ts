import type { PostmanAuth } from './postmanFormat.ts';

/** Takes a secret out of sight: gives the `{{name}}` that stands for it, under the name or one like it. */
export type HideSecret = (name: string, value: string) => string;

/** What an authorization adds to a request, and what of it is not carried over. */
export interface AuthParts {
  readonly header: readonly [name: string, value: string] | undefined;
  readonly query: string | undefined;
  readonly note: string | undefined;
}

const none: AuthParts = { header: undefined, query: undefined, note: undefined };

/** The parts for a request that does not go to Procore, where signing in supplies the token. */
export function authParts({ type, values }: PostmanAuth, hide: HideSecret): AuthParts {
  const value = (key: string) => values[key] ?? '';
  switch (type) {
    case 'noauth':
      return none;
    case 'bearer':
      return withHeader('Authorization', `Bearer ${hide('token', value('token'))}`);
    case 'basic':
      return withHeader(
        'Authorization',
        `Basic ${value('username') || '{{username}}'} ${hide('password', value('password'))}`,
      );
    case 'apikey': {
      const key = value('key') || 'X-Api-Key';
      const secret = hide('apiKey', value('value'));
      return value('in') === 'query' ? { ...none, query: `${key}=${secret}` } : withHeader(key, secret);
    }
    case 'oauth2': {
      const token = hide('accessToken', value('accessToken'));
      return {
        ...withHeader('Authorization', `Bearer ${token}`),
        note: `OAuth 2.0 of another service is not run here: give ${token} its token.`,
      };
    }
    default:
      return { ...none, note: `The authorization "${type}" is not carried over.` };
  }
}

function withHeader(name: string, value: string): AuthParts {
  return { ...none, header: [name, value] };
}
