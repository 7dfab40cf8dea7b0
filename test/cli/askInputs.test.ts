import { deepEqual, equal } from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { askInputs } from '../../src/cli/askInputs.ts';
import { askAtTerminal } from '../../src/cli/terminal.ts';
import { parseInput } from '../../src/httpFile/inputs.ts';

describe('Questions at the terminal', () => {
  it('take the preset where nothing is typed', async () => {
    deepEqual(await asked(['$input Name $value: Ann', '$input Town'], ['', '']), { Name: 'Ann', Town: '' });
  });

  it('take a choice by number or text, and ask again for anything else', async () => {
    deepEqual(await asked(['$pick Size $value: S,M'], ['3', 'x', '2']), { Size: 'M' });
    deepEqual(await asked(['$pick Size $value: S,M'], ['S']), { Size: 'S' });
  });

  it('end with the first that is not answered', async () => {
    equal(await asked(['$input A', '$input B'], ['1', undefined]), undefined);
  });

  it('show no control characters of the file', async () => {
    const shown: string[] = [];
    await askInputs([input('$pick a\u001b[2J $value: x\u0007y')], question => {
      shown.push(question);
      return Promise.resolve('1');
    });
    equal(/\p{Cc}/u.test(shown.join().replaceAll('\n', '')), false);
  });

  it('are written to the screen, and the answer read from the keyboard', async () => {
    const { screen, terminal } = aTerminal('Ann\r');
    equal(await askAtTerminal('Name: ', { hidden: false }, terminal), 'Ann');
    equal(screen().includes('Name: '), true);
  });

  it('do not show what is typed where it is hidden', async () => {
    const { screen, terminal } = aTerminal('hunter22\r');
    equal(await askAtTerminal('Password: ', { hidden: true }, terminal), 'hunter22');
    equal(screen(), 'Password: \n');
  });

  it('have no answer where the input ends, and Ctrl-C interrupts', async () => {
    equal(await askAtTerminal('Name: ', { hidden: false }, aTerminal('\u0004').terminal), undefined);
    const interrupted = aTerminal('abc\u0003');
    equal(await askAtTerminal('Name: ', { hidden: true }, interrupted.terminal), undefined);
    equal(interrupted.interruptions(), 1);
  });
});

function asked(expressions: readonly string[], answers: readonly (string | undefined)[]) {
  const left = [...answers];
  return askInputs(expressions.map(input), () => Promise.resolve(left.shift()));
}

function input(expression: string) {
  const parsed = parseInput(expression);
  if (parsed === undefined) throw new Error(`${expression} is no input`);
  return parsed;
}

function aTerminal(typed: string) {
  let shown = '';
  let interruptions = 0;
  const keyboard = new PassThrough();
  const output = new PassThrough().setEncoding('utf8');
  output.on('data', text => {
    shown += text;
  });
  const stop = new AbortController();
  setImmediate(() => keyboard.write(typed));
  return {
    screen: () => shown,
    interruptions: () => interruptions,
    terminal: {
      input: keyboard,
      output,
      signal: stop.signal,
      interrupt: () => {
        interruptions++;
        stop.abort();
      },
    },
  };
}
