/** Something that goes wrong on request. */
export interface Fault {
  readonly name: string;
  /** What it does, for `procore-http simulate --help` and the control page. */
  readonly help: string;
}

/** A fault of the table, by its name. */
export type FaultName = (typeof faultTable)[number]['name'];

/** `once`: for the next request it applies to. */
export type FaultSwitch = 'on' | 'off' | 'once';

/**
 * Every fault. Those named like a diagnosis make the wire look like that case; what Procore's pages leave
 * open (which status, which header) is a switch of its own. Source: Procore documentation,
 * "Troubleshooting", "Error reference", "Rate limiting" [doc]; statuses and texts of 403 and 404 [assumed].
 */
export const faultTable = [
  { name: 'access-token-invalid', help: 'API: 401, as if the token had expired or been revoked' },
  { name: 'wrong-environment', help: 'API: 401, as if the token came from another environment' },
  { name: 'app-not-connected', help: 'API: 403 "App is not connected to this company."' },
  { name: 'permission-insufficient', help: 'API: 403, the level in the tool is too low' },
  { name: 'tool-disabled', help: 'API: 403, the tool is off in the project' },
  { name: 'outside-access-scope', help: 'API: 403, the project is not visible to this account' },
  { name: 'not-found-or-hidden', help: 'API: 404 for a record that exists' },
  { name: 'company-header-missing', help: 'API: 400 as if Procore-Company-Id had not been sent' },
  { name: 'unexpected-empty', help: 'lists answer 200 [] with Total: 0' },
  { name: 'bad-request', help: 'API: 400 with a text' },
  { name: 'unprocessable-field', help: 'writes: 422 with messages for a field' },
  { name: 'record-locked-by-erp', help: 'writes: 422, the record is locked by the ERP integration' },
  { name: 'origin-id-taken', help: 'writes: 422, origin_id is not unique' },
  { name: 'reference-missing', help: 'writes: 422, "Entity with this ID not found"' },
  { name: 'invalid-status-transition', help: 'writes: 422, the status may not change like that' },
  { name: 'conflict', help: 'writes: 409, the record is in a conflicting state' },
  { name: 'payload-too-large', help: 'writes: 413' },
  { name: 'sync-entry-errors', help: 'sync actions: every second entry fails inside the 200' },
  { name: 'request-timeout', help: 'API: 408, too slow on the server' },
  { name: 'rate-limit-spike', help: 'API: 429, the 10-second window is spent' },
  { name: 'rate-limit-hourly', help: 'API: 429, the 60-minute window is spent' },
  { name: 'rate-limit-storm', help: 'API: others spend each 10-second window right after its first request' },
  { name: 'server-error', help: 'API: 500 with an error body' },
  { name: 'bad-gateway', help: 'API: 502 with a page of HTML' },
  { name: 'service-unavailable', help: 'API: 503 with a page of HTML and no Retry-After' },
  { name: 'gateway-timeout', help: 'API: 504 with a page of HTML' },
  { name: 'maintenance', help: 'API: 503 with Retry-After' },
  { name: 'slow', help: 'API: the answer drips in over three seconds' },
  { name: 'slow-headers', help: 'API: not a byte of the answer comes for three seconds' },
  { name: 'reset', help: 'API: the connection is dropped before a byte is sent' },
  { name: 'reset-mid-body', help: 'API: the connection is reset halfway through the body' },
  { name: 'truncated', help: 'API: the connection is dropped halfway through the body' },
  { name: 'truncated-chunked', help: 'API: the connection is dropped halfway through a body in chunks' },
  { name: 'wrong-content-length', help: 'API: Content-Length is smaller than the body' },
  { name: 'redirect-elsewhere', help: 'API: 307 to another host, which must get neither token nor body' },
  { name: 'redirect-loop', help: 'API: 307 to the same address, again and again' },
  { name: 'upload-expired', help: 'uploads: 403 from storage, 410 when one is completed' },
  { name: 'upload-processing', help: 'unified uploads: complete, but not yet available' },
  { name: 'storage-unavailable', help: 'storage: 503 with an XML error' },
  { name: 'storage-damage', help: 'storage: a part arrives damaged, 400 with an XML error' },
  {
    name: 'storage-reset',
    help: 'storage: the file is taken, but the connection is dropped before the answer',
  },
  { name: 'webhook-not-delivered', help: 'webhooks: two deliveries of a hook have failed' },
  { name: 'webhook-disabled', help: 'webhooks: v2 hooks are disabled' },
  { name: 'webhook-duplicate-event', help: 'webhooks: deliveries of a hook repeat an event' },
  { name: 'webhook-sent-twice', help: 'webhooks: an event is sent to its receiver twice' },
  { name: 'redirect-uri-mismatch', help: 'sign-in: the page refuses the redirect address' },
  { name: 'authorization-code-invalid', help: 'token endpoint: a good code gets invalid_grant' },
  { name: 'refresh-token-invalid', help: 'token endpoint: a good refresh token gets invalid_grant' },
  { name: 'client-credentials-invalid', help: 'token endpoint: invalid_client' },
  { name: 'lost-token-response', help: 'token endpoint: the new pair is made, the answer is lost' },
  { name: 'token-server-error', help: 'token endpoint: 503 with a page of HTML' },
  { name: 'pkce-strict', help: 'token endpoint: verifies PKCE instead of ignoring it' },
  { name: 'clock-skew', help: "the server's clock is ten minutes ahead" },
  { name: 'retry-after-off', help: '429 comes without Retry-After' },
  { name: 'retry-after-date', help: 'Retry-After is a date instead of seconds' },
  { name: 'rate-headers-off', help: 'no X-Rate-Limit headers' },
  { name: 'company-header-404', help: 'a missing Procore-Company-Id gets 404 instead of 400' },
  { name: 'tool-disabled-404', help: 'a tool that is off gets 404 instead of 403' },
  { name: 'link-drops-parameters', help: 'page links keep only page and per_page' },
  { name: 'link-off', help: 'lists have no Link header, only Total and Per-Page' },
] as const satisfies readonly Fault[];

