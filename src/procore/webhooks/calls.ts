/** v1.0 still works but is on its way out ("Webhooks", portal of autumn 2026 [oas]); v2.0 takes its place. */
export type WebhookVersion = 'v1.0' | 'v2.0';

/** A company, or one of its projects: hooks belong to one of them, never to both. */
export interface WebhookScope {
  readonly companyId: string;
  readonly projectId?: string;
}

/** A request without its host; `Procore-Company-Id` is the scope's `companyId`. */
export interface WebhookCall {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Path and query. */
  readonly path: string;
  /** To be sent as JSON; absent: no body. */
  readonly body?: unknown;
}

/** What makes a hook. */
export interface NewHook {
  /** See `isNamespace`. */
  readonly namespace: string;
  /** As the API writes it: `v2`, `v3.0`, `v4.0`. */
  readonly payloadVersion: string;
  /** A public https address; see `destinationProblem`. */
  readonly destinationUrl: string;
  /** Sent to the receiver with every event; the only mark that an event comes from Procore. */
  readonly authorization?: string;
}

/** What makes a trigger: one event of one resource. */
export interface NewTrigger {
  /** As it is displayed, e.g. `RFIs`. */
  readonly resourceName: string;
  readonly eventType: string;
}

/** Which deliveries to list; absent fields do not filter. */
export interface DeliveryFilter {
  readonly status?: 'delivered' | 'failed' | 'discarded' | 'enqueued' | 'retrying';
  /** v2 only, as the next four. */
  readonly resourceName?: string;
  readonly eventType?: string;
  /** Days, `YYYY-MM-DD`. */
  readonly from?: string;
  readonly until?: string;
  readonly page?: number;
  readonly perPage?: number;
  /** v1 only: the id of the last delivery that was read. */
  readonly after?: string;
}

/** The calls of one version in one scope; what a version cannot do is `undefined`. */
export interface WebhookCalls {
  /** v2 wants the namespace, and counts triggers; v1 lists those of all namespaces without one. */
  listHooks(asked: {
    readonly namespace?: string;
    readonly payloadVersion?: string;
    readonly page?: number;
    readonly perPage?: number;
  }): WebhookCall;
  /** v1 shows no single hook. */
  showHook(hookId: string): WebhookCall | undefined;
  createHook(hook: NewHook): WebhookCall;
  updateHook(hookId: string, changes: Partial<NewHook>): WebhookCall;
  /**
   * Pauses or resumes a hook. v1 has no status: there, take its triggers away, or the hook itself, and create them
   * again later.
   */
  setHookStatus(hookId: string, status: 'active' | 'disabled'): WebhookCall | undefined;
  /** Its triggers go with it. */
  deleteHook(hookId: string): WebhookCall;
  listTriggers(hookId: string, asked?: { readonly page?: number; readonly perPage?: number }): WebhookCall;
  /** v1 repeats the payload version of the hook, e.g. `v2`; v2 does not need it. */
  addTrigger(hookId: string, trigger: NewTrigger, payloadVersion: string): WebhookCall;
  /** At most 500 ([oas], v1). v2's body is the bare list [inferred]. */
  addTriggers(hookId: string, triggers: readonly NewTrigger[], payloadVersion: string): WebhookCall;
  deleteTrigger(hookId: string, triggerId: string): WebhookCall;
  /** At most 500 ([oas], v1). */
  deleteTriggers(hookId: string, triggerIds: readonly string[]): WebhookCall;
  listDeliveries(hookId: string, filter?: DeliveryFilter): WebhookCall;
  /** Which resources have which events. v1 needs no payload version and has no other filter. */
  listResources(
    payloadVersion: string,
    asked?: { readonly page?: number; readonly perPage?: number },
  ): WebhookCall;
  /** Payload versions on offer; v2 has no such call. */
  listPayloadVersions(): WebhookCall | undefined;
}

/** Most triggers of one bulk call [oas]. */
export const mostTriggersAtOnce = 500;

/** How to ask for hooks, triggers and deliveries. Source: "Set Up Webhooks" [doc]; Procore's OpenAPI document [oas]. */
export function webhookCalls(version: WebhookVersion, scope: WebhookScope): WebhookCalls {
  return version === 'v1.0' ? firstVersion(scope) : secondVersion(scope);
}

