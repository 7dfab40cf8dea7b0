import { deepEqual, equal, ok } from 'node:assert/strict';
import { joinSyncAnswers, readSyncAnswer, syncParts } from '../../src/runner/syncActions.ts';

const url = new URL('https://sandbox.procore.com/rest/v1.0/vendors/sync');
const rows = (count: number) =>
  Array.from(
    { length: count },
    (_, index) => `{"id": 900719925474099${index}, "name": "a, \\"b\\" [${index}]"}`,
  );
const bodyOf = (count: number, beside = '"company_id": 9007199254740993, ') =>
  `{${beside}"updates": [\n${rows(count).join(',\n')}\n]}`;
const cut = (body: string, method = 'PATCH', address = url) => syncParts({ method, url: address, body });

describe('A sync action', () => {
  it('of up to 1,000 updates goes as it stands', async () => {
    equal(await cut(bodyOf(1000)), undefined);
    equal(await cut(bodyOf(0)), undefined);
  });

  it('of more is cut into 1,000s, in order, with every digit and every row once', async () => {
    const parts = (await cut(bodyOf(2500))) ?? [];
    deepEqual(
      parts.map(({ from, to }) => [from, to]),
      [
        [1, 1000],
        [1001, 2000],
        [2001, 2500],
      ],
    );
    const sent = parts.flatMap(({ body }) => body.slice(body.indexOf('[') + 1, body.lastIndexOf(']')));
    equal(sent.join(','), rows(2500).join(',').replaceAll('": ', '":').replaceAll(', "name', ',"name'));
    for (const { body } of parts) {
      ok(body.startsWith('{"company_id":9007199254740993,"updates":['));
      const read: { readonly updates: readonly unknown[] } = JSON.parse(body);
      ok(read.updates.length <= 1000);
    }
  });

  it('sends another list beside the updates with the first part alone', async () => {
    const parts = (await cut(bodyOf(1001, '"deletes": [1, 2], "project_id": 3, '))) ?? [];
    deepEqual(
      parts.map(({ body }) => body.includes('"deletes":[1, 2]')),
      [true, false],
    );
    ok(parts.every(({ body }) => body.includes('"project_id":3')));
  });

  it('is read out of bytes and files, too', async () => {
    const bytes = Buffer.from(bodyOf(1200));
    const file = {
      byteLength: bytes.length,
      async *open() {
        yield bytes.subarray(0, 1000);
        yield bytes.subarray(1000);
      },
    };
    equal((await syncParts({ method: 'PATCH', url, body: bytes }))?.length, 2);
    equal((await syncParts({ method: 'PATCH', url, body: file }))?.length, 2);
  });

  it('is nothing else: another method, another path, no JSON, no list', async () => {
    equal(await cut(bodyOf(1200), 'POST'), undefined);
    equal(
      await cut(bodyOf(1200), 'PATCH', new URL('https://sandbox.procore.com/rest/v1.0/vendors')),
      undefined,
    );
    equal(await cut(bodyOf(1200).slice(1)), undefined);
    equal(await cut('{"updates": 7}'), undefined);
  });

  it('is answered as one, with the texts of Procore', () => {
    const answers = [
      '{"entities":[{"id":9007199254740993}],"errors":[]}',
      '{"errors":[{"id":2}],"entities":[ ]}',
    ];
    const read = answers.flatMap(text => readSyncAnswer(text) ?? []);
    equal(joinSyncAnswers(read), '{"entities":[{"id":9007199254740993}],"errors":[{"id":2}]}');
    equal(readSyncAnswer('[]'), undefined);
    equal(readSyncAnswer('{"entities":[]}'), undefined);
    equal(readSyncAnswer('<html>'), undefined);
  });
});
