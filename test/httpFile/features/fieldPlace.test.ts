import assert from 'node:assert/strict';
import { bodyStartIn, placeInRequest, placesInAnswer } from '../../../src/httpFile/features/fieldPlace.ts';
import { parseHttpFile } from '../../../src/httpFile/parser.ts';
import type { DiagnosisField } from '../../../src/procore/diagnosis/actions.ts';

const text = `### First
GET /rest/v1.0/me

### An RFI
POST /rest/v1.0/projects/{{project}}/rfis?filters[status]=open&run_configurable_validations=true
Content-Type: application/json
X-Retry: twice

{
  // the words of the question
  "rfi": {
    "subject": "",
    "assignee_ids": [1, {{second}}],
    "due_date": {{due}},
    "nested": { "a": [{ "b": 1 }] }
  }
}
`;

/** What stands where the field belongs, in angle brackets where it is missing there. */
function placed(field: Omit<DiagnosisField, 'name' | 'message'>, source = text): string | undefined {
  const file = parseHttpFile(source);
  const request = file.requests.at(-1);
  assert.ok(request);
  const place = placeInRequest(file, request, { name: 'x', message: '', ...field });
  const said = place && source.slice(place.range.start, place.range.end);
  return place?.present === false ? `<${said}>` : said;
}

describe('The place of a field', () => {
  it('is name and value in the body sent, behind comments and in a later block', () => {
    assert.equal(placed({ sent: ['rfi', 'subject'] }), '"subject": ""');
    assert.equal(placed({ sent: ['rfi', 'due_date'] }), '"due_date": {{due}}');
  });

  it('is the name alone where the value has many lines', () => {
    assert.equal(placed({ sent: ['rfi', 'assignee_ids'] }), '"assignee_ids"');
    assert.equal(placed({ sent: ['rfi'] }), '"rfi"');
  });

  it('is an item of a list by its index', () => {
    assert.equal(placed({ sent: ['rfi', 'assignee_ids', 1] }), '{{second}}');
    assert.equal(placed({ sent: ['rfi', 'nested', 'a', 0, 'b'] }), '"b": 1');
    assert.equal(placed({ sent: ['rfi', 'nested', 'a', 0] }), '{');
  });

  it('is that of its parent where it is missing', () => {
    assert.equal(placed({ sent: ['rfi', 'question'] }), '<"rfi">');
    assert.equal(placed({ sent: ['rfi', 'nested', 'a', 4, 'b'] }), '<"a">');
    assert.equal(placed({ sent: ['note'] }), '<{>');
  });

  it('is name and value in a form, on one line or on several', () => {
    const head =
      '# @name f\nPOST /rest/v1.0/projects/1/rfis\nContent-Type: application/x-www-form-urlencoded\n\n';
    const form = `${head}rfi[subject]=Paint it&rfi%5Bdue_date%5D=soon\n&rfi[question] = {{question}}\n`;
    assert.equal(placed({ form: 'rfi[subject]' }, form), 'rfi[subject]=Paint it');
    assert.equal(placed({ form: 'rfi[due_date]' }, form), 'rfi%5Bdue_date%5D=soon');
    assert.equal(placed({ form: 'rfi[question]' }, form), 'rfi[question] = {{question}}');
    assert.equal(placed({ form: 'rfi[number]' }, form), undefined);
  });

  it('is the name of its part in a multipart body', () => {
    const body = [
      '# @name f',
      'POST /rest/v1.0/files?project_id=1',
      'Content-Type: multipart/form-data; boundary=b',
      '',
      '--b',
      'Content-Disposition: form-data; name="file[name]"',
      '',
      'a=b',
      '--b',
      'Content-Disposition: form-data; filename="x.pdf"; name="file[data]"',
      '',
      '< ./x.pdf',
      '--b--',
      '',
    ].join('\n');
    assert.equal(placed({ form: 'file[name]' }, body), 'name="file[name]"');
    assert.equal(placed({ form: 'file[data]' }, body), 'name="file[data]"');
  });

  it('is a query parameter or a header by its name', () => {
    assert.equal(placed({ query: 'filters[status]' }), 'filters[status]=open');
    assert.equal(placed({ header: 'x-retry' }), 'X-Retry: twice');
    assert.equal(placed({ query: 'page' }), undefined);
  });

  it('is the last of two members with one name', () => {
    const twice = 'POST /rest/v1.0/rfis\nContent-Type: application/json\n\n{"a": 1, "a": 2}\n';
    assert.equal(placed({ sent: ['a'] }, twice), '"a": 2');
  });

  it('is the spot where a body stops being JSON', () => {
    const broken = 'POST /rest/v1.0/rfis\nContent-Type: application/json\n\n{\n  "a": 1\n  "b": 2\n}\n';
    assert.equal(placed({ position: { line: 3, column: 3 } }, broken), '"');
    assert.equal(placed({ position: { line: 9, column: 3 } }, broken), undefined);
  });

  it('is nowhere in a body that is read from a file, and in none', () => {
    assert.equal(placed({ sent: ['rfi'] }, 'POST /rest/v1.0/rfis\n\n< ./rfi.json\n'), undefined);
    assert.equal(placed({ sent: ['rfi'] }, 'POST /rest/v1.0/rfis\n'), undefined);
    assert.equal(placed({}), undefined);
  });
});

describe('The place of a field in an answer', () => {
  const answer = `422 Unprocessable Entity · 38 ms · 2 B
POST https://sandbox.procore.com/rest/v1.0/rfis

error Wrong  unprocessable-field
  why: [subject] {}

content-type: application/json

{
  "errors": {
    "subject": [
      "can't be blank"
    ],
    "count": 2
  }
}
`;

  it('is where its body speaks of it', () => {
    const said = (path: readonly (string | number)[]) => {
      const range = placesInAnswer(answer)(path);
      return range && answer.slice(range.start, range.end);
    };
    assert.equal(said(['errors', 'subject']), '"subject"');
    assert.equal(said(['errors', 'subject', 0]), '"can\'t be blank"');
    assert.equal(said(['errors', 'count']), '"count": 2');
    assert.equal(said(['errors', 'other']), undefined);
  });

  it('is nowhere in one that is no JSON', () => {
    assert.equal(bodyStartIn('200 OK\n\na: b\n\n<html>{}</html>\n'), undefined);
    assert.equal(placesInAnswer('200 OK\n')(['errors']), undefined);
  });

  it('is found as far as an answer was cut off', () => {
    const cut = '422\n\na: b\n\n{"errors": {"subject": "x", "more": ["';
    assert.equal(placesInAnswer(cut)(['errors', 'more']), undefined);
  });
});
