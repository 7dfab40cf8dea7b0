import type { Exchange } from '../../src/runner/exchange.ts';

type Parts = {
  readonly [Key in keyof Exchange]?: Exchange[Key] extends object | null
    ? Exchange[Key] extends readonly unknown[]
      ? Exchange[Key]
      : Partial<NonNullable<Exchange[Key]>> | null
    : Exchange[Key];
};

/** A plain 200 exchange with the given parts changed. */
export function exchange(parts: Parts = {}): Exchange {
  const plain: Exchange = {
    request: {
      name: null,
      file: 'a.http',
      line: 1,
      method: 'GET',
      url: 'https://sandbox.procore.com/rest/v1.0/me',
      headers: {},
      bodyBytes: 0,
    },
    environment: 'sandbox',
    response: { status: 200, statusText: 'OK', headers: {}, bodyBytes: 0 },
    error: null,
    timings: { queuedMs: null, dnsMs: null, connectMs: null, tlsMs: null, firstByteMs: 12, totalMs: 15 },
    attempts: 1,
    asserts: [],
    rateLimit: null,
    pagination: null,
    diagnoses: [],
  };
  const changed = Object.entries(parts).map(([key, part]) => {
    const before: unknown = plain[key as keyof Exchange];
    return [key, isPlainObject(before) && isPlainObject(part) ? { ...before, ...part } : part];
  });
  return { ...plain, ...Object.fromEntries(changed) };
}

function isPlainObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
