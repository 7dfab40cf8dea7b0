import { deepEqual, equal, match } from 'node:assert/strict';
import type { Exchange } from '../../../src/runner/exchange.ts';
import { answerBody, nameToSave } from '../../../src/vscode/responses/answerBody.ts';
import { responseText } from '../../../src/vscode/responses/responseText.ts';
import { sampleExchange, sampleSent, wording } from '../../support/sampleExchange.ts';

function answered(
  contentType: string,
  response: Partial<NonNullable<Exchange['response']>>,
  headers: Readonly<Record<string, string>> = {},
): Exchange {
  return sampleExchange({
    response: {
      status: 200,
      statusText: 'OK',
      headers: { 'content-type': contentType, ...headers },
      bodyBytes: 200_000_000,
      ...response,
    },
  });
}

describe('The body of an answer', () => {
  it('is formatted at once only where it is short', () => {
    deepEqual(answerBody(answered('application/json', { body: '[1]' })), { kind: 'short', text: '[1]' });
    const body = `[${'1,'.repeat(40_000)}1]`;
    deepEqual(answerBody(answered('application/json', { body })), {
      kind: 'long',
      source: { text: body },
      json: true,
    });
  });

  it('is read from its file where it is long, by its charset', () => {
    deepEqual(answerBody(answered('text/csv; charset=latin1', { bodyFile: '/x/answer-1.csv' })), {
      kind: 'long',
      source: { path: '/x/answer-1.csv', charset: 'latin1' },
      json: false,
    });
  });

  it('is a picture where the editor can show it, and otherwise to be saved', () => {
    deepEqual(answerBody(answered('image/png', { bodyFile: '/x/answer-1.png' })), {
      kind: 'picture',
      path: '/x/answer-1.png',
    });
    for (const type of ['application/pdf', 'application/zip', 'video/mp4'])
      equal(answerBody(answered(type, { bodyFile: '/x/answer-1' })).kind, 'binary', type);
  });

  it('is shown with what is cut, at the top and where it ends', () => {
    const exchange = answered('application/json', { bodyFile: '/x/answer-1.json' });
    const text = responseText(sampleSent({ exchange }), wording, { text: '[\n  1,', cutAfter: 2_000_000 });
    match(text, /\nThe first 2\.0 MB of 200\.0 MB are shown\n\ncontent-type/);
    match(text, /\n\n\[\n {2}1,\n\nCut here: .* Procore: Open Whole Response Body opens all of it\.\n$/);
  });

  it('that is no text is named, with what can be done', () => {
    const exchange = answered('application/pdf', { bodyFile: '/x/answer-1.pdf', bodyBytes: 1200 });
    match(
      responseText(sampleSent({ exchange }), wording),
      /\n\n1\.2 kB of application\/pdf, which is no text\. Procore: Save Response Body\.\.\. saves it\.\n$/,
    );
  });

  it('in a charset that nobody knows is named so', () => {
    const exchange = answered('text/plain; charset=x-secret', { body: 'abc' });
    match(
      responseText(sampleSent({ exchange }), wording),
      /\nThe charset "x-secret" is not known here: read as UTF-8\n/,
    );
  });
});

describe('The name of a saved answer', () => {
  const named = (disposition: string | undefined, label = 'GET /rest/v1.0/rfis') =>
    nameToSave({
      label,
      exchange: answered(
        'application/pdf',
        {},
        disposition === undefined ? {} : { 'content-disposition': disposition },
      ),
    });

  for (const [disposition, name] of [
    ['attachment; filename="Door schedule.pdf"', 'Door schedule.pdf'],
    ["attachment; filename=x.pdf; filename*=UTF-8''T%C3%BCren.pdf", 'Türen.pdf'],
    ['attachment; filename="../../.bashrc"', 'bashrc'],
    ["attachment; filename*=UTF-8''..%2F%2Fa.pdf", 'a.pdf'],
    ["attachment; filename*=UTF-8''%E0%A4%A", '%E0%A4%A'],
    ['attachment', 'GET rest v1.0 rfis.pdf'],
    [undefined, 'GET rest v1.0 rfis.pdf'],
  ] as const) {
    it(`is ${name} after ${disposition}`, () => equal(named(disposition), name));
  }
});
