import { deepEqual, equal, notEqual, ok } from 'node:assert/strict';
import { entryName, partName, readEntryName } from '../../../src/runner/history/entryName.ts';
import { outdated, type Retention } from '../../../src/runner/history/retention.ts';

const day = 86_400_000;
const now = Date.parse('2026-11-22T12:00:00.000Z');
const named = (daysAgo: number, bytes = 10) => ({ name: entryName(now - daysAgo * day, () => 0.5), bytes });
const keep = (changed: Partial<Retention> = {}): Retention => ({
  maxAge: 30 * day,
  maxEntries: 100,
  maxBytes: 1000,
  ...changed,
});

describe('names of history files', () => {
  it('sort by time and say it', () => {
    const earlier = entryName(now, Math.random);
    const later = entryName(now + 1, Math.random);
    ok(earlier < later);
    deepEqual(readEntryName(earlier), { at: now, part: false });
    deepEqual(readEntryName(partName(earlier)), { at: now, part: true });
  });

  it('differ at the same time', () => {
    const values = [0.1, 0.2];
    const random = () => values.pop() ?? 0;
    notEqual(entryName(now, random), entryName(now, random));
  });

  it('are not those of other files', () => {
    for (const name of ['', '.DS_Store', 'a.json', '2026-11-22T12-00-00-000Z.json', '../x.json'])
      equal(readEntryName(name), undefined);
  });
});

describe('what a history forgets', () => {
  it('is what is older than the limit', () => {
    const files = [named(1), named(31), named(29)];
    deepEqual(outdated(files, keep(), now), [files[1]?.name]);
    deepEqual(outdated(files, keep({ maxAge: undefined }), now), []);
  });

  it('is the oldest of too many', () => {
    const files = [named(3), named(1), named(2)];
    deepEqual(outdated(files, keep({ maxEntries: 2 }), now), [files[0]?.name]);
  });

  it('is the oldest of too much, but never the newest', () => {
    const files = [named(3, 10), named(1, 5000), named(2, 10)];
    deepEqual(outdated(files, keep(), now), [files[2]?.name, files[0]?.name]);
    deepEqual(outdated([named(1, 5000)], keep(), now), []);
  });

  it('is a file that was left half written, once nobody can be writing it', () => {
    const old = { name: partName(named(1).name), bytes: 1 };
    const fresh = { name: partName(entryName(now - 1000, () => 0)), bytes: 1 };
    deepEqual(outdated([old, fresh], keep(), now), [old.name]);
  });

  it('is never the file of somebody else', () => {
    deepEqual(outdated([{ name: 'notes.txt', bytes: 1e9 }], keep({ maxEntries: 0 }), now), []);
  });
});
