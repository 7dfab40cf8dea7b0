/** Whose events a hook gets: those of a company, or those of one project. */
export interface HookScope {
  readonly companyId: number;
  /** `undefined`: the company's own. */
  readonly projectId: number | undefined;
}

/** Generations of payloads. Source: Procore documentation, "How Webhooks Work" [doc]. */
export const payloadVersions = ['v2', 'v3', 'v4'] as const;
/** The generation that a hook was made for. */
export type PayloadVersion = (typeof payloadVersions)[number];

/** Where events of a company or project are sent. */
export interface Hook {
  readonly id: number;
  readonly scope: HookScope;
  readonly namespace: string;
  readonly payloadVersion: PayloadVersion;
  /** As it was asked for, e.g. `v2.0`. */
  readonly versionText: string;
  readonly destinationUrl: string;
  /** As they are sent; answers show them masked. */
  readonly headers: Readonly<Record<string, string>>;
  readonly status: 'active' | 'disabled';
  readonly ownerId: number;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** What happens to records that hooks can tell of. Source: Procore documentation, "How Webhooks Work" [doc]. */
export const eventTypes = ['create', 'update', 'delete'] as const;
/** What has happened to a record. */
export type EventType = (typeof eventTypes)[number];

/** An event that a hook wants to hear of. */
export interface Trigger {
  readonly id: number;
  readonly hookId: number;
  /** As it is displayed, e.g. `RFIs`. */
  readonly resourceName: string;
  readonly eventType: EventType;
  readonly ownerId: number;
}

/** `v2` of `v2`, `v2.0` and `V2`; `undefined`: there is no such version. */
export function payloadVersionOf(text: unknown): PayloadVersion | undefined {
  const named = typeof text === 'string' ? /^(v[234])(?:\.0)?$/i.exec(text)?.[1]?.toLowerCase() : undefined;
  return payloadVersions.find(version => version === named);
}

/** In whichever case it is written; `undefined`: there is no such event. */
export function eventTypeOf(text: unknown): EventType | undefined {
  const word = typeof text === 'string' ? text.toLowerCase() : '';
  return eventTypes.find(type => type === word);
}

/** Whether both are of the same company and the same project, or of no project. */
export function isSameScope(a: HookScope, b: HookScope): boolean {
  return a.companyId === b.companyId && a.projectId === b.projectId;
}

/** A secret as answers show it: its last 5 characters. Source: Procore's OpenAPI document, hooks [oas]. */
export function masked(secret: string): string {
  return `*****${secret.slice(-5)}`;
}
