import { endedEvents, findResource } from '../../procore/webhooks/resources.ts';
import { refuseWithText } from '../refusal.ts';
import {
  answered,
  type Fields,
  fieldsOf,
  hookOfCall,
  idOf,
  listed,
  notFound,
  refused,
  type WebhookAnswer,
  type WebhookTask,
} from './answer.ts';
import { type EventType, eventTypeOf, type Hook, payloadVersionOf, type Trigger } from './hook.ts';

/** Of one bulk call [oas]. */
const mostAtOnce = 500;

/** Lists, adds and removes triggers, one or many. Source: Procore's OpenAPI document, triggers [oas]. */
export function answerTriggerCall(task: WebhookTask): WebhookAnswer {
  const { call } = task;
  const hook = hookOfCall(task);
  if (hook === undefined) return notFound;
  const bulk = call.match.operation.path.endsWith('/bulk');
  if (call.method === 'GET') {
    const rows = task.hooks.triggersOf(hook).map(trigger => shown(task, hook, trigger));
    return listed(task, rows);
  }
  if (call.method === 'POST') return bulk ? addMany(task, hook) : addOne(task, hook);
  return bulk ? removeMany(task, hook) : removeOne(task, hook);
}

type Problems = Readonly<Record<string, readonly string[]>>;

/**
 * A trigger as it was asked for. A resource has to be one of the hook's scope and to have the event; only an event that
 * Procore has ended can still be asked for, and never comes. All of that [assumed].
 */
function read(
  fields: Fields,
  hook: Hook,
): { resourceName: string; eventType: EventType } | { problems: Problems } {
  const { resource_name: name, event_type: type } = fields;
  const problems: Record<string, string[]> = {};
  if (typeof name !== 'string' || name === '') problems['resource_name'] = ["can't be blank"];
  if (typeof type !== 'string' || type === '') problems['event_type'] = ["can't be blank"];
  if (Object.keys(problems).length > 0) return { problems };
  const kind = hook.scope.projectId === undefined ? 'company' : 'project';
  const resource = findResource(String(name));
  const eventType = eventTypeOf(type);
  if (resource?.scope !== kind) {
    return { problems: { resource_name: [`${String(name)} is no webhook resource of a ${kind}`] } };
  }
  const ended = endedEvents.some(one => one.resourceName === resource.name && one.eventType === eventType);
  if (eventType === undefined || (!resource.eventTypes.includes(eventType) && !ended)) {
    return { problems: { event_type: [`${resource.name} has only ${resource.eventTypes.join(', ')}`] } };
  }
  return { resourceName: resource.name, eventType };
}

/** The same trigger is not kept twice [assumed]. */
function add(task: WebhookTask, hook: Hook, wanted: { resourceName: string; eventType: EventType }): Trigger {
  const { resourceName, eventType } = wanted;
  const same = task.hooks
    .triggersOf(hook)
    .find(one => one.resourceName === resourceName && one.eventType === eventType);
  const ownerId = task.call.session.userId;
  return same ?? task.hooks.addTrigger({ hookId: hook.id, resourceName, eventType, ownerId });
}

/** v1 wraps the trigger and repeats the hook's version, which has to be the same ("Set Up Webhooks" [doc]). */
function addOne(task: WebhookTask, hook: Hook): WebhookAnswer {
  const body = fieldsOf(task.call.body);
  const wrong = wrongVersion(task, hook, body);
  if (wrong !== undefined) return refused(wrong);
  const wanted = read(task.second ? body : fieldsOf(body['trigger']), hook);
  if ('problems' in wanted) return refused(wanted.problems);
  return answered(task, 201, shown(task, hook, add(task, hook, wanted)));
}

function wrongVersion({ second }: WebhookTask, hook: Hook, body: Fields): Problems | undefined {
  if (second) return undefined;
  const { api_version: version } = body;
  if (version === undefined) return { api_version: ["can't be blank"] };
  return payloadVersionOf(version) === hook.payloadVersion
    ? undefined
    : { api_version: [`is not that of the hook, ${hook.versionText}`] };
}

