import assert from 'node:assert/strict';
import fc from 'fast-check';
import { normalizeError } from '../../../src/procore/errors/normalize.ts';
import type { JsonPath } from '../../../src/procore/errors/normalizedError.ts';
import { anyString } from '../../support/anyString.ts';
import { runs } from '../../support/runs.ts';

const name = fc.constantFrom(
  ...['error', 'errors', 'message', 'details', 'code', 'reason_code', 'source', 'base', 'fields', 'data'],
  ...[
    'failed',
    'success',
    'entities',
    'valid',
    'reason',
    'exception',
    'error_description',
    'error_type',
    'id',
  ],
  ...['title', '__proto__', 'constructor', 'pointer'],
);
const text = fc.oneof(
  anyString({ maxLength: 40 }),
  fc.constantFrom('invalid_grant', '', ' ', '\u001b[2J', '\u202e', '<Error><Code>x</Code>', '[a](command:b)'),
);
/** What Procore's bodies are made of, put together anyhow. */
const body = fc
  .letrec(tie => ({
    value: fc.oneof(
      { depthSize: 'small' },
      text,
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(name, tie('value'), { maxKeys: 4 }),
    ),
  }))
  .value.map(value => JSON.stringify(value));

describe('Any error body', () => {
  it('is read without an exception, and its fields stand where they are said to', () => {
    fc.assert(
      fc.property(body, fc.integer({ min: 100, max: 599 }), (sent, status) => {
        const { fields } = checked(sent, status);
        const whole: unknown = JSON.parse(sent);
        for (const { at } of fields) assert.notEqual(valueAt(whole, at), undefined, JSON.stringify(at));
      }),
      { numRuns: runs(200, 2_000) },
    );
  });

  it('is read without an exception where it is cut, doubled or no JSON at all', () => {
    const broken = fc.oneof(
      fc.tuple(body, fc.nat()).map(([whole, at]) => whole.slice(0, at % (whole.length + 1))),
      fc.tuple(body, body).map(parts => parts.join('')),
      body.map(whole => `<html><title>${whole}</title>`),
      anyString({ maxLength: 200 }),
    );
    fc.assert(
      fc.property(broken, sent => {
        checked(sent, 500);
      }),
      { numRuns: runs(200, 2_000) },
    );
  });
});

function checked(sent: string, status: number) {
  const error = normalizeError(status, { 'x-request-id': sent }, sent);
  assert.equal(error.raw, sent);
  assert.equal(error.code, error.codes[0]);
  const { message = '', requestId = '', codes, messages, fields } = error;
  for (const shown of [
    message,
    requestId,
    ...codes,
    ...messages,
    ...fields.flatMap(f => [f.field, f.message]),
  ]) {
    assert.ok(shown.length <= 300);
    assert.doesNotMatch(shown, /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
  }
  return error;
}

function valueAt(value: unknown, path: JsonPath): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null
        ? Object.getOwnPropertyDescriptor(inner, key)?.value
        : undefined,
    value,
  );
}
