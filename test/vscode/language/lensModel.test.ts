import assert from 'node:assert/strict';
import { parseHttpFile } from '../../../src/httpFile/parser.ts';
import type { Diagnosis } from '../../../src/procore/diagnosis/diagnosis.ts';
import type { SentRequest } from '../../../src/vscode/requests/sentRequests.ts';
import '../../support/editorDouble/hook.ts';
import { forbidden, refused, sampleExchange, sampleHint, sampleSent } from '../../support/sampleExchange.ts';

// Once the hook has given it an editor.
const { requestLenses } = await import('../../../src/vscode/language/lensModel.ts');

const file = parseHttpFile('# @name me\nGET /rest/v1.0/me\n');
const [request] = file.requests;
assert.ok(request);
const lenses = (sent?: SentRequest, environment?: string) => requestLenses('me', request, sent, environment);
const titles = (sent: SentRequest | undefined) => lenses(sent).map(({ title }) => title);
const pagination = { page: 1, perPage: 100, total: 450, hasNext: true, pagesRead: 1, rowsRead: 100 };

describe('The lenses of a request', () => {
  it('offer to send it', () => assert.deepEqual(titles(undefined), ['Send']));

  it('say where it goes when that is not where the others go', () => {
    const [lens] = lenses(undefined, 'Simulator');
    assert.equal(lens?.title, 'Send to Simulator');
  });

  it('stand on the request line', () => {
    assert.deepEqual(
      lenses().map(({ offset }) => file.text.slice(offset, offset + 3)),
      ['GET'],
    );
  });

  it('offer no pages above a HEAD, whose answer has no rows to read', () => {
    const [head] = parseHttpFile('HEAD /rest/v1.0/projects\n').requests;
    assert.ok(head);
    const sent = sampleSent({ exchange: sampleExchange({ pagination }) });
    assert.deepEqual(
      requestLenses('head', head, sent, undefined).map(({ title }) => title),
      ['Send', '200 OK · 38 ms · 12 B'],
    );
  });

  it('offer to cancel while it runs', () =>
    assert.deepEqual(titles(sampleSent({ exchange: undefined })), ['Cancel', 'Running…']));

  it('say what the last sending came to, and why it failed', () => {
    const sent = sampleSent({ exchange: refused() });
    assert.deepEqual(titles(sent), [
      'Send',
      '403 Forbidden · 38 ms · 2 B',
      'The account may not do this · Explain',
    ]);
    assert.equal(lenses(sent).at(-1)?.command, 'procore.explainFailure');
  });

  it('say beside a good answer which name of the query may have been ignored', () => {
    const sent = sampleSent({ exchange: sampleExchange(), hint: sampleHint });
    assert.deepEqual(titles(sent), [
      'Send',
      '200 OK · 38 ms · 12 B',
      'filter[status] is not in the catalog: filters[status]? · Explain',
    ]);
    assert.equal(lenses(sent).at(-1)?.tooltip, sampleHint.text);
  });

  it('say beside a good answer what is wrong with it, but for pages that follow', () => {
    const warned = (id: Diagnosis['id'], title: string) => {
      const diagnosis = { ...forbidden, id, title, severity: 'warning' } as const;
      return titles(sampleSent({ exchange: sampleExchange({ diagnoses: [diagnosis] }) })).slice(2);
    };
    assert.deepEqual(warned('partial-failure', 'Part of the request failed'), [
      'Part of the request failed · Explain',
    ]);
    assert.deepEqual(warned('more-pages', 'More pages follow'), []);
  });

  it('say why nothing was sent, as text of limited length', () => {
    const error = { code: 'not-sent', message: `$(error) ${'x'.repeat(200)}\nnext` };
    const title = titles(sampleSent({ exchange: sampleExchange({ response: null, error }) })).at(-1) ?? '';
    assert.ok(title.startsWith('$\u200b(error) xxx'));
    assert.ok(title.endsWith('… · Explain'));
    assert.ok(title.length < 110);
  });

  it('explain nothing that was cancelled, that went well, or of which nothing is known', () => {
    const cancelled = sampleExchange({ response: null, error: { code: 'cancelled', message: 'Cancelled.' } });
    for (const exchange of [cancelled, sampleExchange(), refused({ diagnoses: [] })])
      assert.doesNotMatch(titles(sampleSent({ exchange })).join(), /Explain/);
  });

  it('offer all pages where more follow', () =>
    assert.deepEqual(titles(sampleSent({ exchange: sampleExchange({ pagination }) })), [
      'Send',
      'Get All 5 Pages',
      '200 OK · 38 ms · 12 B',
    ]));

  it('offer all pages where the list does not tell how many there are', () => {
    const cursor = { page: null, perPage: null, total: null, hasNext: true, pagesRead: 1, rowsRead: 10 };
    assert.equal(
      titles(sampleSent({ exchange: sampleExchange({ pagination: cursor }) }))[1],
      'Get All Pages',
    );
  });

  it('offer the remaining pages of a list that an earlier window stopped, until it is sent again', () => {
    const left = { rowsRead: 1500, total: 20_000 };
    const [, rest] = requestLenses('me', request, undefined, undefined, left);
    assert.equal(rest?.title, 'Get the Remaining Pages');
    assert.equal(rest.command, 'procore.resumePages');
    assert.match(rest.tooltip, /1,500 of 20,000 rows/);
    const sent = requestLenses('me', request, sampleSent(), undefined, left);
    assert.ok(sent.every(({ title }) => title !== 'Get the Remaining Pages'));
  });

  it('offer to read on where reading was stopped', () => {
    const stopped = sampleExchange({
      pagination: { ...pagination, page: 3, pagesRead: 3, rowsRead: 300 },
      error: { code: 'cancelled', message: 'Cancelled.' },
    });
    const lens = lenses(sampleSent({ exchange: stopped })).find(({ title }) => title.startsWith('Resume'));
    assert.equal(lens?.title, 'Resume at Page 4');
    assert.equal(lens?.command, 'procore.resumePages');
  });

  for (const [total, page, said] of [
    [450, 3, 'stopped after page 3 of 5'],
    [null, 3, 'stopped after page 3'],
    [null, null, 'stopped'],
  ] as const)
    it(`say of a list that was read in part that it was ${said}`, () => {
      const exchange = sampleExchange({
        pagination: { ...pagination, total, page, pagesRead: 3, rowsRead: 300 },
        error: { code: 'cancelled', message: 'Cancelled.' },
      });
      assert.equal(titles(sampleSent({ exchange })).at(-1), `200 OK · 38 ms · 12 B · ${said}`);
    });
});
