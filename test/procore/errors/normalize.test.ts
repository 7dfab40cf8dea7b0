import assert from 'node:assert/strict';
import { normalizeError } from '../../../src/procore/errors/normalize.ts';
import { readJson } from '../../../src/procore/errors/readJson.ts';

const normalized = (body: unknown, status = 400, headers = {}) =>
  normalizeError(status, headers, typeof body === 'string' ? body : JSON.stringify(body));

/** kind | code | message | fields */
function summary(body: unknown): string {
  const { kind, code, message, fields } = normalized(body);
  return [kind, code, message, fields.map(({ field, message: said }) => `${field}=${said}`).join('&')]
    .map(part => part ?? '')
    .join(' | ')
    .trim();
}

describe('The error bodies of Procore', () => {
  const shapes: readonly [string, unknown, string][] = [
    [
      'v2 with a reason code',
      {
        error: {
          code: 'BAD_REQUEST',
          message: 'Invalid request',
          details: [{ reason_code: 'INVALID_PROPERTY', message: 'is not a date', source: 'due_date' }],
        },
      },
      'coded | INVALID_PROPERTY | Invalid request | due_date=is not a date',
    ],
    [
      'v2 detail without a source',
      { error: { code: 'FORBIDDEN', details: [{ reason_code: 'ACCESS_DENIED', message: 'No access' }] } },
      'coded | ACCESS_DENIED | No access |',
    ],
    [
      'v1 with a coded detail',
      {
        error: {
          code: 'INVALID',
          message: 'Bad',
          details: [{ code: 'X1', message: 'wrong', source: 'page' }],
        },
      },
      'coded | X1 | Bad | page=wrong',
    ],
    [
      'a list of texts',
      { errors: ['App is not connected to this company.'] },
      'list |  | App is not connected to this company. |',
    ],
    [
      'fields',
      { errors: { assignees: ['required'] } },
      'fields |  | assignees: required | assignees=required',
    ],
    [
      'the whole record beside fields',
      { errors: { base: ['Locked'], title: ['is too long', 'is odd'] } },
      'fields |  | Locked | title=is too long&title=is odd',
    ],
    [
      'nested fields',
      { errors: { question: { body: ["can't be blank"] } } },
      "fields |  | question.body: can't be blank | question.body=can't be blank",
    ],
    [
      'a text under errors',
      { errors: 'The access token is invalid' },
      'text |  | The access token is invalid |',
    ],
    ['a text under error', { error: 'Invalid Token' }, 'message |  | Invalid Token |'],
    [
      'a message with an error',
      { message: 'Line item is locked', error: 'locked' },
      'message |  | Line item is locked |',
    ],
    ['a message with an exception', { message: 'No SOV', exception: 'NotFound' }, 'message |  | No SOV |'],
    [
      'the declared v1 schema',
      { code: 400, message: 'Bad parameter', fields: 'project_id', reason: 'missing' },
      'message |  | Bad parameter | project_id=missing',
    ],
    ['only a reason', { code: 403, reason: 'Not for you' }, 'message |  | Not for you |'],
    ['an error in an error', { error: { error: 'Once per hour' } }, 'nested |  | Once per hour |'],
    [
      'failed rows',
      [{ id: 1, errors: { title: ["can't be blank"] } }],
      "rows |  | title: can't be blank | title=can't be blank",
    ],
    ['a field set', { valid: false, errors: 'Number is required' }, 'text |  | Number is required |'],
    [
      'custom fields',
      { base: ['Not allowed'], fields: { Trade: 'is required' } },
      'fields |  | Not allowed | Trade=is required',
    ],
    [
      'a sync answer',
      { entities: [], errors: [{ id: 7, errors: { id: ['Entity with this ID not found'] } }] },
      'partial |  | id: Entity with this ID not found | id=Entity with this ID not found',
    ],
    [
      'a bulk answer',
      { data: { success: [], failed: [{ id: '4', code: 'NOT_FOUND', message: 'Gone' }] } },
      'partial | NOT_FOUND | Gone |',
    ],
    [
      'a file conflict',
      { errors: { base: ['Name is taken'] }, error_type: 'duplicate', file: {} },
      'fields | duplicate | Name is taken |',
    ],
    [
      'an OAuth error',
      { error: 'invalid_grant', error_description: 'The provided authorization grant is invalid.' },
      'oauth | invalid_grant | The provided authorization grant is invalid. |',
    ],
    [
      'an OAuth error without words',
      { error: 'invalid_client' },
      'oauth | invalid_client | invalid_client |',
    ],
    [
      'object storage',
      '<?xml version="1.0"?><Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>',
      'storage-xml | AccessDenied | Request has expired |',
    ],
    [
      'a gateway page',
      '<html>\n<head><title>502 Bad Gateway</title></head></html>',
      'html |  | 502 Bad Gateway |',
    ],
    ['a page without a title', '<!DOCTYPE html><body><h1 class="x">Oops</h1>', 'html |  | Oops |'],
    ['plain text', 'upstream connect error', 'plain |  | upstream connect error |'],
    ['nothing', ' \n', 'empty |  |  |'],
    [
      'JSON of another meaning',
      { id: 1, subject: 'App is not connected to this company' },
      'unknown |  |  |',
    ],
    ['cut JSON', '{"errors":["App is', 'unknown |  |  |'],
    ['a JSON text', '"Not Found"', 'plain |  | Not Found |'],
    ['a number', '42', 'unknown |  |  |'],
    ['null', 'null', 'unknown |  |  |'],
  ];
  for (const [claim, body, expected] of shapes) {
    it(`reads ${claim}`, () => assert.equal(summary(body), expected));
  }

  it('takes the request id from the headers and keeps the body as it came', () => {
    const error = normalized('  {"errors":"x"}', 404, { 'x-request-id': ['abc-1', 'abc-2'] });
    assert.equal(error.requestId, 'abc-1');
    assert.equal(error.raw, '  {"errors":"x"}');
    assert.equal(error.status, 404);
  });
});

