import assert from 'node:assert/strict';
import { completionsAt } from '../../../src/httpFile/features/completion.ts';
import type { FeatureContext } from '../../../src/httpFile/features/context.ts';
import { featureContext } from '../../../src/httpFile/features/context.ts';
import { parseHttpFile } from '../../../src/httpFile/parser.ts';
import { loadBundledCatalog } from '../../../src/procore/catalog/bundled.ts';
import { withCursor } from '../../support/cursor.ts';
import { labels, offered, taken } from './completed.ts';

let known: Partial<FeatureContext>;
before(async () => {
  known = { catalog: await loadBundledCatalog() };
});

describe('Completion of operations', () => {
  it('finds them by words on an empty line', () => {
    assert.deepEqual(labels('create rfi|', known)[0], 'POST /projects/…/rfis');
    assert.equal(offered('create rfi|', known)[0]?.note, 'v1.0 RFI');
  });

  it('finds them by words after a method', () => {
    const found = offered('GET punch items|', known);
    assert.equal(found[0]?.label, '/punch_items');
    assert.equal(found[0]?.note, 'v1.1 Punch List');
    assert.ok(found.every(({ operation }) => operation?.method === 'GET'));
  });

  it('finds them by a begun path, behind a host, too', () => {
    for (const start of ['', 'https://api.procore.com', '{{host}}'])
      assert.equal(labels(`GET ${start}/rest/v1.0/projects/1/rf|`, known)[0], '/projects/…/rfis', start);
    assert.deepEqual(labels('GET https://example.com/rest/v1.0/projects/1/rf|', known), []);
    assert.deepEqual(labels('@host = https://example.com\nGET {{host}}/rest/v1.0/rf|', known), []);
  });

  it('puts methods before operations', () => {
    const found = offered('|', known);
    assert.deepEqual([found[0]?.label, found[7]?.kind], ['GET', 'operation']);
    assert.equal(offered('get |', known)[0]?.kind, 'operation');
  });

  it('comes again with the next letter', () => {
    const { text, offset } = withCursor('GET rf|');
    assert.equal(completionsAt(parseHttpFile(text), offset, featureContext(known)).incomplete, true);
  });

  it('fills the path with the variables that fit', () => {
    const rfis = '/projects/…/rfis/{id}';
    assert.equal(
      taken('GET show rfi|', rfis, known),
      'GET /rest/v1.0/projects/{{$procore.projectId}}/rfis/{id}',
    );
    assert.equal(
      taken('@projectId = 1\n@rfi-id = 2\n\nGET show rfi|', rfis, known),
      '@projectId = 1\n@rfi-id = 2\n\nGET /rest/v1.0/projects/{{projectId}}/rfis/{{rfi-id}}',
    );
  });

  it('takes the place of the path that stands there, and leaves the version', () => {
    const label = '/projects/…/rfis';
    assert.equal(
      taken('GET /rest/v1.0/projects/1/rf|x/old HTTP/1.1', label, known),
      'GET /rest/v1.0/projects/{{$procore.projectId}}/rfis HTTP/1.1',
    );
    assert.equal(
      taken('GET {{host}}/rest/v1.0/projects/1/rf|', label, known),
      'GET {{host}}/rest/v1.0/projects/{{$procore.projectId}}/rfis',
    );
  });

  it('asks for the parameters that the query must have', () => {
    assert.equal(
      taken('GET punch|', '/punch_items', known),
      'GET /rest/v1.1/punch_items?project_id={{$procore.projectId}}',
    );
  });

  it('writes the body that a write must have', () => {
    assert.equal(
      taken('create rfi|', 'POST /projects/…/rfis', known),
      [
        'POST /rest/v1.0/projects/{{$procore.projectId}}/rfis',
        'Content-Type: application/json',
        '',
        '{',
        '  "rfi": {',
        '    "subject": "",',
        '    "rfi_manager_id": 0,',
        '    "question": {',
        '      "body": ""',
        '    }',
        '  }',
        '}',
        '',
      ].join('\n'),
    );
  });

  it('writes it before the next request, but never over what stands there', () => {
    const label = '/projects/…/rfis';
    assert.match(taken('POST create rfi|\n\n### next\nGET /a', label, known), /"rfi": \{/);
    for (const below of ['\nAccept: x', '\n\n{}', '\n\n\n  {"a": 1}'])
      assert.doesNotMatch(taken(`POST create rfi|${below}`, label, known), /"rfi"/, below);
  });

  it('writes parts where only those are taken', () => {
    const catalog = known.catalog;
    const upload = catalog?.operations.find(
      ({ body }) => body?.contentTypes.length === 1 && body.contentTypes[0] === 'multipart/form-data',
    );
    assert.ok(upload);
    const typed = `${upload.method} ${upload.path}`;
    const [first] = offered(`${typed}|`, known);
    assert.ok(first);
    const text = taken(`${typed}|`, first.label, known);
    assert.match(text, /Content-Type: multipart\/form-data; boundary=part/);
    assert.match(text, /--part--\n$/);
  });

  it('gives some of the names of a new record, but none that would change one', () => {
    assert.match(
      taken('POST vendors|', '/vendors', known),
      /"company_id": \{\{\$procore\.companyId\}\},\n {2}"vendor": \{\n {4}"name": ""\n {2}\}/,
    );
    assert.match(taken('POST manpower|', '/projects/…/manpower_logs', known), /"date": "YYYY-MM-DD",\n/);
    assert.match(taken('PATCH rfi|', '/projects/…/rfis/{id}', known), /\n\{\n {2}"rfi": \{\}\n\}\n$/);
  });

  it('sends a file where one may be sent', () => {
    assert.match(
      taken('POST /rest/v1.0/files|', '/files', known),
      /name="file\[data\]"; filename="file\.pdf"\n\n< \.\/file\.pdf\n--part--\n$/,
    );
  });

  it('every operation can be taken, and then is that request', () => {
    const { catalog } = known;
    const wrong: string[] = [];
    for (const operation of catalog?.operations.filter((_, place) => place % 11 === 0) ?? []) {
      const marked = `${operation.method} ${operation.path}|`;
      const found = offered(marked, known).find(completion => completion.operation === operation);
      if (found === undefined) {
        wrong.push(`${marked} is not offered`);
        continue;
      }
      const text = taken(marked, found.label, { catalog });
      const request = parseHttpFile(text).requests[0];
      const path = request?.target.replace(/\?.*/, '') ?? '';
      if (catalog?.find(request?.method ?? '', path)?.operation !== operation) wrong.push(text);
    }
    assert.deepEqual(wrong, []);
  });
});

describe('Completion in a query', () => {
  const list = 'GET /rest/v1.0/projects/1/rfis';

  it('offers the parameters that are not yet there', () => {
    const names = labels(`${list}?page=1&|`, known);
    assert.ok(names.includes('filters[status]'));
    assert.ok(names.includes('per_page'));
    assert.ok(!names.includes('page'));
  });

  it('puts the required ones first', () => {
    assert.equal(offered('GET /rest/v1.1/punch_items?|', known)[0]?.label, 'project_id');
    assert.equal(offered('GET /rest/v1.1/punch_items?|', known)[0]?.note, 'required');
  });

  it('writes name and value', () => {
    assert.equal(taken(`${list}?fil|`, 'filters[status]', known), `${list}?filters[status]=open`);
    assert.equal(taken(`${list}?fil|=x`, 'filters[status]', known), `${list}?filters[status]=x`);
    assert.equal(
      taken('GET /rest/v1.1/punch_items?pro|', 'project_id', known),
      'GET /rest/v1.1/punch_items?project_id={{$procore.projectId}}',
    );
  });

  it('marks lists as Procore wants them', () => {
    const names = labels(`${list}?|`, known);
    assert.ok(names.some(name => name.endsWith('[]')));
  });

  it('offers the values of a parameter', () => {
    assert.deepEqual(labels(`${list}?filters[status]=|`, known), ['open', 'closed', 'draft']);
    assert.deepEqual(labels(`${list}?filters%5Bstatus%5D=o|`, known), ['open', 'closed', 'draft']);
    assert.equal(
      taken(`${list}?filters[status]=o|ld&page=1`, 'open', known),
      `${list}?filters[status]=open&page=1`,
    );
    assert.deepEqual(labels(`${list}?nothing=|`, known), []);
  });

  it('works on lines of its own', () => {
    assert.ok(labels(`${list}\n  ?page=1\n  &|`, known).includes('per_page'));
  });

  it('says nothing of other hosts', () => {
    assert.deepEqual(labels('GET https://example.com/rest/v1.0/projects/1/rfis?|', known), []);
  });
});

describe('Completion in a JSON body', () => {
  const head = 'POST /rest/v1.0/projects/1/rfis\nContent-Type: application/json\n\n';

  it('offers the names that the operation knows there', () => {
    assert.deepEqual(labels(`${head}{\n  |\n}`, known), ['rfi']);
    assert.deepEqual(labels(`${head}{ "rfi": { "|" } }`, known).slice(0, 3), [
      'subject',
      'rfi_manager_id',
      'question',
    ]);
    assert.deepEqual(labels(`${head}{ "rfi": { "cost_impact": { | } } }`, known), ['status', 'value']);
  });

  it('leaves out what is there, before or behind', () => {
    const names = labels(`${head}{ "rfi": { "subject": "{{a}}", |\n "draft": true } }`, known);
    assert.ok(names.includes('due_date'));
    assert.ok(!names.includes('subject'));
    assert.ok(!names.includes('draft'));
  });

  it('writes name and value', () => {
    assert.equal(
      taken(`${head}{ "rfi": { "sub|" } }`, 'subject', known),
      `${head}{ "rfi": { "subject": "" } }`,
    );
    assert.equal(
      taken(`${head}{ "rfi": {\n    que|\n} }`, 'question', known),
      `${head}{ "rfi": {\n    "question": {\n      "body": ""\n    }\n} }`,
    );
    assert.equal(
      taken(`${head}{ "rfi": { "sub|": 1 } }`, 'subject', known),
      `${head}{ "rfi": { "subject": 1 } }`,
    );
  });

  it('parts the name from the next one', () => {
    assert.equal(
      taken(`${head}{ "rfi": {\n  "loc|"\n  "draft": true } }`, 'location_id', known),
      `${head}{ "rfi": {\n  "location_id": 0,\n  "draft": true } }`,
    );
  });

  it('offers the values that a property may have', () => {
    const body = `${head}{ "rfi": { "cost_impact": { "status": |`;
    assert.deepEqual(labels(body, known).slice(0, 2), ['"yes_known"', '"yes_unknown"']);
    assert.match(taken(body, '"tbd"', known), /"status": "tbd"$/);
    assert.equal(taken(`${head}{ "rfi": { "draft": t|`, 'true', known), `${head}{ "rfi": { "draft": true`);
  });

  it('says nothing where it cannot know', () => {
    for (const body of ['{ "other": { | } }', '{ "rfi": "|" }', '[|', '|', '{ "rfi" |'])
      assert.deepEqual(labels(head + body, known), [], body);
  });
});
