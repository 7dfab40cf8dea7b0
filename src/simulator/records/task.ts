import type { Operation } from '../../procore/catalog/catalog.ts';
import type { Directory } from './directory.ts';
import type { Place } from './locate.ts';
import { pageOf } from './page.ts';
import type { RecordsAnswer, RecordsCall } from './records.ts';
import type { Resource, Resources } from './resource.ts';
import type { Scopes } from './scopes.ts';
import { engineOfTag } from './seed/tools.ts';
import type { Selection } from './select.ts';
import type { Shapes } from './shape.ts';
import type { Shelf, Store } from './store.ts';

/** All that the answers are made from. */
export interface Parts {
  readonly directory: Directory;
  readonly scopes: Scopes;
  readonly store: Store;
  readonly shapes: Shapes;
  readonly resources: Resources;
  readonly now: () => number;
  /** Selections of the last filtered lists, so that their further pages need no new search. */
  readonly selections: Map<string, { readonly version: number; readonly selection: Selection }>;
}

/** One call on its way: what it is about and where it goes. */
export interface Task {
  readonly call: RecordsCall;
  readonly resource: Resource;
  readonly operation: Operation;
  readonly place: Place;
}

/** For a record that there is not or that the user may not read, told alike; "Troubleshooting" [doc]. */
export const notFound: RecordsAnswer = { kind: 'refused', status: 404, errors: 'Not Found' };

/** The documented status of success: 201 for what creates, 204 before 200 for what removes. */
export function successOf({ method, statuses }: Operation): number {
  const preferred =
    method === 'POST' ? ['201', '200'] : method === 'DELETE' ? ['204', '200'] : ['200', '201'];
  const documented = statuses.filter(status => /^[23]\d\d$/.test(status));
  const chosen = preferred.find(status => documented.includes(status)) ?? documented[0] ?? preferred[0];
  return Number(chosen ?? 200);
}

/** An answer in the operation's envelope. */
export function answered({ operation }: Task, body: unknown): RecordsAnswer & { readonly kind: 'answer' } {
  const status = successOf(operation);
  const empty = status === 204 || body === undefined;
  return { kind: 'answer', status, body: empty ? undefined : wrap(operation, body), page: undefined };
}

/** Puts a payload under `data` where the operation does. */
export function wrap(operation: Operation, body: unknown): unknown {
  const second = operation.path.startsWith('/rest/v2') && operation.result === undefined;
  return operation.result?.wrapped || second ? { data: body } : body;
}
/** One page of rows that are all at hand. */
export function listed(task: Task, rows: readonly unknown[]): RecordsAnswer {
  const { operation, call } = task;
  const { page, first, end } = pageOf(operation, call.query, { total: rows.length });
  const body = rows.slice(first, end);
  return {
    kind: 'answer',
    status: successOf(operation),
    body: operation.result?.wrapped ? { data: body } : body,
    page,
  };
}

/** Whether the caller may not know of the record. */
export function isHidden({ call, operation, place }: Task, { directory }: Parts): boolean {
  return (
    place.index !== undefined &&
    hiddenFrom(call.userId, place.shelf, operation, directory).includes(place.index)
  );
}

/** Rows of a shelf that the user does not see. */
export function hiddenFrom(
  userId: number,
  { seed, scope }: Shelf,
  operation: Operation,
  directory: Directory,
): readonly number[] {
  const hidden = seed?.hidden?.(scope) ?? [];
  if (hidden.length === 0 || scope.project === undefined) return [];
  const level = directory.levelInProject(userId, scope.project.id, engineOfTag(operation.tag) ?? '');
  return level === 'Admin' ? [] : hidden;
}

/** Path of a record that exists and that only an Admin of its tool sees. */
export function hiddenPath({ scopes, store }: Parts): string {
  for (const scope of scopes.all) {
    const shelf = store.shelf('rfis', scope, []);
    const index = scope.kind === 'project' ? shelf.seed?.hidden?.(scope)[0] : undefined;
    if (index !== undefined) return `/rest/v1.0/projects/${scope.id}/rfis/${store.row(shelf, index).id}`;
  }
  throw new Error('The seed hides no record.');
}
