import assert from 'node:assert/strict';
import type { FeatureContext } from '../../../src/httpFile/features/context.ts';
import type { ValueLayer } from '../../../src/httpFile/values.ts';
import { loadBundledCatalog } from '../../../src/procore/catalog/bundled.ts';
import { builtInEnvironments } from '../../../src/procore/environments.ts';
import { labels, offered, taken } from './completed.ts';

const layer: ValueLayer = {
  origin: 'privateEnvironment',
  source: 'http-client.private.env.json',
  section: 'sandbox',
  secret: true,
  values: new Map([
    ['clientSecret', { text: 'hunter2hunter2', line: 3 }],
    ['companyUrl', { text: 'https://example.com', line: 4 }],
  ]),
};

describe('Completion of methods', () => {
  it('begins a request', () => {
    assert.deepEqual(labels('|').slice(0, 3), ['GET', 'POST', 'PUT']);
    assert.deepEqual(labels('GET /a\n###\nP|'), ['POST', 'PUT', 'PATCH']);
    assert.equal(taken('GET /a\n###\nP|', 'POST'), 'GET /a\n###\nPOST ');
    assert.equal(taken('p|', 'POST'), 'POST ');
  });

  it('says nothing in comments, variables and prose', () => {
    for (const text of [
      '# P|',
      '// P|',
      '@a = P|',
      '?? st|',
      'POST /a\n\nA|',
      '"|"',
      '(r|',
      'GET https://example.com/a|',
    ])
      assert.deepEqual(labels(text), [], text);
  });
});

describe('Completion of flags', () => {
  it('offers each once', () => {
    const names = labels('# @|\nGET /a');
    assert.ok(names.length > 10);
    assert.deepEqual(names, [...new Set(names)]);
  });
});

describe('Completion of headers', () => {
  it('offers names that are not yet there', () => {
    const names = labels('GET /a\nAccept: x\n|');
    assert.ok(names.includes('Procore-Company-Id'));
    assert.ok(!names.includes('Accept'));
    assert.equal(taken('GET /a\nPro|', 'Procore-Company-Id'), 'GET /a\nProcore-Company-Id: ');
    assert.equal(taken('GET /a\nPro|: 1', 'Procore-Company-Id'), 'GET /a\nProcore-Company-Id: 1');
  });

  it('offers values', () => {
    assert.deepEqual(labels('GET /a\nAccept: |'), ['application/json', '*/*']);
    assert.equal(
      taken('POST /a\ncontent-type: app|', 'application/json'),
      'POST /a\ncontent-type: application/json',
    );
  });

  it('offers the variable that the file has for the company', () => {
    assert.equal(labels('@company_id = 1\nGET /a\nProcore-Company-Id: |')[0], '{{company_id}}');
    assert.equal(labels('GET /a\nProcore-Company-Id: |')[0], '{{$procore.companyId}}');
  });

  it('offers the headers and media types of the operation first', async () => {
    const catalog = await loadBundledCatalog();
    const path = '/rest/v1.1/projects/1/drawing_uploads';
    assert.equal(labels(`POST ${path}\n|`, { catalog })[0], 'Idempotency-Token');
    assert.equal(
      labels(`POST ${path}\nContent-Type: |`, { catalog })[0],
      'multipart/form-data; boundary=part',
    );
    assert.equal(
      labels('POST /rest/v1.0/projects/1/rfis\nContent-Type: |', { catalog })[0],
      'application/json',
    );
  });
});

describe('Completion of flags', () => {
  it('offers them in comments', () => {
    assert.ok(labels('# @|\nGET /a').includes('@allPages'));
    assert.equal(taken('#@all|\nGET /a', '@allPages'), '#@allPages\nGET /a');
    assert.equal(taken('// @ti|\nGET /a', '@timeout'), '// @timeout \nGET /a');
  });

  it('offers their values', () => {
    const environments = builtInEnvironments;
    assert.ok(labels('# @env s|\nGET /a', { environments }).includes('sandbox'));
    assert.deepEqual(labels('# @name a\nGET /a\n###\n# @ref |\nGET /b'), ['a']);
    assert.deepEqual(labels('# @company |\nGET /a', { companyId: '42' }), ['{{$procore.companyId}}', '42']);
    assert.ok(labels('# @timeout |\nGET /a').includes('30 s'));
    assert.deepEqual(labels('# @prompt |\nGET /{{due}}'), ['due']);
  });
});

describe('Completion of variables', () => {
  const known: Partial<FeatureContext> = { hostValues: { '$procore.companyId': '42' }, layers: [layer] };

  it('offers all that has a name', () => {
    const names = labels('@a = 1\n# @name n\nGET /\n###\nGET /{{|', known);
    for (const name of [
      'a',
      'companyUrl',
      '$procore.companyId',
      '$procore.me.id',
      'n.response.body',
      '$uuid',
    ])
      assert.ok(names.includes(name), name);
    assert.equal(new Set(names).size, names.length);
  });

  it('closes the braces where nobody did', () => {
    assert.equal(taken('@abc = 1\nGET /{{a|', 'abc'), '@abc = 1\nGET /{{abc}}');
    assert.equal(taken('@abc = 1\nGET /{{a|}}', 'abc'), '@abc = 1\nGET /{{abc}}');
  });

  it('writes dynamic values with places for what they must be given', () => {
    assert.equal(taken('GET /{{$gu|', '$guid'), 'GET /{{$guid}}');
    assert.equal(taken('GET /{{$pro|}}', '$processEnv'), 'GET /{{$processEnv NAME}}');
    assert.equal(taken('GET /{{$date|', '$datetime'), 'GET /{{$datetime iso8601}}');
    assert.equal(taken('GET /{{$ra|', '$random.integer'), 'GET /{{$random.integer(min, max)}}');
    assert.equal(taken('GET /{{$ti|', '$timestamp'), 'GET /{{$timestamp}}');
  });

  it('says where a value comes from, and masks secrets', () => {
    const items = offered('@a = 1\n@token = abc\n@companyUrl = here\nGET /{{|}}', known);
    const about = (name: string) => {
      const item = items.find(({ label }) => label === name);
      return [item?.note, item?.detail];
    };
    assert.deepEqual(about('a'), ['this file', '1']);
    assert.deepEqual(about('token'), ['this file', '••••••']);
    assert.deepEqual(about('companyUrl'), ['this file', 'here']);
    assert.deepEqual(about('clientSecret'), ['http-client.private.env.json, sandbox', '••••••']);
    assert.deepEqual(about('$procore.companyId'), ['chosen in the editor', '42']);
  });

  it('offers what the answer of a request holds', async () => {
    const catalog = await loadBundledCatalog();
    const file = '# @name list\nGET /rest/v1.1/projects?company_id=1\n###\nGET /{{list.response.|';
    const paths = labels(file, { catalog });
    for (const path of ['list.response.body.$[0].id', 'list.response.headers.Total', 'list.response.body.*'])
      assert.ok(paths.includes(path), path);
    const wrapped =
      '# @name one\nGET /rest/v2.0/companies/1/webhooks/hooks\n###\nGET /{{one.response.body.$.|}}';
    assert.ok(labels(wrapped, { catalog }).includes('one.response.body.$.data[0].id'));
    assert.ok(labels(file).includes('list.response.body.$.'));
  });
});
