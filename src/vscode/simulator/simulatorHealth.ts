import http from 'node:http';
import type { SimulatorAddress } from './simulatorControl.ts';

/** What answers on a port of 127.0.0.1: one of our simulators, some other program, or nothing. */
export type PortAnswer =
  | { readonly kind: 'simulator'; readonly address: SimulatorAddress }
  | { readonly kind: 'other' }
  | { readonly kind: 'free' };

/** Asks once, and takes more than `timeoutMs` without an answer for another program. */
export function askPort(port: number, timeoutMs = 1500): Promise<PortAnswer> {
  const url = `http://127.0.0.1:${port}`;
  return new Promise(resolve => {
    const request = http.get(`${url}/_simulator/health`, { agent: false, timeout: timeoutMs }, response => {
      const parts: Buffer[] = [];
      let size = 0;
      response.on('data', (part: Buffer) => {
        size += part.length;
        if (size > 65536) request.destroy(new Error('too long an answer'));
        else parts.push(part);
      });
      response.on('end', () => resolve(readHealth(url, Buffer.concat(parts).toString('utf8'))));
      response.on('error', () => resolve({ kind: 'other' }));
    });
    request.on('timeout', () => request.destroy(new Error('no answer')));
    request.on('error', (error: NodeJS.ErrnoException) =>
      resolve({ kind: error.code === 'ECONNREFUSED' ? 'free' : 'other' }),
    );
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
