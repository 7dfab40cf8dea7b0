import { deepEqual, doesNotMatch, equal, match } from 'node:assert/strict';
import fc from 'fast-check';
import type { Entry } from '../../../src/runner/history/entry.ts';
import { entryOf, entryText, headOf, longestHead } from '../../../src/runner/history/entryText.ts';
import { exchange } from '../../support/exchange.ts';
import { runs } from '../../support/runs.ts';
import { sampleEntry, sampleRecord } from './sampleRecord.ts';

const rfis =
  '@company = 1\n\n### RFIs\n# @name rfis\nGET /rest/v1.0/rfis?company_id={{company}}\n\n### Other\nGET /x\n';

describe('an entry of the history', () => {
  it('comes back out of its file as it went in', () => {
    const entry = sampleEntry(rfis, exchange({ response: { body: '[{"id":1}]', bodyBytes: 10 } }));
    deepEqual(entryOf(entryText(entry)), JSON.parse(JSON.stringify(entry)));
  });

  it('keeps the request as written, with the variables that stand elsewhere', () => {
    const { template, definitions } = sampleRecord(rfis);
    equal(template, '### RFIs\n# @name rfis\nGET /rest/v1.0/rfis?company_id={{company}}\n\n');
    equal(definitions, '@company = 1\n');
  });

  it('keeps variables that others are made of', () => {
    const { definitions } = sampleRecord('@a = {{b}}\n@b = 2\n@c = 3\n\n###\nGET /x?{{a}}\n');
    deepEqual(definitions.trim().split('\n').sort(), ['@a = {{b}}', '@b = 2']);
  });

  it('keeps the text that was sent, of bytes too, and nothing of what is no text', () => {
    equal(sampleRecord(rfis, exchange(), { body: '{"a":1}' }).sentBody, '{"a":1}');
    equal(sampleRecord(rfis, exchange(), { body: Buffer.from('ä') }).sentBody, 'ä');
    equal(sampleRecord(rfis, exchange(), { body: Buffer.from([0xff, 0xd8]) }).sentBody, undefined);
  });

  it('keeps the beginning of an answer that is larger than the limit, and says so', () => {
    const { detail } = sampleEntry(rfis, exchange({ response: { body: 'x'.repeat(1001), bodyBytes: 1001 } }));
    equal(detail.exchange.response?.body?.length, 1000);
    equal(detail.left, 'large');
  });

  it('keeps no body where bodies are off', () => {
    const { detail } = sampleEntry(
      rfis,
      exchange({ response: { body: 'secretive', bodyBytes: 9 } }),
      {},
      { bodies: false },
    );
    doesNotMatch(JSON.stringify(detail), /secretive/);
    equal(detail.left, 'off');
  });

  it('does not name a file that the answer went to: it will not be there', () => {
    const { detail } = sampleEntry(rfis, exchange({ response: { bodyFile: '/tmp/x', bodyBytes: 9 } }));
    equal(detail.exchange.response?.bodyFile, undefined);
    equal(detail.left, 'elsewhere');
  });

  it('keeps addresses of storage without their signatures', () => {
    const body = JSON.stringify({ url: 'https://s3.example/f?X-Amz-Signature=abc123&v=1' });
    const text = entryText(sampleEntry(rfis, exchange({ response: { body, bodyBytes: body.length } })));
    doesNotMatch(text, /abc123/);
    match(text, /X-Amz-Signature=\*\*\*&v=1/);
  });

  it('has a head that is read without the rest', () => {
    const long = 'x'.repeat(100_000);
    const entry = sampleEntry(`GET /${long}\n`, exchange({ request: { url: `https://a.example/${long}` } }), {
      key: long,
      document: long,
    });
    const head = headOf(entryText(entry).slice(0, longestHead));
    equal(typeof head === 'string' ? head : head.method, 'GET');
  });

  it('is left alone where a newer program wrote it', () => {
    const text = entryText(sampleEntry(rfis)).replace('"version":1', '"version":2');
    equal(headOf(text), 'newer');
    equal(entryOf(text), 'newer');
  });

  it('is damaged, never an exception, however it was cut or changed', () => {
    const whole = entryText(sampleEntry(rfis, exchange({ response: { body: '{}', bodyBytes: 2 } })));
    for (let length = 0; length < whole.length - 1; length += 1)
      equal(entryOf(whole.slice(0, length)), 'damaged');
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.string(), fc.nat(20), (at, inserted, removed) => {
        const entry = entryOf(whole.slice(0, at) + inserted + whole.slice(at + removed));
        if (typeof entry !== 'string') equal(typeof entry.head.label, 'string');
      }),
      { numRuns: runs(300) },
    );
  });

  it('is damaged where it is JSON of another form', () => {
    for (const text of ['null\nnull\n', '[]\n[]\n', '{"version":1}\n{}\n', '1\n1\n', '"a"\n"b"\n'])
      equal(entryOf(text), 'damaged');
    const { head, detail }: Entry = sampleEntry(rfis);
    const line = JSON.stringify({ version: 1, ...head });
    equal(entryOf(`${line}\n${JSON.stringify({ ...detail, exchange: { response: {} } })}\n`), 'damaged');
  });
});