/** v1 takes `triggers`, v2 the bare list [inferred]. */
function addMany(task: WebhookTask, hook: Hook): WebhookAnswer {
  const { body } = task.call;
  const wrong = wrongVersion(task, hook, fieldsOf(body));
  if (wrong !== undefined) return refused(wrong);
  const entries = entriesOf(task, body);
  if ('refusal' in entries) return entries;
  const done: Fields[] = [];
  const failed: Fields[] = [];
  for (const entry of entries.list) {
    const fields = fieldsOf(entry);
    const wanted = read(fields, hook);
    if (!('problems' in wanted)) done.push(shown(task, hook, add(task, hook, wanted)));
    else failed.push(failure(fields, wanted.problems));
  }
  if (task.second) return answered(task, failed.length > 0 ? 207 : 201, [...done, ...failed]);
  return failed.length > 0
    ? answered(task, 207, { success: done, failed })
    : answered(task, 200, { success: done });
}

function failure(fields: Fields, problems: Problems): Fields {
  const errors = Object.entries(problems).map(([name, texts]) => [name, texts.join(', ')]);
  return {
    code: '400',
    message: 'Bad Request',
    trigger: { resource_name: fields['resource_name'] ?? null },
    errors: Object.fromEntries(errors),
  };
}

function entriesOf(
  { second }: WebhookTask,
  body: unknown,
): { readonly list: readonly unknown[] } | Extract<WebhookAnswer, { refusal: unknown }> {
  const list: unknown = second && Array.isArray(body) ? body : fieldsOf(body)['triggers'];
  const entries = Array.isArray(list) ? list : second && body !== undefined ? [body] : undefined;
  if (entries === undefined) return { refusal: refuseWithText(400, 'triggers must be a list') };
  if (entries.length > mostAtOnce) {
    return { refusal: refuseWithText(413, `${entries.length} triggers; the maximum is ${mostAtOnce}`) };
  }
  return { list: entries };
}

function removeOne(task: WebhookTask, hook: Hook): WebhookAnswer {
  const trigger = find(task, hook, task.call.match.parameters['id']);
  if (trigger === undefined) return { refusal: refuseWithText(404, 'Not Found', 'there is no such trigger') };
  task.hooks.removeTrigger(trigger);
  return answered(task, task.second ? 204 : 200, undefined);
}

function removeMany(task: WebhookTask, hook: Hook): WebhookAnswer {
  const entries = entriesOf(task, task.call.body);
  if ('refusal' in entries) return entries;
  const done: (number | string | null)[] = [];
  const failed: unknown[] = [];
  for (const id of entries.list) {
    const trigger = find(task, hook, id);
    if (trigger === undefined) {
      failed.push(id);
      continue;
    }
    task.hooks.removeTrigger(trigger);
    done.push(idOf(task, trigger.id));
  }
  const status = failed.length > 0 ? 207 : 200;
  if (task.second) return answered(task, status, { succeeded: done, ...(failed.length > 0 && { failed }) });
  const refusals = failed.map(trigger => ({ code: '404', trigger }));
  return answered(task, status, { success: done, ...(failed.length > 0 && { failed: refusals }) });
}

function find({ hooks }: WebhookTask, hook: Hook, id: unknown): Trigger | undefined {
  return hooks.triggersOf(hook).find(trigger => String(trigger.id) === String(id));
}

function shown(task: WebhookTask, hook: Hook, trigger: Trigger): Fields {
  const { companyId, projectId } = hook.scope;
  const scoped = {
    company_id: projectId === undefined ? idOf(task, companyId) : null,
    project_id: idOf(task, projectId),
  };
  const ids = { id: idOf(task, trigger.id), webhook_hook_id: idOf(task, hook.id) };
  const { resourceName, eventType, ownerId } = trigger;
  if (task.second) return { ...ids, resource_name: resourceName, event_type: eventType, ...scoped };
  // v1 declares its event types in capitals [oas].
  const about = { resource_name: resourceName, resource_id: null, event_type: eventType.toUpperCase() };
  return { ...ids, ...about, ...scoped, user_id: ownerId };
}
