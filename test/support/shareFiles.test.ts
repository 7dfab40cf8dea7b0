import { deepEqual, equal, match } from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SuiteReport } from './report.ts';
import { shareFiles, type TestProcess } from './shareFiles.ts';
import { startTestProcess } from './testProcess.ts';

function reportOn(file: string): SuiteReport {
  const counts = { passed: 1, failed: 0, skipped: 0 };
  return { ...counts, measured: {}, files: [{ file, ...counts, failures: [] }] };
}

/** Processes that note what they run; the named file takes its process along. */
function processes(deadly = '') {
  const started: string[][] = [];
  const ended: string[][] = [];
  const start = (): TestProcess => {
    const ran: string[] = [];
    started.push(ran);
    return {
      isGone: () => ran.includes(deadly),
      async run(file) {
        ran.push(file);
        return file === deadly ? undefined : reportOn(file);
      },
      async end() {
        ended.push(ran);
      },
    };
  };
  return { start, started, ended };
}

describe('Test files', () => {
  const files = ['a', 'b', 'c', 'd', 'e'];

  it('are each run once, whichever process is free, and told in their order', async () => {
    const { start, started, ended } = processes();
    const told: string[] = [];
    const attempts = await shareFiles(files, 2, start, ({ file }) => told.push(file));
    deepEqual(
      attempts.map(({ file, report }) => [file, report?.passed]),
      files.map(file => [file, 1]),
    );
    deepEqual(started.flat().toSorted(), files);
    deepEqual(told.toSorted(), files);
    deepEqual([started.length, ended.length], [2, 2]);
  });

  it('are run on in another process where one has gone, which costs one report', async () => {
    const { start, started } = processes('b');
    const attempts = await shareFiles(files, 1, start);
    deepEqual(started, [
      ['a', 'b'],
      ['c', 'd', 'e'],
    ]);
    deepEqual(
      attempts.filter(({ report }) => report === undefined).map(({ file }) => file),
      ['b'],
    );
  });

  it('need no process where there are none', async () => {
    const { start, started } = processes();
    deepEqual(await shareFiles([], 2, start), []);
    deepEqual(started, []);
  });
});

describe('A process for test files', () => {
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'test-process-'));
  });

  after(() => rmSync(folder, { recursive: true }));

  it('runs one file after another, says what failed, and outlives a file that cannot be loaded', async () => {
    const texts = {
      good: "before(() => {}); describe('A', () => { it('holds', () => {}); it('holds too', () => {}); });",
      bad: "it('fails', () => { throw new TypeError('at once'); }); it.skip('waits', () => {});",
      broken: "import './nowhere.ts';",
      narrowed: "it.only('is all', () => {});",
      deadly: "it('ends all', () => process.exit(7));",
      last: "it('holds', () => {});",
    };
    for (const [name, text] of Object.entries(texts)) writeFileSync(join(folder, `${name}.test.mts`), text);
    const files = Object.keys(texts).map(name => join(folder, `${name}.test.mts`));
    const said: string[] = [];
    const attempts = await shareFiles(files, 1, () => startTestProcess('probe', text => said.push(text)));
    deepEqual(
      attempts.map(({ report }) => report && [report.passed, report.failed, report.skipped]),
      [[2, 0, 0], [0, 1, 1], undefined, undefined, undefined, [1, 0, 0]],
    );
    deepEqual(attempts[1]?.report?.failures, [{ title: 'fails', error: 'TypeError: at once' }]);
    equal(said.length, 4);
    match(said[0] ?? '', /bad\.test\.mts\n.*TypeError: at once/s);
    match(said[1] ?? '', /broken\.test\.mts\n.*nowhere\.ts/s);
    match(said[2] ?? '', /narrowed\.test\.mts\n.*only/s);
    match(said[3] ?? '', /deadly\.test\.mts: its process ended on the way \(7\)/);
  });
});
