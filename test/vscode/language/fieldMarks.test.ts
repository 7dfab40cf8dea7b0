import assert from 'node:assert/strict';
import { parseHttpFile } from '../../../src/httpFile/parser.ts';
import { diagnose } from '../../../src/procore/diagnosis/diagnose.ts';
import type { Exchange } from '../../../src/runner/exchange.ts';
import { receivedFields, sentFields } from '../../../src/vscode/language/fieldMarks.ts';
import { responseText } from '../../../src/vscode/responses/responseText.ts';
import { sampleExchange, sampleSent, wording } from '../../support/sampleExchange.ts';

const text = `POST /rest/v1.0/projects/1/rfis
Content-Type: application/json

{ "rfi": { "subject": "", "due_date": "soon" } }
`;
const sentBody = '{ "rfi": { "subject": "", "due_date": "soon" } }';
const answer = JSON.stringify({ errors: { subject: ["can't be blank"], due_date: ['is invalid'] } });

/** A refusal as the runner makes it, of what the text says. */
function refusal(body = answer, changes: Partial<Exchange> = {}): Exchange {
  const url = 'https://sandbox.procore.com/rest/v1.0/projects/1/rfis';
  const headers = { 'content-type': 'application/json' };
  const response = { status: 422, statusText: 'Unprocessable Entity', headers, bodyBytes: body.length, body };
  const request = { method: 'POST', url, headers, body: sentBody };
  const diagnoses = diagnose({ request, response, environment: 'sandbox' });
  return sampleExchange({ response, diagnoses, ...changes });
}

function marks(source: string, exchange: Exchange): readonly string[] {
  const file = parseHttpFile(source);
  const [request] = file.requests;
  assert.ok(request);
  return sentFields(file, request, exchange).map(
    ({ range, problem }) => `${source.slice(range.start, range.end)} > ${problem.message} (${problem.code})`,
  );
}

describe('Offending fields', () => {
  it('stand at the fields of the body sent', () =>
    assert.deepEqual(marks(text, refusal()), [
      '"subject": "" > subject: can\'t be blank (unprocessable-field)',
      '"due_date": "soon" > due_date: is invalid (unprocessable-field)',
    ]));

  it('move with the text, and go when the field is edited', () => {
    const exchange = refusal();
    assert.equal(marks(text, exchange).length, 2);
    assert.equal(marks(`# @name x\n${text}`, exchange).length, 2);
    assert.deepEqual(marks(text.replace('"subject": ""', '"subject": "Door"'), exchange), [
      '"due_date": "soon" > due_date: is invalid (unprocessable-field)',
    ]);
  });

  it('are only of failures', () => {
    assert.deepEqual(marks(text, sampleExchange()), []);
    assert.deepEqual(marks(text, refusal(answer, { error: { code: 'cancelled', message: 'x' } })), []);
  });

  it('stand where the answer speaks of them', () => {
    const exchange = refusal();
    const shown = responseText(sampleSent({ exchange }), wording);
    assert.deepEqual(
      receivedFields(shown, exchange).map(({ range, problem }) => [
        shown.slice(range.start, range.end),
        problem.message,
      ]),
      [
        ['"subject"', "subject: can't be blank"],
        ['"due_date"', 'due_date: is invalid'],
      ],
    );
  });

  it('are no more than anybody mends at once, however many rows a bulk answer refuses', () => {
    const errors = Object.fromEntries(
      Array.from({ length: 3000 }, (_, index) => [`f${index}`, ['is invalid']]),
    );
    assert.ok(marks(text, refusal(JSON.stringify({ errors }))).length <= 50);
  });

  it('take the words of a server as text of one line', () => {
    const hostile = JSON.stringify({ errors: { subject: ['[x](command:y)\n\u001b[31m<b>'] } });
    const [mark] = marks(text, refusal(hostile));
    assert.match(mark ?? '', /subject: \[x\]\(command:y\)/);
    assert.doesNotMatch(mark ?? '', /\p{Cc}/u);
  });
});
