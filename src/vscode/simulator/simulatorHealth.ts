import http from 'node:http';

/** Where the simulator answers, and the credentials of its seeded app. */
export interface SimulatorAddress {
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly environment: string;
}

/** What answers on a port of 127.0.0.1: one of our simulators, some other program, or nothing. */
export type PortAnswer =
  | { readonly kind: 'simulator'; readonly address: SimulatorAddress }
  | { readonly kind: 'other' }
  | { readonly kind: 'free' };

/**
 * How long a simulator may be silent, in milliseconds: it, or the editor, may be busy with other things for
 * seconds. Another program that takes the connection answers, as a rule, or ends it.
 */
const longestSilence = 15_000;

/** Where a simulator on that port answers. */
export const urlOf = (port: number): string => `http://127.0.0.1:${port}`;

/**
 * Asks once, and takes more than `timeoutMs` without a whole answer for another program. Rejects with the reason of
 * `signal` where that ends it.
 */
export function askPort(
  port: number,
  { timeoutMs = longestSilence, signal }: { readonly timeoutMs?: number; readonly signal?: AbortSignal } = {},
): Promise<PortAnswer> {
  const url = urlOf(port);
  return new Promise((resolve, reject) => {
    const settle = (error: NodeJS.ErrnoException) => {
      if (signal?.aborted) reject(signal.reason);
      else resolve({ kind: error.code === 'ECONNREFUSED' ? 'free' : 'other' });
    };
    const options = { agent: false, ...(signal === undefined ? {} : { signal }) };
    const request = http.get(`${url}/_simulator/health`, options, response => {
      const parts: Buffer[] = [];
      let size = 0;
      response.on('data', (part: Buffer) => {
        size += part.length;
        if (size > 65536) request.destroy(new Error('too long an answer'));
        else parts.push(part);
      });
      response.on('end', () => resolve(readHealth(url, Buffer.concat(parts).toString('utf8'))));
      response.on('error', settle);
    });
    // In all: some programs send a little now and then, and never come to an end.
    const timer = setTimeout(() => request.destroy(new Error('no answer')), timeoutMs);
    request.on('error', settle);
    request.on('close', () => clearTimeout(timer));
  });
}

function readHealth(url: string, text: string): PortAnswer {
  const health = parseObject(text);
  const field = (name: string): string | undefined => {
    const value: unknown = health === undefined ? undefined : Reflect.get(health, name);
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const [environment, clientId, clientSecret] = [
    field('environment'),
    field('clientId'),
    field('clientSecret'),
  ];
  const ours = health !== undefined && Reflect.get(health, 'simulator') === true;
  if (!ours || environment === undefined || clientId === undefined || clientSecret === undefined)
    return { kind: 'other' };
  return { kind: 'simulator', address: { url, environment, clientId, clientSecret } };
}

function parseObject(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
