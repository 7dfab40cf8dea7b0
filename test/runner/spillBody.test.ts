import { deepEqual } from 'node:assert/strict';
import { Writable } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { type Spill, spillBody } from '../../src/runner/spillBody.ts';

/** A file that is made only when it is opened, as those of Node are, a moment after it was asked for. */
function slowFile() {
  const there = new Set<string>();
  let open = () => {};
  const opened = new Promise<void>(resolve => {
    open = resolve;
  });
  const files = {
    limit: 0,
    readBack: 0,
    exact: false,
    async create() {
      const stream = new Writable({
        construct(done) {
          void opened.then(() => {
            there.add('body.json');
            done();
          });
        },
        write: (_piece, _encoding, done) => done(),
      });
      return { path: 'body.json', stream };
    },
    async remove(path: string) {
      there.delete(path);
    },
  };
  return { files, there, open };
}

describe('A body on its way to a file', () => {
  const before: Readonly<Record<string, (spill: Spill) => void>> = {
    'while it still comes': () => {},
    'when all of it has come': spill => void spill.end().catch(() => {}),
  };
  for (const [claim, prepare] of Object.entries(before)) {
    it(`leaves no file where it is given up ${claim}, and its file is not open yet`, async () => {
      const { files, there, open } = slowFile();
      const flow = { pause() {}, resume() {}, abort() {} };
      const spill = spillBody({ files, extension: '.json', encoding: undefined, mask: undefined, flow });
      spill.write(Buffer.from('[1,2'));
      await turn();
      prepare(spill);
      for (let turns = 0; turns < 5; turns++) await turn();
      spill.drop();
      for (let turns = 0; turns < 5; turns++) await turn();
      open();
      for (let turns = 0; turns < 5; turns++) await turn();
      deepEqual([...there], []);
    });
  }
});
