import { equal } from 'node:assert/strict';
import { maskWritten } from '../../../src/runner/history/maskWritten.ts';

const cases: readonly (readonly [title: string, written: string, kept: string])[] = [
  ['a literal token, with its scheme left', 'Authorization: Bearer abc.def', 'Authorization: Bearer ***'],
  ['no reference', 'Authorization: Bearer {{token}}', 'Authorization: Bearer {{token}}'],
  ['what stands around a reference', 'Cookie: a={{a}}; b=s3cret', 'Cookie: ***{{a}}***'],
  ['user and password of Basic', 'authorization: Basic ana s3cret', 'authorization: Basic ***'],
  ['a header that is named for a key', 'X-Api-Key: s3cret', 'X-Api-Key: ***'],
  ['no idempotency token', 'Idempotency-Token: once', 'Idempotency-Token: once'],
  ['a header that is commented out', '# Authorization: Bearer s3cret', '# Authorization: Bearer ***'],
  ['a variable with the name of a secret', '@clientSecret = s3cret', '@clientSecret = ***'],
  ['no other variable', '@companyId = 4264807', '@companyId = 4264807'],
  ['no address that is named for a token', '@tokenUrl = https://a.example', '@tokenUrl = https://a.example'],
  ['a parameter', 'GET /x?access_token=s3cret&page=2', 'GET /x?access_token=***&page=2'],
  ['a parameter on its own line', '  &apiKey=s3cret', '  &apiKey=***'],
  ['a form', 'grant_type=x&client_secret=s3cret', 'grant_type=x&client_secret=***'],
  ['a JSON field', '{"password" : "s3\\"cret", "name": "a"}', '{"password" : "***", "name": "a"}'],
  ['no reference in JSON', '{"password": "{{pw}}"}', '{"password": "{{pw}}"}'],
  [
    'a part of a multipart body',
    '--b\nContent-Disposition: form-data; name="client_secret"\n\ns3cret\nmore\n--b--',
    '--b\nContent-Disposition: form-data; name="client_secret"\n\n***\n--b--',
  ],
  ['user info', 'GET https://ana:s3cret@a.example/x', 'GET https://***@a.example/x'],
  [
    'the preset of a hidden question',
    'X-A: {{$password Key $value: s3cret}}',
    'X-A: {{$password Key $value: ***}}',
  ],
  ['a web token anywhere', 'X-A: eyJhbGciOiJIUzI1NiJ9.e30.abc', 'X-A: ***'],
  [
    'a signature',
    'PUT https://s3.example/f?X-Amz-Signature=abc&v=1',
    'PUT https://s3.example/f?X-Amz-Signature=***&v=1',
  ],
  ['a known value anywhere', '# the key is known-one', '# the key is ***'],
];

describe('the text of a request that is kept', () => {
  for (const [title, written, kept] of cases) {
    it(`masks ${title}`, () => {
      equal(maskWritten(written, ['known-one']), kept);
      equal(maskWritten(kept, ['known-one']), kept);
    });
  }
});
