import type { Operation } from '../catalog/catalog.ts';
import { cleanText } from '../errors/cleanText.ts';
import type { DiagnosisAction, UsePath } from './actions.ts';
import type { Evidence } from './evidence.ts';
import { isRead } from './offers.ts';

/** Who wants to write is not helped by a read, and never by one click that deletes. */
const writesFirst = ['PATCH', 'PUT', 'POST', 'GET', 'DELETE'];
const readsFirst = ['GET', 'POST', 'PATCH', 'PUT', 'DELETE'];

/** Where the catalog has the path of a call: in other versions, and for other methods. */
export function otherPaths(seen: Evidence): {
  readonly versions: readonly Operation[];
  readonly methods: readonly string[];
} {
  const { catalog, method, path } = seen;
  if (catalog === undefined) return { versions: [], methods: [] };
  // `/vapid/` was the prefix before 2021; its resources went on as v1.0 [doc].
  const current = path.replace(/^\/vapid\//, '/rest/v1.0/');
  const same = current === path ? undefined : catalog.find(method, current)?.operation;
  return {
    versions: [...(same === undefined ? [] : [same]), ...catalog.otherVersions(method, current)],
    methods: (isRead(seen) ? readsFirst : writesFirst).filter(
      other => other !== method && catalog.find(other, path) !== undefined,
    ),
  };
}

/** A path of the catalog with what the request tells of its ids. */
export function usePath({ method, path: template, queryParameters }: Operation, seen: Evidence): UsePath {
  const { projectId, companyId } = seen;
  const scopes = new Map([
    ['project_id', numbered(projectId)],
    ['company_id', numbered(companyId)],
  ]);
  const used = new Set([projectId, companyId]);
  const ids = seen.path.split('/').filter(part => /^\d{1,20}$/.test(part) && !used.has(part));
  const path = template.replace(/\{(\w+)\}/g, (placeholder, name: string) =>
    name === 'company_id'
      ? (scopes.get(name) ?? placeholder)
      : (scopes.get(name) ?? ids.shift() ?? placeholder),
  );
  const needed = queryParameters.filter(({ name, required }) => required && scopes.has(name));
  const known = needed.filter(({ name }) => scopes.get(name) !== undefined);
  const query = (known.length > 0 ? known : needed).map(
    ({ name }) => `${name}=${scopes.get(name) ?? `{${name}}`}`,
  );
  return {
    kind: 'usePath',
    method,
    path: template,
    filled: cleanText(query.length === 0 ? path : `${path}?${query.join('&')}`, 500),
  };
}

function numbered(id: string | undefined): string | undefined {
  return id !== undefined && /^\d{1,20}$/.test(id) ? id : undefined;
}

/** Where only the prefix differs, the rest of a line with variables in it can stay. */
export function useVersion(path: string, existing: string): DiagnosisAction {
  const [from, rest] = splitVersion(path);
  const [to, restExisting] = splitVersion(existing);
  const prefix = rest === restExisting ? { prefix: { from, to } } : {};
  return { kind: 'useVersion', path: cleanText(existing, 500), ...prefix };
}

function splitVersion(path: string): readonly [prefix: string, rest: string] {
  const prefix = /^\/(?:rest\/v[\d.]{1,8}|vapid)\//.exec(path)?.[0] ?? '';
  return [prefix, path.slice(prefix.length)];
}

/** The template with the ids of the concrete path: by their places where both have the same shape, else by name. */
export function withIds(operation: Operation, seen: Evidence): string {
  const concrete = seen.path.split('/');
  const template = operation.path.split('/');
  const offset = concrete[1] === 'vapid' ? 1 : 0;
  if (template.length !== concrete.length + offset) return usePath(operation, seen).filled;
  return template
    .map((part, index) => (part.startsWith('{') ? cleanText(concrete[index - offset] ?? part, 60) : part))
    .join('/');
}
