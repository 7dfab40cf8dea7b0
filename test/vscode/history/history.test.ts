import { deepEqual, equal, match } from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Diagnosis, DiagnosisId } from '../../../src/procore/diagnosis/diagnosis.ts';
import type { Exchange } from '../../../src/runner/exchange.ts';
import { createHistory, type History } from '../../../src/vscode/history/history.ts';
import { readHistorySettings } from '../../../src/vscode/history/historySettings.ts';
import { sampleRecord } from '../../runner/history/sampleRecord.ts';
import { exchange } from '../../support/exchange.ts';

const start = Date.parse('2026-11-22T12:00:00Z');

function sampleDiagnosis(id: DiagnosisId): Diagnosis {
  const texts = { title: id, cause: 'Because.', remedies: [], link: 'https://developers.procore.com/' };
  return { id, severity: 'error', ...texts, actions: [], fields: [] };
}

describe('the history', () => {
  let home: string;
  let folder: string;
  let now: number;
  let settings: Readonly<Record<string, unknown>>;
  let logged: string[];

  beforeEach(() => {
    home = mkdtempSync(path.join(tmpdir(), 'history-'));
    folder = path.join(home, 'history');
    now = start;
    settings = {};
    logged = [];
  });
  afterEach(() => rmSync(home, { recursive: true }));

  const open = (workspace = 'file:///one') =>
    createHistory({
      folder,
      workspace,
      settings: () => readHistorySettings(key => settings[key]),
      now: () => now,
      log: line => logged.push(line),
    });

  function send(history: History, name: string, answered: Exchange = exchange()): Promise<void> {
    const record = sampleRecord(`# @name ${name}\nGET /rest/v1.0/${name}\n`, answered);
    const environment = { name: 'sandbox', title: 'Sandbox' };
    const choices = { company: undefined, project: undefined };
    history.keep(record, { document: 'file:///one/a.http', key: name, environment, choices });
    return history.settled();
  }

  const labels = async (history: History, scope: 'workspace' | 'all' = 'workspace') =>
    (await history.list(scope)).entries.map(({ head }) => head.label);
  const files = () =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter(name => name.endsWith('.json'))
      .map(name => path.join(folder, name));

  it('lists what was sent, latest first, and tells who listens', async () => {
    const history = open();
    let told = 0;
    history.onDidChange(() => {
      told += 1;
    });
    await send(history, 'first');
    now += 1000;
    await send(history, 'second', exchange({ response: { status: 404, statusText: 'Not Found' } }));
    deepEqual(await labels(history), ['second', 'first']);
    const [second, first] = (await history.list('workspace')).entries;
    equal(second?.head.result, 'failed');
    equal(first?.head.result, 'passed');
    equal(told, 2);
  });

  it('keeps the cause that was found later in the place of the first guess', async () => {
    const history = open();
    const guess = sampleDiagnosis('permission-insufficient');
    const refused = exchange({ response: { status: 403, statusText: 'Forbidden' }, diagnoses: [guess] });
    await send(history, 'refused', refused);
    await send(history, 'other');
    history.revise(refused, [sampleDiagnosis('tool-disabled')]);
    history.revise(exchange(), [guess]);
    await history.settled();
    equal(files().length, 2);
    for (const each of [history, open()]) {
      const found = (await each.list('workspace')).entries.find(({ head }) => head.label === 'refused');
      deepEqual(found?.head.diagnoses, ['tool-disabled']);
      const entry = await each.read(found?.id ?? '');
      equal(typeof entry === 'string' ? entry : entry.detail.exchange.diagnoses[0]?.id, 'tool-disabled');
    }
  });

  it('does not bring back what was deleted when its cause is found', async () => {
    const history = open();
    const refused = exchange({ response: { status: 403, statusText: 'Forbidden' } });
    await send(history, 'refused', refused);
    await history.remove((await history.list('workspace')).entries.map(({ id }) => id));
    history.revise(refused, [sampleDiagnosis('tool-disabled')]);
    await history.settled();
    deepEqual(files(), []);
  });

  it('is the same in another window and after a restart', async () => {
    await send(open(), 'first');
    now += 1000;
    await send(open(), 'second');
    deepEqual(await labels(open()), ['second', 'first']);
  });

  it('shows another workspace only what was sent there, unless all are wanted', async () => {
    await send(open('file:///one'), 'one');
    now += 1000;
    await send(open('file:///two'), 'two');
    deepEqual(await labels(open('file:///one')), ['one']);
    deepEqual(await labels(open('file:///one'), 'all'), ['two', 'one']);
  });

  it('gives a whole entry, or why there is none', async () => {
    const history = open();
    await send(history, 'first', exchange({ response: { body: '{"id":1}', bodyBytes: 8 } }));
    const [listed] = (await history.list('workspace')).entries;
    const entry = await history.read(listed?.id ?? '');
    equal(typeof entry === 'string' ? entry : entry.detail.exchange.response?.body, '{"id":1}');
    await history.remove([listed?.id ?? '']);
    equal(await history.read(listed?.id ?? ''), 'gone');
    equal(await history.read('../../../etc/passwd'), 'gone');
  });

  it('is not broken by damaged, newer, half-written and foreign files', async () => {
    const history = open();
    for (const name of ['a', 'b', 'c', 'd']) {
      now += 1000;
      await send(history, name);
    }
    const [a = '', b = '', c = ''] = files().sort();
    writeFileSync(a, readFileSync(a, 'utf8').slice(0, 30));
    writeFileSync(b, readFileSync(b, 'utf8').replace('"version":1', '"version":9'));
    writeFileSync(c, '');
    writeFileSync(`${c}.part`, '{');
    mkdirSync(path.join(folder, 'elsewhere'));
    const list = await open().list('all');
    deepEqual(
      list.entries.map(({ head }) => head.label),
      ['d'],
    );
    deepEqual([list.newer, list.damaged], [1, 2]);
  });

  it('keeps nothing, not even a folder, where it is off', async () => {
    settings = { 'history.keep': 'nothing' };
    const history = open();
    await send(history, 'first');
    deepEqual(await labels(history), []);
    deepEqual(readdirSync(home), []);
  });

  it('keeps no bodies where they are off', async () => {
    settings = { 'history.keep': 'withoutBodies' };
    await send(open(), 'first', exchange({ response: { body: 'secretive', bodyBytes: 9 } }));
    equal(files().filter(file => readFileSync(file, 'utf8').includes('secretive')).length, 0);
    equal(files().length, 1);
  });

  it('forgets what is too old, of every workspace', async () => {
    await send(open('file:///two'), 'old');
    now += 31 * 86_400_000;
    await send(open('file:///one'), 'new');
    deepEqual(await labels(open(), 'all'), ['new']);
  });

  it('forgets the oldest of too many', async () => {
    settings = { 'history.maxEntries': 2 };
    for (const name of ['a', 'b', 'c']) {
      now += 1000;
      await send(open(), name);
    }
    deepEqual(await labels(open()), ['c', 'b']);
  });

  it('is cleared for this workspace, or for all', async () => {
    const one = open('file:///one');
    await send(one, 'one');
    now += 1000;
    await send(open('file:///two'), 'two');
    await one.clear('workspace');
    deepEqual(await labels(one, 'all'), ['two']);
    await one.clear('all');
    deepEqual(await labels(one, 'all'), []);
  });

  it('goes on after it was erased from outside', async () => {
    const history = open();
    await send(history, 'first');
    rmSync(folder, { recursive: true });
    deepEqual(await labels(history), []);
    await send(history, 'second');
    deepEqual(await labels(history), ['second']);
  });

  it('says once more than the log why a request could not be kept, and fails nobody', async () => {
    writeFileSync(folder, 'a file in its place');
    const history = open();
    await send(history, 'first');
    match(history.problem() ?? '', /EEXIST|ENOTDIR/);
    match(logged[0] ?? '', /could not be kept/);
    rmSync(folder);
    await send(history, 'second');
    equal(history.problem(), undefined);
  });

  it('of five hundred requests is listed quickly', async function () {
    this.timeout(60_000);
    const history = open();
    const body = JSON.stringify(Array.from({ length: 400 }, (_, id) => ({ id, name: `Row ${id}` })));
    for (let index = 0; index < 500; index += 1) {
      now += 10;
      void send(history, `r${index}`, exchange({ response: { body, bodyBytes: body.length } }));
    }
    await history.settled();
    const began = performance.now();
    equal((await open().list('workspace')).entries.length, 500);
    console.log(`      listed in ${Math.round(performance.now() - began)} ms`);
  });

  describe('of which much is deleted', () => {
    /** Stops when so many are gone. */
    function stopAfter(count: number) {
      const stop = new AbortController();
      let gone = 0;
      const onDeleted = (more: number) => {
        gone += more;
        if (gone >= count) stop.abort();
      };
      return { signal: stop.signal, onDeleted };
    }
    const total = 80;
    async function filled(): Promise<History> {
      const history = open();
      for (let index = 0; index < total; index += 1) {
        now += 1000;
        await send(history, `r${index}`);
      }
      return history;
    }

    it('tells how far it is, and forgets what is gone', async () => {
      const history = await filled();
      const told: string[] = [];
      const cleared = await history.clear('workspace', {
        onCounted: count => told.push(`of ${count}`),
        onDeleted: count => told.push(`${count}`),
      });
      deepEqual(told, ['of 80', '32', '32', '16']);
      deepEqual(cleared, { deleted: total, of: total });
      deepEqual(await labels(history), []);
      deepEqual(readdirSync(folder), []);
    });

    it('keeps what is sent while it is cleared', async () => {
      const history = await filled();
      const sent: Promise<void>[] = [];
      await history.clear('workspace', { onCounted: () => sent.push(send(history, 'meanwhile')) });
      await Promise.all(sent);
      deepEqual(await labels(open()), ['meanwhile']);
      deepEqual(logged, []);
    });

    it('keeps the latest where the clearing is stopped, also for another window', async () => {
      const history = await filled();
      deepEqual(await history.clear('all', stopAfter(1)), { deleted: 32, of: total });
      for (const each of [history, open()]) {
        const left = await labels(each);
        equal(left.length, total - 32);
        equal(left[0], `r${total - 1}`);
      }
    });

    it('keeps what was not reached where the deleting of some is stopped', async () => {
      const history = await filled();
      const { entries } = await history.list('workspace');
      const ids = entries.map(({ id }) => id);
      equal(await history.remove(ids.slice(0, 70), stopAfter(40)), 64);
      deepEqual(
        (await history.list('workspace')).entries.map(({ id }) => id),
        ids.slice(64),
      );
      equal(await history.remove(ids), total);
      deepEqual(await labels(history), []);
    });
  });
});

describe('settings of the history', () => {
  const read = (values: Readonly<Record<string, unknown>>) => readHistorySettings(key => values[key]);

  it('have defaults in place of what makes no sense', () => {
    deepEqual(read({ 'history.maxAgeDays': 'x', 'history.maxEntries': -1, 'history.keep': 7 }), read({}));
    equal(read({}).retention.maxAge, 30 * 86_400_000);
    equal(read({}).limits?.longest, 1_048_576);
  });

  it('know no age limit as 0', () => equal(read({ 'history.maxAgeDays': 0 }).retention.maxAge, undefined));
});
