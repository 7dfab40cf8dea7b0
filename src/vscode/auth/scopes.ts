/**
 * Procore has no scopes. Those of the editor say which session is meant: `env:<name>`, and `app:<client id>`
 * where it must be one of that app.
 */
export interface SessionScopes {
  readonly environment: string;
  /** `undefined`: of any app. */
  readonly clientId: string | undefined;
  /** Whether the token is of no interest, so that nothing is renewed for this. */
  readonly asStored: boolean;
}

/** The scopes of a session. */
export function scopesOf(environment: string, clientId?: string): readonly string[] {
  return [`env:${environment}`, ...(clientId === undefined ? [] : [`app:${clientId}`])];
}

/** The scopes by which this extension asks which session the editor would take, and nothing is sent for it. */
export function storedScopesOf(environment: string): readonly string[] {
  return [...scopesOf(environment), stored];
}

const stored = 'token:stored';

/**
 * What scopes ask for; the environment is `fallback` where they name none. `undefined`: they ask for
 * several, or for something else, so no session can fit.
 */
export function readScopes(scopes: readonly string[], fallback: string): SessionScopes | undefined {
  const asked = { env: new Set<string>(), app: new Set<string>() };
  for (const scope of scopes) {
    if (scope === stored) continue;
    const [, kind, name] = /^(env|app):(.+)$/.exec(scope) ?? [];
    if (name === undefined || (kind !== 'env' && kind !== 'app')) return undefined;
    asked[kind].add(name);
  }
  if (asked.env.size > 1 || asked.app.size > 1) return undefined;
  const [environment = fallback] = asked.env;
  const [clientId] = asked.app;
  return { environment, clientId, asStored: scopes.includes(stored) };
}

interface Scoped {
  readonly environment: string;
  readonly clientId: string | undefined;
  readonly account: { readonly id: string };
}

/**
 * The sessions that fit, at most one for each account, as the editor expects: where no app is asked for,
 * that of the app in use comes before others.
 */
export function sessionsFor<T extends Scoped>(
  sessions: readonly T[],
  { environment, clientId }: Pick<SessionScopes, 'environment' | 'clientId'>,
  inUse: string | undefined,
): readonly T[] {
  const fitting = sessions.filter(
    session =>
      session.environment === environment && (clientId === undefined || session.clientId === clientId),
  );
  const best = new Map<string, T>();
  for (const session of fitting)
    if (!best.has(session.account.id) || session.clientId === inUse) best.set(session.account.id, session);
  return fitting.filter(session => best.get(session.account.id) === session);
}
