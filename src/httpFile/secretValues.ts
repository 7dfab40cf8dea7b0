/** Whether a name says that its value is a secret: `clientSecret`, `api_key`, `passwd`, `access_token`. */
export function isSecretName(name: string): boolean {
  return /passw|passphrase|secret|token|credential|private_?key|api_?key|\bpwd\b/i.test(name);
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
