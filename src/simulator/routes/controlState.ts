import { faultTable } from '../faults.ts';
import type { SimulatorParts } from '../parts.ts';
import { seedCases } from '../seedCases.ts';

/** What `GET /_simulator/state` shows. No token, code or secret is in it. */
export function controlState(parts: SimulatorParts) {
  return {
    environment: parts.environment,
    clientId: parts.app.clientId,
    redirectUris: parts.app.redirectUris,
    users: parts.records.users.map(({ id, login, name, rights, serviceAccount }) => ({
      id,
      login,
      name,
      rights,
      serviceAccount,
    })),
    sessions: parts.grants.sessions(50).map(session => ({
      ...session,
      login: parts.records.user(session.userId)?.login ?? null,
      issuedAt: new Date(session.issuedAt).toISOString(),
      expiresAt: new Date(session.expiresAt).toISOString(),
      state: session.revoked ? 'revoked' : session.expiresAt <= parts.now() ? 'expired' : 'active',
    })),
    cases: seedCases(parts.records),
    webhooks: parts.webhooks.state(),
    refreshReplays: parts.grants.refreshReplays(),
    budgets: parts.windows.budgets().map(({ key, windows }) => ({
      key,
      windows: windows.map(window => ({ ...window, resetAt: new Date(window.resetAt).toISOString() })),
    })),
    requestCount: parts.requestLog.count(),
    outcomes: parts.requestLog.outcomes(),
    requests: parts.requestLog.recent().map(({ at, method, target, status, note }) => ({
      at: new Date(at).toISOString(),
      method,
      target,
      status,
      note: note ?? null,
    })),
    faults: faultTable.map(({ name, help }) => ({ name, help, state: parts.faults.state(name) ?? 'off' })),
  };
}

/** What `GET /_simulator/state` shows. */
export type ControlState = ReturnType<typeof controlState>;