describe('Hostile bodies', () => {
  it('lose control, bidirectional and zero-width characters', () => {
    const { message } = normalized({ errors: '\u001b[31mred\u0007\r\nline\u202Egnp.exe\u200b\ud800!' });
    assert.equal(message, '[31mred line gnp.exe !');
  });

  it('are cut to a readable length', () => {
    const error = normalized({ errors: 'a😀'.repeat(100_000) });
    assert.ok((error.message?.length ?? 0) <= 300);
    assert.match(error.message ?? '', /…$/);
  });

  it('cannot reach prototypes', () => {
    const error = normalized(
      '{"__proto__":{"errors":"polluted"},"errors":{"__proto__":["a"],"constructor":["b"]}}',
    );
    assert.deepEqual(
      error.fields.map(({ field }) => field),
      ['__proto__', 'constructor'],
    );
    assert.equal(({} as Record<string, unknown>)['errors'], undefined);
  });

  it('of any depth or size are read', () => {
    const deep = `{"errors":${'['.repeat(200_000)}${']'.repeat(200_000)}}`;
    const many = JSON.stringify({
      errors: Array.from({ length: 100_000 }, (_, id) => ({ id, errors: { a: ['b'] } })),
    });
    for (const body of [deep, many, '['.repeat(1_000_000), '{"a":'.repeat(100_000), '<'.repeat(1_000_000)]) {
      assert.doesNotThrow(() => normalized(body));
    }
    assert.equal(normalized(many).fields[0]?.message, 'b');
  });

  it('with megabytes behind the error still tell it', () => {
    const error = normalized({
      errors: ['App is not connected to this company.'],
      trace: 'x"\\]}'.repeat(500_000),
    });
    assert.equal(error.message, 'App is not connected to this company.');
  });

  it('with megabytes before the error still tell it', () => {
    assert.equal(normalized({ trace: ['x'.repeat(1_000_000), 1], errors: 'Not here' }).message, 'Not here');
  });
});

describe('JSON of a large text', () => {
  const cut: readonly [string, number, unknown][] = [
    ['{"a":1,"b":[1,2,3],"c":4}', 100, { a: 1, b: [1, 2, 3], c: 4 }],
    ['{"a":1,"b":[1,2,3],"c":4}', 16, { a: 1, b: [1, 2] }],
    ['{"a":"x,]}","b":2,"c":3}', 20, { a: 'x,]}', b: 2 }],
    [`{"a":"${'\\"'.repeat(50)}`, 10, { a: '""' }],
    ['[1,2,3,4,5]', 6, [1, 2]],
    ['nonsense'.repeat(10), 20, undefined],
  ];
  for (const [text, limit, value] of cut) {
    it(`reads the first ${limit} units of ${text.slice(0, 30)}`, () =>
      assert.deepEqual(readJson(text, limit), value));
  }

  const behind = 'x'.repeat(20);
  const fewRows: readonly [string, string, unknown][] = [
    ['a list', `[1,[2,3,4],3,4,5,"${behind}"]`, [1, [2, 3]]],
    [
      'what stands behind a list',
      `{"a":[1,2,3,{"b":"],"}],"c":4,"d":"${behind}"}`,
      { a: [1, 2], c: 4, d: 'xx' },
    ],
    ['a list that is cut', `{"a":[1,2,3,4,5,6,7,8,9,10,11,12,13],"b":"${behind}"}`, { a: [1, 2] }],
    [
      'lists side by side',
      `{"a":[[1,2,3],[4,5,6],[7]],"b":[8,9],"c":"${behind}"}`,
      {
        a: [
          [1, 2],
          [4, 5],
        ],
        b: [8, 9],
      },
    ],
    [
      'an object of many',
      `{"a":1,"b":2,"c":3,"d":4,"e":"${behind}"}`,
      { a: 1, b: 2, c: 3, d: 4, e: 'xxxxxxx' },
    ],
  ];
  for (const [what, text, value] of fewRows) {
    it(`of which two rows are wanted: ${what}`, () =>
      assert.deepEqual(readJson(text, 37, { rows: 2 }), value));
  }
});
