import type { NotSendable } from './notSendable.ts';

/**
 * The `Authorization` to send for one as it is written in `.http` files: `Basic user password` and
 * `Basic user:password` are encoded, complete values stay. Shorthands for which other tools compute
 * something first (REST Client's `Digest`, `AWS` and `COGNITO`, httpYac's `oauth2` and `openid`, Kulala's
 * `NTLM`) are not sendable: as they stand they would tell a password to the server in clear.
 */
export function authorizationToSend(value: string): string | NotSendable {
  const [, user, password] = /^Basic\s+([^\s:]+)(?:\s+(?=\S)|:)(.*)$/i.exec(value) ?? [];
  if (user !== undefined && password !== undefined) {
    return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  }
  const scheme = computedSchemes.find(({ form }) => form.test(value))?.scheme;
  if (scheme === undefined) return value;
  return {
    code: 'authorization-not-computed',
    message: `${scheme} sign-in is not computed here, and its credentials are never sent as text. Remove the Authorization header to use your Procore sign-in, or write Basic or Bearer.`,
  };
}

/** The `Authorization` for `https://user:password@host/`, as curl and other tools send it; `undefined` without. */
export function authorizationInAddress({ username, password }: URL): string | undefined {
  if (username === '' && password === '') return undefined;
  const credentials = `${decoded(username)}:${decoded(password)}`;
  return `Basic ${Buffer.from(credentials).toString('base64')}`;
}

const computedSchemes: readonly { readonly scheme: string; readonly form: RegExp }[] = [
  { scheme: 'Digest', form: /^Digest\s+(?!.*\b(?:username|nonce|response)\*?\s*=)/i },
  // Amazon's own older form is one word: AWS id:signature.
  { scheme: 'AWS', form: /^AWS\s+\S+\s+\S/i },
  { scheme: 'COGNITO', form: /^COGNITO\s/i },
  { scheme: 'NTLM', form: /^NTLM\s+(?:\S+\s+\S|\S*:)/i },
  { scheme: 'OAuth 2', form: /^(?:oauth2|openid)(?:\s|$)/i },
];

/** `text` without percent-encoding, or as it stands where that is broken. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
