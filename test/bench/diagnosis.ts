import { loadBundledCatalog } from '../../src/procore/catalog/bundled.ts';
import { diagnose } from '../../src/procore/diagnosis/diagnose.ts';
import type { DiagnosisInput } from '../../src/procore/diagnosis/diagnosis.ts';
import { type Benchmark, median } from './benchmark.ts';

const size = 1 << 20;
const rounds = 13;
const calls = 25;

/** One answer of 1 MB is diagnosed: the slowest of differently shaped ones. */
export const benchmarks: readonly Benchmark[] = [
  {
    name: 'diagnosis-ms',
    unit: 'ms',
    bar: '< 1',
    holds: value => value < 1,
    run: async () => {
      const catalog = await loadBundledCatalog();
      const medians = largeAnswers.map(([, input]) => {
        const times = Array.from({ length: rounds }, () => {
          // Time of the processor, and of the thread that calls: neither what else runs on the machine counts,
          // nor that the engine still compiles and sweeps up, aside, what loading the other benchmarks left.
          const started = process.threadCpuUsage();
          for (let call = 0; call < calls; call++) diagnose(input, catalog);
          const { user, system } = process.threadCpuUsage(started);
          return (user + system) / 1_000 / calls;
        });
        // The first ones warm the engine up.
        return median(times.slice(4));
      });
      return Math.max(...medians);
    },
  },
];

const rfi = { id: 1, subject: 'Anchor bolts at grid line C', status: 'open', due_date: '2026-03-03' };
const rows = (row: unknown) => Array.from({ length: size / JSON.stringify(row).length }, () => row);
const rfis = '/rest/v1.0/projects/1234/rfis';

/** What is refused, what is good and may hide something, and what is no JSON. */
const largeAnswers: readonly (readonly [string, DiagnosisInput])[] = [
  ['fields', answer('POST', rfis, 422, { errors: { base: ['x'.repeat(size)], subject: ['is blank'] } })],
  ['rows', answer('PATCH', rfis, 422, rows({ id: 1, errors: { title: ['is too long'] } }))],
  [
    'details',
    answer('POST', rfis, 400, { error: { code: 'BAD_REQUEST', details: rows({ message: 'no' }) } }),
  ],
  ['behind data', answer('GET', rfis, 404, { data: rows(rfi), errors: 'Not Found' })],
  [
    'a page',
    answer('GET', rfis, 502, `<html><title>Bad Gateway</title>${'<p>x</p>'.repeat(size / 8)}</html>`),
  ],
  ['text', answer('GET', rfis, 500, 'x'.repeat(size))],
  ['cut off', answer('GET', rfis, 403, JSON.stringify(rows(rfi)).slice(0, -5))],
  ['an unknown path', answer('GET', '/rest/v1.0/projects/1234/rfees', 404, rows(rfi))],
  ['a list', answer('GET', rfis, 200, rows(rfi))],
  ['a list with more pages', answer('GET', rfis, 200, rows(rfi), { total: '99999', 'per-page': '100' })],
  [
    'a sync action',
    answer('PATCH', '/rest/v1.0/vendors/sync', 200, {
      entities: rows({ id: 1, name: 'Acme Drywall' }),
      errors: [{ id: 2, errors: { id: ['Entity with this ID not found'] } }],
    }),
  ],
];

function answer(
  method: string,
  path: string,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): DiagnosisInput {
  return {
    request: {
      method,
      url: `https://api.procore.com${path}`,
      headers: {
        authorization: 'Bearer ***',
        'procore-company-id': '42',
        'content-type': 'application/json',
      },
      ...(method === 'GET' ? {} : { body: '{"rfi":{"subject":""}}' }),
    },
    response: { status, headers, body: typeof body === 'string' ? body : JSON.stringify(body) },
  };
}
