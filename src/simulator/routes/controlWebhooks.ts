import type { SimulatorParts } from '../parts.ts';
import { eventTypeOf, eventTypes } from '../webhooks/hook.ts';

/** What a control call about webhooks answers. */
export interface ControlAnswer {
  readonly status: 200 | 400 | 404;
  readonly body: unknown;
}

type Fields = Readonly<Record<string, unknown>>;

const example =
  '{"project_id":310512,"resource_name":"RFIs","event_type":"update"}, or company_id instead of project_id';

/** Fires one event, as if somebody had changed a record in the web app. `body` is JSON or a form's fields. */
export function fireEvent(body: unknown, { records, webhooks }: SimulatorParts): ControlAnswer {
  const fields: Fields = typeof body === 'object' && body !== null ? (body as Fields) : {};
  const { resource_name: resourceName, event_type: type, resource_id: resourceId } = fields;
  const eventType = eventTypeOf(type);
  if (typeof type === 'string' && type !== '' && eventType === undefined) {
    return {
      status: 400,
      body: {
        error: `event_type is ${eventTypes.slice(0, -1).join(', ')} or ${eventTypes.at(-1)}; for example ${example}.`,
      },
    };
  }
  if (typeof resourceName !== 'string' || resourceName === '' || eventType === undefined) {
    return { status: 400, body: { error: `Send resource_name and event_type, for example ${example}.` } };
  }
  const projectId = textOf(fields['project_id']);
  const project = projectId === undefined ? undefined : records.project(projectId);
  const companyId = textOf(fields['company_id']);
  const company = companyId === undefined ? undefined : records.company(companyId);
  const owner = project?.companyId ?? company?.id;
  if (owner === undefined || (projectId !== undefined && project === undefined)) {
    return { status: 404, body: { error: `There is no such project or company. Send ${example}.` } };
  }
  const hooks = webhooks.fire({
    scope: { companyId: owner, projectId: project?.id },
    resourceName,
    eventType,
    resourceId: Number(textOf(resourceId) ?? 1),
    userId: Number(textOf(fields['user_id']) ?? records.users[0]?.id ?? 0),
  });
  return { status: 200, body: { hooks: hooks.map(({ id }) => id) } };
}

/** From 1 (as in life) to a million. */
export function scaleTime(body: unknown, { webhooks }: SimulatorParts): ControlAnswer {
  const given = typeof body === 'object' && body !== null ? Reflect.get(body, 'scale') : body;
  const scale = Number(given);
  if (!(scale >= 1 && scale <= 1_000_000)) {
    return { status: 400, body: { error: 'Send a number from 1 to 1000000, or {"scale":1000}.' } };
  }
  webhooks.setTimeScale(scale);
  return { status: 200, body: webhooks.state() };
}

function textOf(value: unknown): string | undefined {
  return (typeof value === 'string' && /^\d{1,16}$/.test(value)) || typeof value === 'number'
    ? String(value)
    : undefined;
}
