import { equal } from 'node:assert/strict';
import { createProgressLine } from '../../src/cli/progressLine.ts';
import { recordedIo } from '../support/cliIo.ts';

describe('The line of progress', () => {
  const erased = '\r\u001b[2K';

  it('stays below what is written while a request is under way', () => {
    const io = recordedIo({ interactive: true });
    const line = createProgressLine(io);
    line.above(() => io.stderr('one\n'));
    line.show({ kind: 'sending', attempt: 1 });
    line.above(() => io.stderr('two\n'));
    line.clear();
    line.above(() => io.stderr('three\n'));
    equal(io.err(), `one\n${erased}  sending${erased}two\n${erased}  sending${erased}three\n`);
  });

  it('says how much of a long body has gone out', () => {
    const io = recordedIo({ interactive: true });
    const line = createProgressLine(io);
    line.show({ kind: 'sent', bytes: 4_000_000, total: 31_460_000 });
    line.show({ kind: 'sent', bytes: 31_460_000, total: 31_460_000 });
    line.clear();
    equal(
      io.err(),
      `${erased}  sending, 4.0 of 31.5 MB${erased}${erased}  sent, waiting for the answer${erased}`,
    );
  });

  it('is no line where nobody watches: only waits are told', () => {
    const io = recordedIo({ interactive: false });
    const line = createProgressLine(io);
    line.show({ kind: 'sending', attempt: 1 });
    line.show({ kind: 'waiting', reason: 'busy', milliseconds: 2000 });
    line.above(() => io.stderr('one\n'));
    equal(io.err(), '  waiting 2 s: busy\none\n');
  });
});
