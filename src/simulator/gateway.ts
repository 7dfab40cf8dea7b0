import { BrokenConnection, type SentBytes } from './brokenConnection.ts';
import type { FaultName, Faults } from './faults.ts';

/** An answer that comes from in front of the API: HTML, no request to an app, no rate headers. */
export interface GatewayAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly note: string;
}

const html = { 'content-type': 'text/html; charset=utf-8' };

const maintenanceSeconds = 5;

const outages = [
  { fault: 'bad-gateway', status: 502, title: '502 Bad Gateway', headers: html },
  { fault: 'service-unavailable', status: 503, title: '503 Service Temporarily Unavailable', headers: html },
  { fault: 'gateway-timeout', status: 504, title: '504 Gateway Time-out', headers: html },
  {
    fault: 'maintenance',
    status: 503,
    title: '503 Service Unavailable',
    headers: { ...html, 'retry-after': String(maintenanceSeconds) },
  },
] as const satisfies readonly (Omit<GatewayAnswer, 'body' | 'note'> & { fault: FaultName; title: string })[];

/** What a gateway says instead of the API; `undefined`: it lets the request through. */
export function gatewayOutage(faults: Faults, serverTime: number): GatewayAnswer | undefined {
  if (!faults.any()) return undefined;
  for (const { fault, status, title, headers } of outages) {
    if (!faults.take(fault)) continue;
    const asDate = fault === 'maintenance' && faults.take('retry-after-date');
    const until = { 'retry-after': retryAfterDate(serverTime, maintenanceSeconds) };
    return {
      status,
      headers: asDate ? { ...headers, ...until } : headers,
      body: errorPage(title),
      note: `fault ${fault}`,
    };
  }
  return undefined;
}

/** By the server's clock; rounded up, as a date has no fractions. */
export function retryAfterDate(serverTime: number, seconds: number): string {
  return new Date(Math.ceil(serverTime / 1000 + seconds) * 1000).toUTCString();
}

/** A page as gateways and Rails' own 404 send it. Source: none of Procore's pages shows one [inferred]. */
export function errorPage(title: string): string {
  return `<!DOCTYPE html>\n<html lang="en"><head><title>${title}</title></head>\n<body><h1>${title}</h1></body></html>\n`;
}

/** Throws where a fault breaks the connection on this answer; returns where none does. */
export function breakConnection(faults: Faults, answer: SentBytes): void {
  if (faults.take('reset')) throw new BrokenConnection('reset');
  if (faults.take('reset-mid-body')) {
    throw new BrokenConnection('reset-mid-body', { ...firstHalf(answer), reset: true });
  }
  if (faults.take('truncated-chunked')) {
    const { headers, ...rest } = firstHalf(answer);
    const { 'content-length': _length, ...chunked } = headers;
    throw new BrokenConnection('truncated-chunked', { ...rest, headers: chunked });
  }
  if (faults.take('truncated')) {
    throw new BrokenConnection('truncated', firstHalf(answer));
  }
  if (faults.take('wrong-content-length')) {
    const half = Math.floor(Buffer.byteLength(answer.body) / 2);
    const headers = { ...answer.headers, 'content-length': String(half) };
    throw new BrokenConnection('wrong-content-length', { ...answer, headers });
  }
}

/** The length promises all of it. */
function firstHalf({ status, headers, body }: SentBytes): SentBytes {
  const promised = { ...headers, 'content-length': String(Buffer.byteLength(body)) };
  return { status, headers: promised, body: body.slice(0, Math.ceil(body.length / 2)) };
}

/** Where a fault sends the request instead; `undefined`: nowhere. `storageUrl` is another origin. */
export function gatewayRedirect(
  faults: Faults,
  target: string,
  storageUrl: string,
): GatewayAnswer | undefined {
  if (!faults.any()) return undefined;
  const elsewhere = faults.take('redirect-elsewhere');
  if (!elsewhere && !faults.take('redirect-loop')) return undefined;
  const note = `fault ${elsewhere ? 'redirect-elsewhere' : 'redirect-loop'}`;
  const location = elsewhere ? `${storageUrl}/elsewhere` : target;
  return { status: 307, headers: { ...html, location }, body: errorPage('307 Temporary Redirect'), note };
}

/** How long `slow-headers` waits, in milliseconds. */
export const headersPause = 3_000;

const drips = 10;
const dripPause = 300;

/** The text in ten pieces over three seconds. */
export function drip(
  text: string,
  sleep: (milliseconds: number) => Promise<void>,
): ReadableStream<Uint8Array> {
  const bytes = Buffer.from(text);
  const size = Math.max(1, Math.ceil(bytes.length / drips));
  let offset = 0;
  return new ReadableStream({
    async pull(controller) {
      await sleep(dripPause);
      if (offset < bytes.length) controller.enqueue(new Uint8Array(bytes.subarray(offset, offset + size)));
      offset += size;
      if (offset >= bytes.length) controller.close();
    },
  });
}
