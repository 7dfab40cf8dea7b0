import assert from 'node:assert/strict';
import { parseHttpFile } from '../../../src/httpFile/parser.ts';
import { requestTextOf } from '../../../src/vscode/webhooks/hookRequest.ts';

describe('a call about webhooks, as a request', () => {
  it('names its company and has its body', () => {
    const text = requestTextOf({ method: 'POST', path: '/rest/v2.0/x', body: { a: 1 } }, { companyId: '7' });
    assert.equal(text, '# @company 7\nPOST /rest/v2.0/x\nContent-Type: application/json\n\n{"a":1}\n');
  });

  it('has one request, whatever was typed', () => {
    const body = { authorization: '{{secret}} ### \n### \n{{{{x}}', nested: { a: {} } };
    const text = requestTextOf({ method: 'POST', path: '/rest/v2.0/x', body }, { companyId: '7' });
    const file = parseHttpFile(text);
    assert.equal(file.requests.length, 1);
    const sent = text.slice(text.indexOf('\n\n') + 2);
    assert.doesNotMatch(sent, /\{\{/);
    assert.deepEqual(JSON.parse(sent), body);
  });

  it('is asked about where it has a note, which stays on its line', () => {
    const text = requestTextOf({ method: 'DELETE', path: '/x' }, { companyId: '7' }, 'Deletes\nGET /y');
    assert.equal(text, '# @note Deletes GET /y\n# @company 7\nDELETE /x\n');
  });
});
