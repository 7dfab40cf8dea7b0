import { randomUUID } from 'node:crypto';
import { header } from '../../procore/headers.ts';
import type { SentBytes } from '../brokenConnection.ts';
import { breakConnection, drip, headersPause } from '../gateway.ts';
import type { SimulatorParts } from '../parts.ts';
import { loggedTarget, type Target } from './target.ts';

/** What a request gets, before it is written. */
export interface Reply extends SentBytes {
  readonly note: string | undefined;
}

/** Logs and writes a reply. Rejects or throws `BrokenConnection` where a fault breaks the connection. */
export function send(
  reply: Reply | Promise<Reply>,
  request: Request,
  target: Target,
  parts: SimulatorParts,
): Response | Promise<Response> {
  return reply instanceof Promise || parts.latency > 0 || parts.faults.state('slow-headers') !== undefined
    ? waited(reply, request, target, parts)
    : finish(reply, request, target, parts);
}

async function waited(
  reply: Reply | Promise<Reply>,
  request: Request,
  target: Target,
  parts: SimulatorParts,
): Promise<Response> {
  const pause = parts.latency + (parts.faults.take('slow-headers') ? headersPause : 0);
  if (pause > 0) await parts.sleep(pause);
  return finish(await reply, request, target, parts);
}

function finish(reply: Reply, request: Request, target: Target, parts: SimulatorParts): Response {
  const { status, headers, note } = reply;
  parts.requestLog.add({
    at: parts.now(),
    method: request.method,
    target: loggedTarget(target),
    status,
    note,
  });
  const bodyless = status === 204 || status === 205 || status === 304;
  if (!parts.faults.any()) return new parts.Response(bodyless ? null : reply.body, { status, headers });
  breakConnection(parts.faults, reply);
  const slow = !bodyless && parts.faults.take('slow');
  const body = slow ? drip(reply.body, parts.sleep) : reply.body;
  return new parts.Response(bodyless ? null : body, { status, headers });
}

const noStore = 'no-store, must-revalidate, private, max-age=0';

/** Headers of every API answer, to be added to. */
export function everyAnswer(parts: SimulatorParts): Record<string, string> {
  return {
    [header.requestId]: randomUUID(),
    [header.date]: httpDate(parts.now() + parts.skew()),
    'cache-control': noStore,
  };
}

let lastSecond = -1;
let lastDate = '';

/** Formatting a date costs more than a request may, so each second is formatted once. */
function httpDate(milliseconds: number): string {
  const second = Math.floor(milliseconds / 1000);
  if (second !== lastSecond) {
    lastSecond = second;
    lastDate = new Date(second * 1000).toUTCString();
  }
  return lastDate;
}
