import { equal, ok } from 'node:assert/strict';
import { parseHttpFile } from '../../../src/httpFile/parser.ts';
import { requestOfEntry } from '../../../src/vscode/history/requestOfEntry.ts';
import { sampleEntry } from '../../runner/history/sampleRecord.ts';
import { exchange } from '../../support/exchange.ts';

const written = '@a = 1\n\n### RFIs\n# @name rfis\nGET /rfis?{{a}}\n\n### Next\n# @name next\nGET /next\n';
const entry = (text = written, key = 'rfis') =>
  sampleEntry(text, exchange({ request: { line: 5 } }), { key });

function ofHistory(from: ReturnType<typeof entry>, now: string | undefined) {
  const again = requestOfEntry(from, now === undefined ? undefined : parseHttpFile(now));
  ok(again.kind === 'of-history', again.kind);
  return again;
}

describe('a request that is sent again', () => {
  it('is the one in its file while that says the same, wherever it stands', () => {
    const again = requestOfEntry(entry(), parseHttpFile(`### New\nGET /new\n\n${written}`));
    ok(again.kind === 'in-file', again.kind);
    equal(again.key, 'rfis');
    equal(again.request.target, '/rfis?{{a}}');
  });

  it('is the one in its file with the secrets that were typed there', () => {
    const text = 'GET /me\nAuthorization: Bearer s3cret\n';
    const again = requestOfEntry(entry(text, 'GET /me'), parseHttpFile(text));
    ok(again.kind === 'in-file', again.kind);
    equal(again.request.headers[0]?.value.text, 'Bearer s3cret');
  });

  it('is as it was where the file says something else, with the rest of the file as it is', () => {
    const { file, request } = ofHistory(
      entry(),
      written.replace('/rfis?', '/other?').replace('@a = 1', '@a = 2'),
    );
    equal(request.target, '/rfis?{{a}}');
    equal(file.requests.length, 2);
    equal(file.variables[0]?.value.text, '2');
    equal(file.requests[1]?.name?.text, 'next');
  });

  it('is as it was where the file does not have it any more', () => {
    const { file, request } = ofHistory(entry(), '@a = 3\n\nGET /only');
    equal(request.target, '/rfis?{{a}}');
    equal(file.requests.length, 2);
  });

  it('is as it was where the file is gone, with the variables that it was made of', () => {
    const { file, request } = ofHistory(entry(), undefined);
    equal(request.target, '/rfis?{{a}}');
    equal(file.variables[0]?.value.text, '1');
  });

  it('cannot be sent as it was where a secret was typed into it', () => {
    const secret = entry('GET /me\nAuthorization: Bearer s3cret\n', 'GET /me');
    equal(requestOfEntry(secret, parseHttpFile('GET /you\n')).kind, 'masked');
    equal(requestOfEntry(secret, undefined).kind, 'masked');
    equal(requestOfEntry(entry('@secret = abc\n\n###\nGET /x?{{secret}}\n', 'x'), undefined).kind, 'masked');
  });

  it('cannot be sent as it was where it was too long to be kept', () => {
    const long = sampleEntry(`POST /x\n\n${'x'.repeat(2000)}\n`, undefined, { key: 'x' });
    equal(requestOfEntry(long, undefined).kind, 'too-long');
  });
});
