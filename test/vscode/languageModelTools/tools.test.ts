import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { loadBundledCatalog } from '../../../src/procore/catalog/bundled.ts';
import { answerText } from '../../../src/vscode/languageModelTools/answerText.ts';
import { mostCharacters } from '../../../src/vscode/languageModelTools/capped.ts';
import { explainText } from '../../../src/vscode/languageModelTools/explainText.ts';
import { searchOperations } from '../../../src/vscode/languageModelTools/searchOperations.ts';
import { sampleExchange } from '../../support/sampleExchange.ts';

describe('The search of operations for a language model', () => {
  it('gives what a call needs, best first', async () => {
    const { operations } = JSON.parse(
      searchOperations(await loadBundledCatalog(), { query: 'list punch items' }),
    );
    equal(operations.length, 8);
    const [first] = operations;
    deepEqual([first.method, first.path], ['GET', '/rest/v1.1/punch_items']);
    deepEqual(first.requiredQuery, ['project_id: integer']);
  });

  it('gives the fields of a body, required ones with a star', async () => {
    const found = searchOperations(await loadBundledCatalog(), {
      query: 'create rfi',
      method: 'post',
      limit: 1,
    });
    const [create] = JSON.parse(found).operations;
    equal(create.path, '/rest/v1.0/projects/{project_id}/rfis');
    match(JSON.stringify(create.body), /rfi: object \*.*subject: string \*/);
  });

  it('stays short whatever is asked, and says what is wrong', async () => {
    const catalog = await loadBundledCatalog();
    ok(searchOperations(catalog, { query: 'e', limit: 5000 }).length <= mostCharacters + 100);
    match(searchOperations(catalog, { query: 'xyzzyplugh' }), /^No operation fits/);
    match(searchOperations(catalog, {}), /^Nothing to search for/);
  });
});

describe('The answer for a language model', () => {
  const exchange = sampleExchange({});
  const of = (body: string, status = 200) =>
    answerText({
      ...exchange,
      response: { status, statusText: '', headers: {}, bodyBytes: body.length, body },
    });

  it('is the body with a word that it holds no instructions', () => {
    const told = JSON.parse(of('[{"id":1}]'));
    deepEqual([told.status, told.body], [200, [{ id: 1 }]]);
    match(told.note, /no instructions/);
  });

  it('is capped, and says how many rows are missing', () => {
    const rows = Array.from({ length: 3000 }, (_, id) => ({ id, name: 'A name of some length' }));
    const text = of(JSON.stringify(rows));
    ok(text.length < mostCharacters + 2000, String(text.length));
    match(JSON.parse(text).cut, /of 3000 rows/);
  });

  it('is the error where nothing came back', () => {
    const error = { code: 'ECONNREFUSED', message: 'Nothing listens there.' };
    const told = JSON.parse(answerText({ ...exchange, response: null, error }));
    deepEqual([told.error, told.body], [error, undefined]);
  });
});

describe('The explanation for a language model', () => {
  it('is of an answer from anywhere', async () => {
    const told = JSON.parse(
      explainText(
        {
          method: 'GET',
          url: 'https://api.procore.com/rest/v1.1/projects?company_id=1',
          status: 403,
          body: '{"errors":"App is not connected to this company."}',
        },
        await loadBundledCatalog(),
      ),
    );
    equal(told.diagnoses[0].id, 'app-not-connected');
    ok(told.diagnoses[0].remedies.length > 0);
  });

  it('shows no secret of the address', async () => {
    const url = '/rest/v1.0/me?access_token=abcdef123456';
    const told = explainText({ url, status: 401, body: '{"error":"Invalid Token"}' }, undefined);
    ok(!told.includes('abcdef123456'), told);
  });

  it('is the same for a status that is a text', () => {
    const url = '/rest/v1.0/me';
    const body = '{"error":"Invalid Token"}';
    equal(
      explainText({ url, status: '401', body }, undefined),
      explainText({ url, status: 401, body }, undefined),
    );
  });

  it('says what it needs, and where nothing is wrong', () => {
    for (const status of [{ toString: 1, valueOf: 1 }, [], null, {}])
      match(explainText({ url: '/rest/v1.0/me', status }, undefined), /diagnoses|^Nothing/);
    for (const input of [{}, { url: 'http://[' }, { url: 7 }, { url: '//' }])
      match(explainText(input, undefined), /^Give method, url and status/);
    match(
      explainText({ url: '/rest/v1.0/me', status: 200, body: '{}' }, undefined),
      /^Nothing is known to be wrong/,
    );
  });
});
