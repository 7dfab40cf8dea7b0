/** Whether a name says that its value is a secret: `clientSecret`, `api_key`, `passwd`, but not `tokenUrl`. */
export function isSecretName(name: string): boolean {
  if (/(?:url|uri|endpoint|host|path|type|expir\w*|lifetime|ttl)$/i.test(name)) return false;
  return /passw|passphrase|secret|token|credential|private[_-]?key|api[_-]?key|\bpwd\b/i.test(name);
}

/**
 * What of a value from a private place must be masked: all of it, unless it is plainly none (a number, a
 * truth value, an address without credentials) and its name does not say otherwise. Masking every id of a
 * private environment file would make addresses and answers unreadable.
 */
export function secretsOf(name: string, value: string): readonly string[] {
  if (value === '') return [];
  return isSecretName(name) || !isPlain(value) ? [value] : [];
}

function isPlain(value: string): boolean {
  return /^(?:[+-]?\d[\d.]*|true|false|null)$/i.test(value) || /^https?:\/\/[^@?#\s]*$/i.test(value);
}
