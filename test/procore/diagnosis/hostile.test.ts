import assert from 'node:assert/strict';
import fc from 'fast-check';
import { loadBundledCatalog } from '../../../src/procore/catalog/bundled.ts';
import type { Catalog } from '../../../src/procore/catalog/catalog.ts';
import { diagnose } from '../../../src/procore/diagnosis/diagnose.ts';
import { type DiagnosisInput, diagnosisIds } from '../../../src/procore/diagnosis/diagnosis.ts';
import { diagnosisText } from '../../../src/procore/diagnosis/text.ts';
import { runs } from '../../support/runs.ts';
import { examples } from './examples.ts';
import { answered, wrote } from './inputs.ts';

let catalog: Catalog;
before(async () => {
  catalog = await loadBundledCatalog();
});

const all = Object.values(examples).flatMap(shown => Object.values(shown));
const rfis = '/rest/v1.0/projects/1234/rfis';

describe('Hostile answers', () => {
  const nasty = '\u001b]8;;command:evil\u0007[click](command:evil)\u202e\r\n\u0000<script>alert(1)</script>';

  it('cannot put control characters, line breaks or reversals into a diagnosis', () => {
    const inputs = [400, 401, 403, 404, 409, 422, 429, 500, 502, 503].flatMap(status => [
      answered(`GET ${rfis}`, status, { errors: { [nasty]: [nasty] } }),
      answered(`GET ${rfis}`, status, {
        error: { code: nasty, message: nasty, details: [{ message: nasty, source: nasty }] },
      }),
      answered(`GET ${rfis}?${encodeURIComponent(nasty)}=1`, status, nasty, {
        answer: { 'x-request-id': nasty },
      }),
    ]);
    for (const input of inputs) {
      for (const diagnosis of diagnose(input, catalog)) {
        for (const text of [diagnosis.title, diagnosis.cause, ...diagnosis.remedies]) {
          assert.doesNotMatch(text, /[\p{Cc}\u202e]/u);
        }
      }
    }
  });

  it('make no long texts', () => {
    const long = 'x'.repeat(1_000_000);
    for (const body of [{ errors: { [long]: [long] } }, { errors: [long] }, { message: long }, long]) {
      for (const status of [400, 403, 404, 422, 500]) {
        const said = diagnose(wrote(`POST ${rfis}`, { a: long }, status, body), catalog)
          .map(diagnosisText)
          .join('\n');
        assert.ok(said.length < 6_000, `${said.length}`);
      }
    }
  });

  it('with prototype names are answers like others', () => {
    const body =
      '{"__proto__":{"status":"disabled"},"errors":{"__proto__":["x"],"constructor":["y"],"toString":["z"]}}';
    assert.deepEqual(
      diagnose(wrote(`POST ${rfis}`, '{"__proto__":1,"hasOwnProperty":2}', 422, body), catalog).map(
        ({ id }) => id,
      ),
      ['unprocessable-field'],
    );
  });
});

describe('A value that no text can be made of', () => {
  const value = { toString: 1, valueOf: 2 };

  it('is told of a field of a refused entry as its JSON', () => {
    const failed = [{ id: value, errors: { due_date: [value], name: value } }];
    const body = { updates: [{ id: 1 }, { id: value }] };
    const [first] = diagnose(
      wrote('PATCH /rest/v1.0/tasks/sync?project_id=1', body, 200, { entities: [], errors: failed }),
      catalog,
    );
    assert.equal(first?.id, 'partial-failure');
    assert.match(first?.cause ?? '', /"toString":1/);
    assert.deepEqual(
      first?.fields?.map(({ message }) => message),
      [JSON.stringify(value), JSON.stringify(value)],
    );
  });
});

