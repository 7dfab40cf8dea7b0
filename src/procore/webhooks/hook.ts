import { type PayloadVersion, payloadVersionOf } from './event.ts';
import { integerIn, isRow, type Row, rowsIn, textIn } from './read.ts';

/** Where events of a company or project go. One shape for both versions of the API; ids are texts. */
export interface Hook {
  readonly id: string;
  /** `undefined` in v1, which has no status: such a hook is always on. */
  readonly status: 'active' | 'disabled' | undefined;
  /** As the API writes it, e.g. `v2` or `v4.0`. */
  readonly payloadVersion: string | undefined;
  /** The same without its spelling; `undefined`: none that is known. */
  readonly payload: PayloadVersion | undefined;
  readonly namespace: string | undefined;
  readonly destinationUrl: string | undefined;
  /** Of `destination_headers`, masked here too, whatever the server sent: only the last 5 characters show. */
  readonly destinationHeaders: Readonly<Record<string, string>>;
  /** v2 only, and only where it was asked for. */
  readonly triggerCount: number | undefined;
  /** Set for a hook of the company; a hook of a project may have `null` here, which is `undefined`. */
  readonly companyId: string | undefined;
  /** Set for a hook of a project. */
  readonly projectId: string | undefined;
  /** v2 only; ISO 8601 as it came. */
  readonly createdAt: string | undefined;
  readonly updatedAt: string | undefined;
  /** v2 only, `classic` for the usual ones. */
  readonly hookType: string | undefined;
}

/**
 * The hooks of an answer of either version: a list, bare or under `data`, or one hook. Rows without an id are left
 * out. Never throws. Source: Procore's OpenAPI document, hooks [oas].
 */
export function readHooks(body: unknown): readonly Hook[] {
  return rowsIn(body).flatMap(row => {
    const id = textIn(row, 'id', 80);
    return id === undefined ? [] : [hookOf(id, row)];
  });
}

function hookOf(id: string, row: Row): Hook {
  const status = textIn(row, 'status', 40);
  const payloadVersion = textIn(row, 'payload_version', 40) ?? textIn(row, 'api_version', 40);
  return {
    id,
    status: status === 'active' || status === 'disabled' ? status : undefined,
    payloadVersion,
    payload: payloadVersionOf(payloadVersion),
    namespace: textIn(row, 'namespace'),
    destinationUrl: textIn(row, 'destination_url', 2000),
    destinationHeaders: maskedHeaders(row['destination_headers']),
    triggerCount: integerIn(row, 'trigger_count'),
    companyId: textIn(row, 'company_id', 80) ?? textIn(row, 'owned_by_company_id', 80),
    projectId: textIn(row, 'project_id', 80) ?? textIn(row, 'owned_by_project_id', 80),
    createdAt: textIn(row, 'created_at', 60),
    updatedAt: textIn(row, 'updated_at', 60),
    hookType: textIn(row, 'hook_type', 60),
  };
}

const mostHeaders = 50;

function maskedHeaders(value: unknown): Readonly<Record<string, string>> {
  if (!isRow(value)) return {};
  const headers = Object.keys(value)
    .slice(0, mostHeaders)
    .flatMap(name => {
      const text = textIn(value, name, 4000);
      return text === undefined ? [] : [[name, maskedSecret(text)] as const];
    });
  return Object.fromEntries(headers);
}

/**
 * A secret with all but its last 5 characters hidden, as Procore shows it [oas]; a short one is hidden whole. What is
 * masked already stays as it is.
 */
export function maskedSecret(secret: string): string {
  if (/^\*{3,}.{0,5}$/.test(secret)) return secret;
  return `*****${secret.length > 10 ? secret.slice(-5) : ''}`;
}

/** Lower-case letters, digits and dashes ("Set Up Webhooks", Namespaces [doc]); at most 255 [assumed]. */
export function isNamespace(text: string): boolean {
  return /^[a-z0-9-]{1,255}$/.test(text);
}
