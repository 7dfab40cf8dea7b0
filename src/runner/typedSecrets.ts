import { decoded } from './authorization.ts';
import type { PreparedRequest } from './prepare.ts';
import { isSecretHeader, secretFields } from './redact.ts';

/**
 * The credentials of a request itself, wherever they came from: of its credential headers, of its address, and
 * of fields and parameters with a secret's name. A server may say them back in any place of its answer.
 */
export function typedSecrets({
  url,
  headers,
  body,
}: Pick<PreparedRequest, 'url' | 'headers' | 'body'>): readonly string[] {
  const secrets: string[] = [];
  for (const [name, value] of headers) if (isSecretHeader(name)) secrets.push(...ofHeader(name, value));
  secrets.push(decoded(url.password), ...secretFields(url.search + url.hash));
  if (typeof body === 'string') secrets.push(...secretFields(body));
  return secrets.filter(secret => secret !== '');
}

function ofHeader(name: string, value: string): readonly string[] {
  if (name.endsWith('authorization')) return ofAuthorization(value);
  if (!name.endsWith('cookie')) return [value];
  return [value, ...value.split(/;\s*/).map(pair => pair.slice(pair.indexOf('=') + 1))];
}

/** What follows the scheme, and what Basic says in it; a scheme that nothing follows is no secret. */
function ofAuthorization(value: string): readonly string[] {
  if (/^\s*(?:Bearer|Basic|Token)\s*$/i.test(value)) return [];
  const [, scheme = '', rest = value] = /^(\S+)\s+(\S.*)$/.exec(value) ?? [];
  if (scheme.toLowerCase() !== 'basic') return [rest];
  const open = Buffer.from(rest, 'base64').toString();
  return [rest, open.slice(open.indexOf(':') + 1)];
}
