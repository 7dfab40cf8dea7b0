import type { Catalog } from '../../procore/catalog/catalog.ts';
import type { Records } from '../records/records.ts';
import { type EventType, type Hook, type HookScope, isSameScope, type Trigger } from './hook.ts';

/** A hook as somebody asks for it. */
export type NewHook = Pick<
  Hook,
  'scope' | 'namespace' | 'payloadVersion' | 'versionText' | 'destinationUrl' | 'headers' | 'ownerId'
>;

/** A trigger as somebody asks for it. */
export type NewTrigger = Omit<Trigger, 'id'>;

/** Hooks and triggers of one simulator; both versions of the API show the same ones. */
export interface Hooks {
  /** Those of exactly that scope, oldest first. */
  in(scope: HookScope): readonly Hook[];
  all(): readonly Hook[];
  find(id: number): Hook | undefined;
  create(asked: NewHook): Hook;
  update(hook: Hook, changes: Partial<Hook>): Hook;
  /** Its triggers go with it. */
  remove(hook: Hook): void;
  triggersOf(hook: Hook): readonly Trigger[];
  addTrigger(asked: NewTrigger): Trigger;
  removeTrigger(trigger: Trigger): void;
  /** Ids of the deliveries that a seeded hook has had; none of others. */
  seededDeliveries(hook: Hook): readonly number[];
}

/** What hooks are made with. `now` is in milliseconds since 1970; `nextId` gives no id twice. */
export interface HooksParts {
  readonly records: Records;
  readonly catalog: Catalog;
  readonly now: () => number;
  readonly nextId: () => number;
}

const root = '/rest/v1.0/webhooks/hooks';

/** What a seeded hook listens for, as far as it has triggers. */
const companySubjects = [
  'Projects',
  'Company Users',
  'Company Vendors',
  'Departments',
  'Offices',
  'Programs',
];
const projectSubjects = [
  'RFIs',
  'Submittals',
  'Punch Items',
  'Observation Items',
  'Change Events',
  'Drawings',
];
const seededAt = Date.UTC(2026, 0, 5, 9);

/** Each company and project with data has a hook from the seed, whose ids are those of the records. */
export function createHooks({ records, catalog, now, nextId }: HooksParts): Hooks {
  const hooks = new Map<number, Hook>();
  const triggers = new Map<number, Trigger[]>();
  const seeded = new Set<string>();
  const deliveries = new Map<number, readonly number[]>();
  const owner = records.users[0]?.id ?? 0;

  const idsOf = (path: string, parameters: Readonly<Record<string, string>>, scope: HookScope) => {
    const operation = catalog.operations.find(one => one.method === 'GET' && one.path === path);
    if (operation === undefined) return [];
    const { companyId, projectId } = scope;
    const query = new URLSearchParams(
      projectId === undefined ? { company_id: String(companyId) } : { project_id: String(projectId) },
    );
    const call = { match: { operation, parameters }, query, body: undefined, userId: owner };
    const answer = records.answer({ ...call, companyId: String(companyId) });
    const rows: readonly unknown[] =
      answer.kind === 'answer' && Array.isArray(answer.body) ? answer.body : [];
    return rows.flatMap(row => {
      if (typeof row !== 'object' || row === null) return [];
      const id: unknown = Reflect.get(row, 'event_id') ?? Reflect.get(row, 'id');
      return typeof id === 'number' ? [id] : [];
    });
  };

  const seed = (scope: HookScope): void => {
    const key = `${scope.companyId}/${scope.projectId ?? ''}`;
    if (seeded.has(key)) return;
    seeded.add(key);
    for (const id of idsOf(root, {}, scope)) {
      hooks.set(id, {
        id,
        scope,
        namespace: 'api-workbench',
        payloadVersion: 'v2',
        versionText: 'v2',
        destinationUrl: 'https://hooks.example.com/procore',
        headers: { Authorization: 'Bearer simulated-receiver-token1' },
        status: 'active',
        ownerId: owner,
        createdAt: seededAt,
        updatedAt: seededAt,
      });
      const below = { hook_id: String(id) };
      const subjects = scope.projectId === undefined ? companySubjects : projectSubjects;
      const ids = idsOf(`${root}/{hook_id}/triggers`, below, scope);
      triggers.set(
        id,
        ids.slice(0, subjects.length).map((triggerId, index) => ({
          id: triggerId,
          hookId: id,
          resourceName: subjects[index] ?? '',
          eventType: index % 2 === 0 ? ('create' as EventType) : 'update',
          ownerId: owner,
        })),
      );
      deliveries.set(id, idsOf(`${root}/{hook_id}/deliveries`, below, scope));
    }
  };

  /** An id alone does not tell its scope; the projects of the seed come first, however many there are. */
  const seedAll = (): void => {
    for (const { id } of records.companies) seed({ companyId: id, projectId: undefined });
    for (const { id, companyId } of records.projects.slice(0, 20)) seed({ companyId, projectId: id });
  };

  const keep = (hook: Hook): Hook => {
    hooks.set(hook.id, hook);
    return hook;
  };

  return {
    in(scope) {
      seed(scope);
      return [...hooks.values()].filter(hook => isSameScope(hook.scope, scope));
    },
    all: () => [...hooks.values()],
    find(id) {
      if (!hooks.has(id)) seedAll();
      return hooks.get(id);
    },
    create: asked => keep({ ...asked, id: nextId(), status: 'active', createdAt: now(), updatedAt: now() }),
    update: (hook, changes) => keep({ ...hook, ...changes, updatedAt: now() }),
    remove(hook) {
      hooks.delete(hook.id);
      triggers.delete(hook.id);
    },
    triggersOf: hook => triggers.get(hook.id) ?? [],
    addTrigger(asked) {
      const trigger = { ...asked, id: nextId() };
      const kept = triggers.get(asked.hookId);
      if (kept === undefined) triggers.set(asked.hookId, [trigger]);
      else kept.push(trigger);
      return trigger;
    },
    removeTrigger({ id, hookId }) {
      triggers.set(
        hookId,
        (triggers.get(hookId) ?? []).filter(trigger => trigger.id !== id),
      );
    },
    seededDeliveries: hook => deliveries.get(hook.id) ?? [],
  };
}
