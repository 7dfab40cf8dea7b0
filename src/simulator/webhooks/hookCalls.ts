import {
  answered,
  type Fields,
  fieldsOf,
  hookOfCall,
  listed,
  notFound,
  refused,
  type WebhookAnswer,
  type WebhookTask,
} from './answer.ts';
import { type Hook, masked, payloadVersionOf } from './hook.ts';

/**
 * Lists, shows, creates, changes and deletes hooks. v2 cannot be listed without a namespace (portal of autumn 2026
 * [oas]); v1 shows no single hook, and has no status. Source: Procore documentation, "Set Up Webhooks" [doc].
 */
export function answerHookCall(task: WebhookTask): WebhookAnswer {
  const { call, hooks } = task;
  if (call.match.operation.path.endsWith('/hooks')) return call.method === 'POST' ? create(task) : list(task);
  const hook = hookOfCall(task);
  if (hook === undefined) return notFound;
  if (call.method === 'DELETE') {
    hooks.remove(hook);
    task.dispatch.forget(hook);
    return answered(task, task.second ? 204 : 200, undefined);
  }
  return call.method === 'PATCH' ? update(task, hook) : answered(task, 200, shown(task, hook));
}

function list(task: WebhookTask): WebhookAnswer {
  const { call, second, scope, hooks } = task;
  const namespace = call.query.get('namespace') ?? '';
  if (second && namespace === '') return refused({ namespace: ['param is missing or the value is empty'] });
  const version = payloadVersionOf(call.query.get(second ? 'payload_version' : 'api_version'));
  const found = hooks
    .in(scope)
    .filter(hook => namespace === '' || hook.namespace === namespace)
    .filter(hook => version === undefined || hook.payloadVersion === version);
  return listed(
    task,
    found.map(hook => shown(task, hook)),
  );
}

function create(task: WebhookTask): WebhookAnswer {
  const { call, scope, hooks } = task;
  const wanted = read(task);
  if ('problems' in wanted) return refused(wanted.problems);
  const { namespace, version, destinationUrl, headers = {} } = wanted;
  const missing = Object.fromEntries(
    [
      ['namespace', namespace],
      [versionName(task), version],
      ['destination_url', destinationUrl],
    ].flatMap(([name, value]) => (value === undefined ? [[name, ["can't be blank"]]] : [])),
  );
  if (namespace === undefined || version === undefined || destinationUrl === undefined)
    return refused(missing);
  const { payloadVersion, versionText } = version;
  const ownerId = call.session.userId;
  const hook = hooks.create({
    scope,
    namespace,
    payloadVersion,
    versionText,
    destinationUrl,
    headers,
    ownerId,
  });
  return answered(task, 201, shown(task, hook));
}

function update(task: WebhookTask, hook: Hook): WebhookAnswer {
  const wanted = read(task);
  if ('problems' in wanted) return refused(wanted.problems);
  const { namespace, version, destinationUrl, headers, status } = wanted;
  const changed = task.hooks.update(hook, {
    ...(namespace !== undefined && { namespace }),
    ...version,
    ...(destinationUrl !== undefined && { destinationUrl }),
    ...(headers !== undefined && { headers }),
    ...(status !== undefined && { status }),
  });
  task.dispatch.resume(changed);
  return answered(task, 200, shown(task, changed));
}

interface Wanted {
  readonly namespace?: string;
  readonly version?: Pick<Hook, 'payloadVersion' | 'versionText'>;
  readonly destinationUrl?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly status?: Hook['status'];
}

type Problems = Readonly<Record<string, readonly string[]>>;

function versionName({ second }: WebhookTask): string {
  return second ? 'payload_version' : 'api_version';
}

/** v1 wraps the fields in `hook`, v2 is flat. Namespaces: "Set Up Webhooks" [doc]. */
function read(task: WebhookTask): Wanted | { readonly problems: Problems } {
  const body = fieldsOf(task.call.body);
  const fields: Fields = task.second ? body : fieldsOf(body['hook']);
  if (!task.second && body['company_id'] !== undefined && body['project_id'] !== undefined) {
    return { problems: { base: ['company_id or project_id, not both'] } };
  }
  const { namespace, destination_url: url, destination_headers: headers, status } = fields;
  const versionText = fields[versionName(task)];
  const payloadVersion = payloadVersionOf(versionText);
  const problems: Record<string, string[]> = {};
  if (isGiven(namespace) && !(typeof namespace === 'string' && /^[a-z0-9-]+$/.test(namespace))) {
    problems['namespace'] = ['may only have lower-case letters, digits and dashes'];
  }
  if (isGiven(versionText) && payloadVersion === undefined) {
    problems[versionName(task)] = ['must be v2, v3 or v4'];
  }
  if (isGiven(url) && !isAddress(url)) problems['destination_url'] = ['must be an http or https address'];
  if (isGiven(status) && (!task.second || (status !== 'active' && status !== 'disabled'))) {
    problems['status'] = [task.second ? 'must be active or disabled' : 'is not a field of version 1.0'];
  }
  if (Object.keys(problems).length > 0) return { problems };
  return {
    ...(typeof namespace === 'string' && namespace !== '' && { namespace }),
    ...(payloadVersion !== undefined && { version: { payloadVersion, versionText: String(versionText) } }),
    ...(typeof url === 'string' && url !== '' && { destinationUrl: url }),
    ...(headers !== undefined && { headers: sendable(fieldsOf(headers)) }),
    ...((status === 'active' || status === 'disabled') && { status }),
  };
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

function isAddress(value: unknown): boolean {
  return typeof value === 'string' && URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
}

/** Only what may stand in a header, and none that the connection itself needs. */
function sendable(headers: Fields): Readonly<Record<string, string>> {
  const kept = Object.entries(headers).filter(
    (entry): entry is [string, string] =>
      typeof entry[1] === 'string' &&
      /^[\w!#$%&'*+.^`|~-]+$/.test(entry[0]) &&
      /^[\t\x20-\x7e\x80-\xff]*$/.test(entry[1]) &&
      !/^(?:host|connection|content-length|content-type|transfer-encoding|expect|upgrade|te|trailer)$/i.test(
        entry[0],
      ),
  );
  return Object.fromEntries(kept.slice(0, 20));
}

function shown(task: WebhookTask, hook: Hook): Fields {
  const { companyId, projectId } = hook.scope;
  const ownCompany = projectId === undefined ? companyId : null;
  const headers = Object.entries(hook.headers).map(([name, value]) => [name, masked(value)]);
  const same = {
    destination_headers: Object.fromEntries(headers),
    destination_url: hook.destinationUrl,
    namespace: hook.namespace,
  };
  if (!task.second) {
    return {
      id: hook.id,
      api_version: hook.versionText,
      ...same,
      owned_by_company_id: ownCompany,
      owned_by_project_id: projectId ?? null,
      owned_by_user_id: hook.ownerId,
    };
  }
  const counted = /^(?:true|1)$/i.test(task.call.query.get('include_trigger_count') ?? '');
  return {
    id: String(hook.id),
    status: hook.status,
    payload_version: hook.versionText,
    ...same,
    trigger_count: counted ? task.hooks.triggersOf(hook).length : null,
    company_id: ownCompany === null ? null : String(ownCompany),
    project_id: projectId === undefined ? null : String(projectId),
    created_at: timeText(hook.createdAt),
    updated_at: timeText(hook.updatedAt),
    hook_type: 'classic',
  };
}

/** `YYYY-MM-DDTHH:MM:SSZ`. */
function timeText(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}