function firstVersion({ companyId, projectId }: WebhookScope): WebhookCalls {
  const root = '/rest/v1.0/webhooks';
  const named =
    projectId === undefined ? (['company_id', companyId] as const) : (['project_id', projectId] as const);
  const inQuery = { [named[0]]: named[1] };
  const inBody = { [named[0]]: numberOf(named[1]) };
  const hookAt = (hookId: string, below = '') => `${root}/hooks/${encodeURIComponent(hookId)}${below}`;
  return {
    listHooks: ({ namespace, payloadVersion }) =>
      get(`${root}/hooks`, { ...inQuery, namespace, api_version: payloadVersion }),
    showHook: () => undefined,
    createHook: hook => ({
      method: 'POST',
      path: `${root}/hooks`,
      body: { ...inBody, hook: hookBody(hook, 'api_version') },
    }),
    updateHook: (hookId, changes) => ({
      method: 'PATCH',
      path: hookAt(hookId),
      body: { ...inBody, hook: hookBody(changes, 'api_version') },
    }),
    setHookStatus: () => undefined,
    deleteHook: hookId => ({ method: 'DELETE', path: withQuery(hookAt(hookId), inQuery) }),
    listTriggers: hookId => get(hookAt(hookId, '/triggers'), inQuery),
    addTrigger: (hookId, trigger, payloadVersion) => ({
      method: 'POST',
      path: hookAt(hookId, '/triggers'),
      body: { ...inBody, api_version: payloadVersion, trigger: triggerBody(trigger) },
    }),
    addTriggers: (hookId, triggers, payloadVersion) => ({
      method: 'POST',
      path: hookAt(hookId, '/triggers/bulk'),
      body: { ...inBody, api_version: payloadVersion, triggers: triggers.map(triggerBody) },
    }),
    deleteTrigger: (hookId, triggerId) => ({
      method: 'DELETE',
      path: withQuery(hookAt(hookId, `/triggers/${encodeURIComponent(triggerId)}`), inQuery),
    }),
    deleteTriggers: (hookId, triggerIds) => ({
      method: 'DELETE',
      path: hookAt(hookId, '/triggers/bulk'),
      body: { ...inBody, triggers: triggerIds.map(numberOf) },
    }),
    listDeliveries: (hookId, { status, after, perPage } = {}) =>
      get(hookAt(hookId, '/deliveries'), {
        ...inQuery,
        'filters[status]': status && firstStatuses[status],
        page_size: perPage,
        page_start: after,
      }),
    listResources: () => get(`${root}/resources`, inQuery),
    listPayloadVersions: () => get(`${root}/resources/api_versions`, inQuery),
  };
}

/** v1 filters by three words; what waits or is tried again is failing. */
const firstStatuses = {
  delivered: 'successful',
  failed: 'failing',
  retrying: 'failing',
  enqueued: 'any',
  discarded: 'discarded',
} as const;

function secondVersion({ companyId, projectId }: WebhookScope): WebhookCalls {
  const project = projectId === undefined ? '' : `/projects/${encodeURIComponent(projectId)}`;
  const root = `/rest/v2.0/companies/${encodeURIComponent(companyId)}${project}/webhooks`;
  const hookAt = (hookId: string, below = '') => `${root}/hooks/${encodeURIComponent(hookId)}${below}`;
  return {
    listHooks: ({ namespace, payloadVersion, page, perPage }) =>
      get(`${root}/hooks`, {
        namespace,
        payload_version: payloadVersion,
        include_trigger_count: 'true',
        ...paging(page, perPage),
      }),
    showHook: hookId => get(hookAt(hookId), {}),
    createHook: hook => ({ method: 'POST', path: `${root}/hooks`, body: hookBody(hook, 'payload_version') }),
    updateHook: (hookId, changes) => ({
      method: 'PATCH',
      path: hookAt(hookId),
      body: hookBody(changes, 'payload_version'),
    }),
    setHookStatus: (hookId, status) => ({ method: 'PATCH', path: hookAt(hookId), body: { status } }),
    deleteHook: hookId => ({ method: 'DELETE', path: hookAt(hookId) }),
    listTriggers: (hookId, { page, perPage } = {}) => get(hookAt(hookId, '/triggers'), paging(page, perPage)),
    addTrigger: (hookId, trigger) => ({
      method: 'POST',
      path: hookAt(hookId, '/triggers'),
      body: triggerBody(trigger),
    }),
    addTriggers: (hookId, triggers) => ({
      method: 'POST',
      path: hookAt(hookId, '/triggers/bulk'),
      body: triggers.map(triggerBody),
    }),
    deleteTrigger: (hookId, triggerId) => ({
      method: 'DELETE',
      path: hookAt(hookId, `/triggers/${encodeURIComponent(triggerId)}`),
    }),
    deleteTriggers: (hookId, triggerIds) => ({
      method: 'DELETE',
      path: hookAt(hookId, '/triggers/bulk'),
      body: [...triggerIds],
    }),
    listDeliveries: (hookId, filter = {}) =>
      get(hookAt(hookId, '/deliveries'), {
        // Data says delivered where the filter says succeeded.
        'filter[status]': filter.status === 'delivered' ? 'succeeded' : filter.status,
        'filter[resource_name]': filter.resourceName,
        'filter[event_type]': filter.eventType,
        'filter[start]': filter.from,
        'filter[end]': filter.until,
        ...paging(filter.page, filter.perPage),
      }),
    listResources: (payloadVersion, { page, perPage } = {}) =>
      get(`${root}/resources`, { payload_version: payloadVersion, ...paging(page, perPage) }),
    listPayloadVersions: () => undefined,
  };
}

type Query = Readonly<Record<string, string | number | undefined>>;

function get(path: string, query: Query): WebhookCall {
  return { method: 'GET', path: withQuery(path, query) };
}

function withQuery(path: string, query: Query): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  if (given.length === 0) return path;
  return `${path}?${given.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`).join('&')}`;
}

function paging(page: number | undefined, perPage: number | undefined): Query {
  return { page, per_page: perPage };
}

function hookBody(hook: Partial<NewHook>, versionName: 'api_version' | 'payload_version') {
  const { namespace, payloadVersion, destinationUrl, authorization } = hook;
  return {
    ...(payloadVersion !== undefined && { [versionName]: payloadVersion }),
    ...(namespace !== undefined && { namespace }),
    ...(destinationUrl !== undefined && { destination_url: destinationUrl }),
    ...(authorization !== undefined && { destination_headers: { Authorization: authorization } }),
  };
}

function triggerBody({ resourceName, eventType }: NewTrigger) {
  return { resource_name: resourceName, event_type: eventType };
}

/** v1 takes integers; an id that is none, or too large for one, goes as it is. */
function numberOf(id: string): number | string {
  return /^\d{1,15}$/.test(id) ? Number(id) : id;
}
