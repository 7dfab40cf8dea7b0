import { deepEqual, equal } from 'node:assert/strict';
import { makeEntry } from '../../../src/runner/history/makeEntry.ts';
import { entryCurl } from '../../../src/vscode/history/entryCurl.ts';
import { sampleRecord } from '../../runner/history/sampleRecord.ts';
import { exchange } from '../../support/exchange.ts';

function entry(headers: Readonly<Record<string, string>>, body?: string | Uint8Array) {
  const record = sampleRecord(
    'POST /x\n',
    exchange({
      request: { method: 'POST', url: 'https://a.example/x', headers, bodyBytes: body?.length ?? 0 },
    }),
    body === undefined ? {} : { body },
  );
  const about = {
    at: 0,
    document: 'file:///a.http',
    key: 'x',
    environment: { name: 'sandbox', title: 'Sandbox' },
    company: undefined,
    project: undefined,
    outcome: '',
    result: 'passed',
  } as const;
  return makeEntry(record, about, { bodies: true, longest: 1000 });
}

describe('an entry of the history for curl', () => {
  it('is what went out, with secrets masked', () => {
    const { curl, masked, withoutBody } = entryCurl(
      entry({ authorization: 'Bearer ***', 'procore-company-id': '1' }, '{"a":1}'),
      undefined,
    );
    deepEqual(curl, {
      method: 'POST',
      url: 'https://a.example/x',
      headers: [
        ['authorization', 'Bearer ***'],
        ['procore-company-id', '1'],
      ],
      body: { text: '{"a":1}' },
    });
    deepEqual([masked, withoutBody], [true, false]);
  });

  it('takes the token of today in place of the one that it went out with, and of nothing else', () => {
    const { curl, masked } = entryCurl(entry({ authorization: 'Bearer ***', cookie: '***' }), 'today');
    deepEqual(curl.headers, [
      ['authorization', 'Bearer today'],
      ['cookie', '***'],
    ]);
    equal(masked, true);
  });

  it('says that a body is missing which was no text', () => {
    equal(entryCurl(entry({}, Buffer.from([0xff, 0xd8])), undefined).withoutBody, true);
    equal(entryCurl(entry({}), undefined).withoutBody, false);
  });
});
