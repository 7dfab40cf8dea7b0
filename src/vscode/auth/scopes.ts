/** Procore has no scopes; the editor's are used to say which environment a session is for. */
const prefix = 'env:';

/** The scopes of every session of an environment. */
export function scopesOf(environment: string): readonly string[] {
  return [prefix + environment];
}

/**
 * The environment that scopes ask for; `fallback` where they name none. `undefined`: they ask for several,
 * or for something that is no environment, so no session can fit.
 */
export function environmentOfScopes(scopes: readonly string[], fallback: string): string | undefined {
  if (scopes.length === 0) return fallback;
  const names = new Set(scopes.map(scope => (scope.startsWith(prefix) ? scope.slice(prefix.length) : '')));
  const [name] = names;
  return names.size === 1 && name !== '' ? name : undefined;
}
