import assert from 'node:assert/strict';
import { readCompanies, readProjects } from '../../../src/vscode/environments/companies.ts';

describe('Companies', () => {
  it('keep all digits of their ids', () => {
    assert.deepEqual(readCompanies('[{"id":9007199254740993,"name":"Big"},{"id":"7","name":"Text"}]'), [
      { id: '9007199254740993', name: 'Big' },
      { id: '7', name: 'Text' },
    ]);
  });

  it('leave out entries without a name', () => assert.deepEqual(readCompanies('[{"id":1},null]'), []));

  it('leave out entries whose id could be more than an id in a request', () => {
    const ids = ['{{$processEnv SECRET}}', '1\nDELETE /rest/v1.0/projects/1', '1 2', ''];
    assert.deepEqual(readCompanies(JSON.stringify(ids.map(id => ({ id, name: 'Odd' })))), []);
    assert.deepEqual(readProjects(JSON.stringify(ids.map(id => ({ id, name: 'Odd' })))), []);
  });

  for (const body of ['', '{}', '<html>'])
    it(`are unknown for ${JSON.stringify(body)}`, () => assert.equal(readCompanies(body), undefined));
});

describe('Projects', () => {
  it('keep all digits, and tell number and city', () => {
    assert.deepEqual(
      readProjects(
        '[{"id":9007199254740993,"name":"Tower","project_number":"T-7","city":"Oslo"},{"id":8,"name":"Barn","project_number":null}]',
      ),
      [
        { id: '9007199254740993', name: 'Tower', detail: 'T-7 · Oslo' },
        { id: '8', name: 'Barn', detail: '' },
      ],
    );
  });

  it('are unknown for a body that is no list', () => assert.equal(readProjects('{}'), undefined));
});
