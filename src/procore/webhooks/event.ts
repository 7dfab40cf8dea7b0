import { eventTypeIn, isRow, type Row, textIn } from './read.ts';

/** Generation of a payload: what Procore writes as `v2` or `v2.0` is `v2` here. */
export type PayloadVersion = 'v2' | 'v3' | 'v4';

/** What a payload tells, whichever version it is. Ids are texts. Source: "How Webhooks Work" [doc]. */
export interface WebhookEvent {
  /** Tells one event from another: `ulid` of v2 and v3, `id` of v4; else the number of the event. */
  readonly id: string | undefined;
  /** `undefined`: neither the fields nor `api_version` tell. */
  readonly payloadVersion: PayloadVersion | undefined;
  /** As it came, ISO 8601. */
  readonly timestamp: string | undefined;
  /** `event_type`, or `reason` of v4, which has more values than create, update and delete. Lower case. */
  readonly eventType: string | undefined;
  /** `resource_name`, or `resource_type` of v4; a name as it is displayed, e.g. `RFIs`. */
  readonly resourceName: string | undefined;
  readonly resourceId: string | undefined;
  readonly companyId: string | undefined;
  /** `undefined`: an event of the company. */
  readonly projectId: string | undefined;
  readonly userId: string | undefined;
  /** The app that made the change; never known in v4, which has no metadata. */
  readonly applicationId: string | undefined;
  /** Related records of v3, most often none. */
  readonly related: readonly { readonly id: string | undefined; readonly name: string | undefined }[];
}

const mostRelated = 100;

/** Reads the body of an event, or the `payload` or `event` of a delivery. `undefined`: no object. Never throws. */
export function readEvent(payload: unknown): WebhookEvent | undefined {
  if (!isRow(payload)) return undefined;
  const metadata = isRow(payload['metadata']) ? payload['metadata'] : {};
  const related = payload['related_resources'];
  return {
    id: textIn(payload, 'ulid') ?? textIn(payload, 'id'),
    payloadVersion: versionOf(payload),
    timestamp: textIn(payload, 'timestamp'),
    eventType: eventTypeIn(payload, 'event_type') ?? eventTypeIn(payload, 'reason'),
    resourceName: textIn(payload, 'resource_name') ?? textIn(payload, 'resource_type'),
    resourceId: textIn(payload, 'resource_id'),
    companyId: textIn(payload, 'company_id'),
    projectId: textIn(payload, 'project_id'),
    userId: textIn(payload, 'user_id'),
    applicationId: textIn(metadata, 'source_application_id'),
    related: (Array.isArray(related) ? related.slice(0, mostRelated) : [])
      .filter(isRow)
      .map(one => ({ id: textIn(one, 'id'), name: textIn(one, 'name') })),
  };
}

/** `v2` of `v2`, `v2.0` and `2`; `undefined`: a text that names no known generation. */
export function payloadVersionOf(text: string | undefined): PayloadVersion | undefined {
  const number = /^v?([234])(?:\.0)?$/i.exec(text ?? '')?.[1];
  return number === '2' || number === '3' || number === '4' ? `v${number}` : undefined;
}

function versionOf(payload: Row): PayloadVersion | undefined {
  const named = payloadVersionOf(textIn(payload, 'api_version') ?? textIn(payload, 'payload_version'));
  if (named !== undefined) return named;
  return 'reason' in payload && 'resource_type' in payload ? 'v4' : undefined;
}
