import assert from 'node:assert/strict';
import { readCompanies } from '../../../src/vscode/environments/companies.ts';

describe('Companies', () => {
  it('keep all digits of their ids', () => {
    assert.deepEqual(readCompanies('[{"id":9007199254740993,"name":"Big"},{"id":"7","name":"Text"}]'), [
      { id: '9007199254740993', name: 'Big' },
      { id: '7', name: 'Text' },
    ]);
  });

  it('leave out entries without a name', () => assert.deepEqual(readCompanies('[{"id":1},null]'), []));

  for (const body of ['', '{}', '<html>'])
    it(`are unknown for ${JSON.stringify(body)}`, () => assert.equal(readCompanies(body), undefined));
});
