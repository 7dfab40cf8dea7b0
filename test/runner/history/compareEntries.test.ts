import { deepEqual, ok } from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compareEntries } from '../../../src/runner/history/compareEntries.ts';
import { entryText } from '../../../src/runner/history/entryText.ts';
import type { BodyLimits } from '../../../src/runner/history/makeEntry.ts';
import { exchange } from '../../support/exchange.ts';
import { sampleEntry } from './sampleRecord.ts';

describe('Two answers of a history', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'procore-compare-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  /** `undefined` in place of a body: it went to a file. */
  async function compared(bodies: readonly (string | undefined)[], limits: Partial<BodyLimits> = {}) {
    const files = await Promise.all(
      bodies.map(async (body, index) => {
        const { response, ...rest } = exchange();
        ok(response !== null);
        const answered = {
          ...rest,
          response: { ...response, bodyBytes: 9, ...(body === undefined ? {} : { body }) },
        };
        const file = join(folder, `${index}.json`);
        await writeFile(file, entryText(sampleEntry('GET /rest/v1.0/me', answered, {}, limits)));
        return file;
      }),
    );
    const [older = '', newer = ''] = files;
    const result = await compareEntries(older, newer, { sameLines: '{0}', moreChanges: '{0}' }, () => {});
    ok(result.kind === 'compared');
    return [result.texts.same, result.texts.left];
  }

  it('are the same whatever the order of members', async () => {
    deepEqual(await compared(['{"a":1,"b":2}', '{"b":2,"a":1}']), [true, undefined]);
    deepEqual(await compared(['{"a":1}', '{"a":2}']), [false, undefined]);
  });

  it('are told as a beginning where one of them is', async () => {
    const long = 'x'.repeat(20);
    deepEqual(await compared([`${long}1`, `${long}2`], { longest: 20 }), [true, 'large']);
    deepEqual(await compared(['y', `${long}2`], { longest: 20 }), [false, 'large']);
  });

  it('are told as not compared where a body is not there', async () => {
    deepEqual(await compared([undefined, undefined]), [true, 'elsewhere']);
    deepEqual(await compared(['{"a":1}', undefined]), [false, 'elsewhere']);
    deepEqual(await compared(['a', 'b'], { bodies: false }), [true, 'off']);
  });
});