describe('Any exchange', () => {
  const word = fc.oneof(
    fc.string(),
    fc.constantFrom(
      'errors',
      'error',
      'base',
      'id',
      'origin_id',
      'status',
      'data',
      'failed',
      'entities',
      '__proto__',
      'toString',
    ),
    fc.constantFrom(
      'Bearer a',
      'application/json',
      'now',
      '2026-01-01T00:00:00Z',
      '-1',
      '1e999',
      '<',
      '</',
      '{{x}}',
    ),
  );
  const body = fc.oneof(
    fc.string(),
    fc.json(),
    fc
      .letrec(tie => ({
        value: fc.oneof(
          { depthSize: 'small' },
          word,
          fc.integer(),
          fc.constant(null),
          tie('list'),
          tie('object'),
        ),
        list: fc.array(tie('value'), { maxLength: 4 }),
        object: fc.dictionary(word, tie('value'), { maxKeys: 4 }),
      }))
      .value.map(value => JSON.stringify(value) ?? ''),
  );
  const headers = fc.dictionary(
    fc.oneof(
      word,
      fc.constantFrom(
        'authorization',
        'content-type',
        'date',
        'link',
        'total',
        'per-page',
        'retry-after',
        'x-rate-limit-reset',
        'x-rate-limit-limit',
        'x-rate-limit-remaining',
      ),
    ),
    fc.oneof(word, fc.array(word, { maxLength: 2 })),
  );
  const url = fc.oneof(
    fc.string(),
    fc.webUrl({ withQueryParameters: true }),
    fc
      .tuple(
        fc.constantFrom(
          'https://api.procore.com',
          'https://sandbox.procore.com',
          'http://127.0.0.1:1',
          'https://s3.amazonaws.com',
          '',
        ),
        fc.constantFrom(
          rfis,
          '/rest/v1.0/me',
          '/oauth/token',
          '/oauth/authorize',
          '/rest/v1.0/webhooks/hooks/1/deliveries',
          '/rest/v1.0/x/sync',
          '/vapid/x',
          '//',
        ),
        fc.oneof(
          fc.constant(''),
          fc.webQueryParameters().map(query => `?${query}`),
        ),
      )
      .map(parts => parts.join('')),
  );
  const context: fc.Arbitrary<NonNullable<DiagnosisInput['context']>> = fc.record(
    {
      environment: word,
      tokenEnvironment: word,
      tokenExpiresAt: word,
      now: word,
      grant: fc.constantFrom('authorization_code', 'client_credentials'),
      tools: fc.array(
        fc.record({ engine_name: word, title: word, is_active: fc.boolean(), user_access_level: word }),
        { maxLength: 3 },
      ),
      projects: fc.array(fc.record({ id: fc.oneof(fc.integer(), word), name: word }), { maxLength: 3 }),
      refresh: fc.constantFrom('replayed', 'revoked', 'unknown-outcome'),
    },
    { requiredKeys: [] },
  );
  const input: fc.Arbitrary<DiagnosisInput> = fc.record(
    {
      request: fc.record(
        {
          method: fc.oneof(word, fc.constantFrom('GET', 'POST', 'PATCH')),
          url,
          headers,
          body,
          bodyBytes: fc.nat(),
        },
        { requiredKeys: ['method', 'url', 'headers'] },
      ),
      response: fc.oneof(
        fc.constant(null),
        fc.record(
          {
            status: fc.oneof(fc.integer(), fc.constantFrom(200, 207, 400, 401, 403, 404, 422, 429, 500, 503)),
            headers,
            body,
          },
          { requiredKeys: ['status', 'headers'] },
        ),
      ),
      error: fc.oneof(fc.constant(null), fc.record({ code: word, message: word })),
      context,
    },
    { requiredKeys: ['request', 'response'] },
  );

  const unreadable = /[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u;

  function textsIn(value: unknown): readonly string[] {
    if (typeof value === 'string') return [value];
    return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
  }

  const holds = (given: DiagnosisInput) => {
    const diagnoses = diagnose(given, catalog);
    assert.equal(new Set(diagnoses.map(({ id }) => id)).size, diagnoses.length);
    for (const { id, title, cause, remedies, actions, fields } of diagnoses) {
      assert.ok(diagnosisIds.includes(id));
      for (const text of textsIn([title, cause, remedies, actions])) assert.doesNotMatch(text, unreadable);
      for (const action of actions) {
        if ('url' in action) assert.match(action.url, /^https?:\/\/[^/\s]+(?:\/[\w/.-]*)?$/);
        if (action.kind === 'read') assert.match(action.path, /^\/(?:rest|vapid)\//);
      }
      assert.ok(fields.length <= 100, id);
      assert.ok(title !== '' && cause !== '' && remedies.length > 0, id);
    }
  };

  it('is diagnosed without an exception, each id once, in whole texts', () => {
    fc.assert(fc.property(input, holds), { numRuns: runs(400, 5_000) });
  });

  it('made from a known one by changing a part is too', () => {
    const mutated = fc.record({
      base: fc.constantFrom(...all),
      change: fc.record(
        { status: fc.integer({ min: 0, max: 599 }), body, headers, context },
        { requiredKeys: [] },
      ),
    });
    fc.assert(
      fc.property(mutated, ({ base, change: { context: known, ...answer } }) =>
        holds({
          ...base,
          ...(base.response === null ? {} : { response: { ...base.response, ...answer } }),
          ...(known === undefined ? {} : { context: known }),
        }),
      ),
      { numRuns: runs(400, 5_000) },
    );
  });
});
