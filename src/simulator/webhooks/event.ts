import type { EventType, HookScope, PayloadVersion } from './hook.ts';

/** Something that happened to a record. */
export interface WebhookEvent {
  readonly number: number;
  readonly ulid: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly scope: HookScope;
  /** As it is displayed, e.g. `RFIs`. */
  readonly resourceName: string;
  readonly resourceId: number;
  readonly eventType: EventType;
  readonly userId: number;
  /** The app that made the change; `undefined`: a person in the web app. */
  readonly applicationId: string | undefined;
  /** The record that a line item belongs to. */
  readonly related: readonly { readonly id: number; readonly name: string }[];
}

/** What a delivery says, to be sent as JSON. */
export type Payload = Readonly<Record<string, unknown>>;

/** The body of a delivery. Source: Procore documentation, "How Webhooks Work", Payload Formats [doc]. */
export function payloadOf(event: WebhookEvent, version: PayloadVersion): Payload {
  const timestamp = new Date(event.at).toISOString().replace('Z', '000Z');
  const { companyId, projectId } = event.scope;
  if (version === 'v4') {
    return {
      id: event.ulid,
      timestamp,
      reason: event.eventType,
      company_id: String(companyId),
      project_id: projectId === undefined ? null : String(projectId),
      user_id: String(event.userId),
      resource_type: event.resourceName,
      resource_id: String(event.resourceId),
    };
  }
  return {
    id: event.number,
    ulid: event.ulid,
    timestamp,
    metadata: {
      source_user_id: event.userId,
      source_project_id: projectId ?? null,
      source_operation_id: null,
      source_company_id: companyId,
      source_application_id: event.applicationId ?? null,
    },
    user_id: event.userId,
    company_id: companyId,
    project_id: projectId ?? null,
    api_version: `${version}.0`,
    event_type: event.eventType,
    resource_name: event.resourceName,
    resource_id: event.resourceId,
    ...(version === 'v3' && { related_resources: event.related }),
  };
}