/** Which faults are on. */
export interface Faults {
  /** Whether the fault applies to this request; uses up a `once`. */
  take(name: FaultName): boolean;
  /** `undefined` where it is off. */
  state(name: FaultName): 'on' | 'once' | undefined;
  set(name: FaultName, to: FaultSwitch): void;
  /** Whether any fault is on at all. */
  any(): boolean;
}

/** Switches of which these are on. */
export function createFaults(initial: readonly FaultName[]): Faults {
  const switched = new Map<FaultName, 'on' | 'once'>(initial.map(name => [name, 'on']));
  return {
    take(name) {
      if (switched.size === 0) return false;
      const state = switched.get(name);
      if (state === 'once') switched.delete(name);
      return state !== undefined;
    },
    state: name => switched.get(name),
    set(name, to) {
      if (to === 'off') switched.delete(name);
      else switched.set(name, to);
    },
    any: () => switched.size > 0,
  };
}

/** Whether the table has a fault of that name. */
export function isFaultName(name: string): name is FaultName {
  return faultTable.some(fault => fault.name === name);
}

/** The fault whose name is nearest to a mistyped one; `undefined`: none comes close. */
export function nearestFault(name: string): FaultName | undefined {
  const ranked = faultTable
    .map(fault => ({ name: fault.name, distance: editDistance(name.toLowerCase(), fault.name) }))
    .sort((a, b) => a.distance - b.distance);
  const [best] = ranked;
  return best !== undefined && best.distance <= Math.max(2, best.name.length / 3) ? best.name : undefined;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (const [index, letter] of [...a].entries()) {
    const next = [index + 1];
    for (let column = 1; column <= b.length; column += 1) {
      const kept = (row[column - 1] ?? 0) + (letter === b[column - 1] ? 0 : 1);
      next.push(Math.min(kept, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
