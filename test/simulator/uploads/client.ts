import { createHash } from 'node:crypto';
import { loadBundledCatalog } from '../../../src/procore/catalog/bundled.ts';
import type { RunningSimulator } from '../../../src/simulator/options.ts';
import { startSimulator } from '../../../src/simulator/server.ts';
import { type Answer, readAnswer } from '../client.ts';

export const company = 4264807;
export const project = 310512;

/** A simulator on two ports, spoken to with plain `fetch` as its service account; its clock is moved by hand. */
export interface UploadClient {
  readonly running: RunningSimulator;
  readonly clock: { now: number };
  /** Lines of the simulator's log. */
  readonly log: readonly string[];
  /** A call of the API with token and company; an object is sent as JSON. */
  api(target: string, body?: unknown): Promise<Answer>;
  /** Switches a fault for the next request it applies to. */
  once(fault: string): Promise<void>;
}

/** Runs a journey and stops the simulator after it. */
export async function withUploads(journey: (client: UploadClient) => Promise<void>): Promise<void> {
  const clock = { now: Date.UTC(2026, 10, 22, 9) };
  const log: string[] = [];
  const running = await startSimulator({
    catalog: await loadBundledCatalog(),
    now: () => clock.now,
    hourlyLimit: 0,
    spikeLimit: 0,
    accessTokenTtl: 100 * 86_400,
    log: line => log.push(line),
  });
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: running.clientId,
    client_secret: running.clientSecret,
  });
  try {
    const granted = await fetch(`${running.url}/oauth/token`, { method: 'POST', body: form });
    const { access_token: token } = (await granted.json()) as { access_token: string };
    const headers = { authorization: `Bearer ${token}`, 'procore-company-id': String(company) };
    await journey({
      running,
      clock,
      log,
      async api(target, body) {
        const [method = '', path = ''] = target.split(' ');
        const sent = body === undefined ? {} : { body: JSON.stringify(body) };
        const type = body === undefined ? {} : { 'content-type': 'application/json' };
        return readAnswer(
          await fetch(running.url + path, { method, headers: { ...headers, ...type }, ...sent }),
        );
      },
      async once(fault) {
        const answer = await fetch(`${running.url}/_simulator/faults/${fault}`, {
          method: 'POST',
          body: 'once',
        });
        if (!answer.ok) throw new Error(`The fault ${fault} was not switched: ${answer.status}`);
      },
    });
  } finally {
    await running.close();
  }
}

/** Bytes of a file that differ from place to place. */
export function fileOf(size: number): Buffer {
  return Buffer.alloc(size, 'The quick brown fox. ');
}

/** What a segment is announced with. */
export function announced(part: Buffer): { size: number; sha256: string; md5: string } {
  return { size: part.length, sha256: sum('sha256', part), md5: sum('md5', part) };
}

export function sum(algorithm: 'sha256' | 'md5', part: Buffer): string {
  return createHash(algorithm).update(part).digest('hex');
}
