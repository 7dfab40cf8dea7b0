import type { RecordsPage } from '../records/records.ts';
import { type Refusal, refuseFields, refuseWithText } from '../refusal.ts';
import type { ApiCall, Scope } from '../rules/call.ts';
import type { Dispatch } from './dispatch.ts';
import { type Hook, type HookScope, isSameScope } from './hook.ts';
import type { Hooks } from './hooks.ts';

/** Fields of a body, by name. */
export type Fields = Readonly<Record<string, unknown>>;

/** What a call about webhooks gets. */
export type WebhookAnswer =
  | { readonly status: number; readonly body: unknown; readonly page: RecordsPage | undefined }
  | { readonly refusal: Refusal };

/** One call on its way. */
export interface WebhookTask {
  readonly call: ApiCall;
  readonly scope: HookScope;
  readonly second: boolean;
  readonly hooks: Hooks;
  readonly dispatch: Dispatch;
}

/** The company or project whose hooks a call is about: the project where it names one, else the company. */
export function scopeOfCall({ company, project }: Scope): HookScope | undefined {
  const companyId = project?.companyId ?? company?.id;
  return companyId === undefined ? undefined : { companyId, projectId: project?.id };
}

/** The hook that a path names. A company may name those of its projects in v1, whose paths have no scope [assumed]. */
export function hookOfCall({ call, scope, second, hooks }: WebhookTask): Hook | undefined {
  const { parameters, operation } = call.match;
  const text =
    parameters['hook_id'] ?? (operation.path.endsWith('/hooks/{id}') ? parameters['id'] : undefined);
  const hook = hooks.find(Number(text));
  if (hook === undefined) return undefined;
  if (isSameScope(hook.scope, scope)) return hook;
  const within = !second && scope.projectId === undefined && hook.scope.companyId === scope.companyId;
  return within ? hook : undefined;
}

/** v2 wraps under `data`. */
export function answered(task: WebhookTask, status: number, body: unknown): WebhookAnswer {
  return { status, body: task.second && body !== undefined ? { data: body } : body, page: undefined };
}

/** v2 pages by ten, at most 100; v1 lists come whole. */
export function listed(task: WebhookTask, rows: readonly unknown[]): WebhookAnswer {
  if (!task.second) return answered(task, 200, rows);
  const { query } = task.call;
  const page = Math.max(1, Math.floor(Number(query.get('page')) || 1));
  const perPage = Math.min(100, Math.max(1, Math.floor(Number(query.get('per_page')) || 10)));
  return {
    status: 200,
    body: { data: rows.slice((page - 1) * perPage, page * perPage) },
    page: { page, perPage, total: rows.length },
  };
}

/** For hooks and triggers that there are not in the scope of the call. */
export const notFound: WebhookAnswer = { refusal: refuseWithText(404, 'Not Found', 'there is no such hook') };

/** 400 [oas]; its texts [assumed]. */
export function refused(problems: Readonly<Record<string, readonly string[]>>): WebhookAnswer {
  return { refusal: refuseFields(400, problems) };
}

/** The fields of an object of JSON; of any other value none. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

/** An id of a scope as it stands in the version: integer, or text. */
export function idOf({ second }: WebhookTask, id: number | undefined): number | string | null {
  if (id === undefined) return null;
  return second ? String(id) : id;
}
