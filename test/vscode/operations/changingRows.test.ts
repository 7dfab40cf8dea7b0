import assert from 'node:assert/strict';
import fc from 'fast-check';
import { changingRows } from '../../../src/vscode/operations/changingRows.ts';

interface Row {
  readonly label: string;
  readonly value: string;
  readonly drawn: boolean;
}

const rowOf = (value: string): Row => ({ label: value, value, drawn: true });
const standIn = ({ value }: Row): Row => ({ label: '', value, drawn: false });

/**
 * The editor: its window and the extension tell each other in order, and late. The window knows rows by their numbers
 * at the time when they were given; the extension looks a number up among the rows that it has given last.
 */
function openEditor(rowsFor: (typed: string) => readonly string[]) {
  const toWindow: (() => void)[] = [];
  const toExtension: (() => void)[] = [];
  const taken: { seen: string; taken: string | undefined }[] = [];
  let screen: readonly { readonly number: number; readonly row: Row }[] = [];
  let focus = -1;
  let typed = '';

  let items: readonly Row[] = [];
  let onActive: (active: readonly Row[]) => void = () => {};
  const list = {
    get items() {
      return items;
    },
    set items(next) {
      items = next;
      toWindow.push(() => {
        screen = next.flatMap((row, number) => (row.drawn ? [{ number, row }] : []));
        focus = -1;
        focusOn(0);
      });
    },
    onDidChangeActive(listener: typeof onActive) {
      onActive = listener;
    },
  };
  /** Each row that was given is another one, so that nothing had the focus that has it now. */
  function focusOn(at: number): void {
    const next = Math.min(at, screen.length - 1);
    if (next === focus && next >= 0) return;
    focus = next;
    const number = screen[focus]?.number;
    if (number === undefined) return;
    toExtension.push(() => {
      const row = items[number];
      onActive(row === undefined ? [] : [row]);
    });
  }
  const rows = changingRows<Row>(list, standIn);
  const show = (text: string) => rows.show(rowsFor(text).map(rowOf));
  show('');

  return {
    taken,
    screen: () => screen.map(({ row }) => row.value),
    typed: () => typed,
    numbers: () => items.length,
    type(key: string) {
      typed = key === '<' ? typed.slice(0, -1) : typed + key;
      const text = typed;
      toExtension.push(() => show(text));
      focusOn(0);
    },
    down: () => focusOn(focus + 1),
    enter() {
      const chosen = screen[focus];
      if (chosen === undefined) return;
      toExtension.push(() => taken.push({ seen: chosen.row.value, taken: items[chosen.number]?.value }));
    },
    /** One message arrives. */
    deliver(to: 'window' | 'extension') {
      (to === 'window' ? toWindow : toExtension).shift()?.();
    },
    settle() {
      while (toWindow.length + toExtension.length > 0) {
        toWindow.shift()?.();
        toExtension.shift()?.();
      }
    },
  };
}

const found: Readonly<Record<string, readonly string[]>> = {
  '': ['tools', 'more tools', 'others'],
  r: ['rfis', 'rfqs', 'requests', 'roles'],
  rf: ['rfqs', 'rfis'],
  rfi: ['rfis'],
  x: [],
};
const rowsFor = (typed: string) => found[typed] ?? (typed.length > 3 ? [] : [typed, `all ${typed}`]);

describe('Rows that change while somebody types', () => {
  it('are those of what was typed', () => {
    const editor = openEditor(rowsFor);
    editor.settle();
    assert.deepEqual(editor.screen(), found['']);
    for (const [key, typed] of [
      ['r', 'r'],
      ['f', 'rf'],
      ['i', 'rfi'],
      ['<', 'rf'],
      ['<', 'r'],
      ['<', ''],
      ['x', 'x'],
      ['<', ''],
    ] as const) {
      editor.type(key);
      editor.settle();
      assert.deepEqual(editor.screen(), found[typed]);
    }
  });

  it('give what was seen where Enter comes before the new ones are drawn', () => {
    const editor = openEditor(rowsFor);
    editor.settle();
    editor.type('r');
    editor.settle();
    editor.type('f');
    editor.deliver('extension');
    editor.enter();
    editor.settle();
    assert.deepEqual(editor.taken, [{ seen: 'rfis', taken: 'rfis' }]);
    editor.enter();
    editor.settle();
    assert.deepEqual(editor.taken.at(-1), { seen: 'rfqs', taken: 'rfqs' });
  });

  const act = fc.constantFrom('r', 'f', 'i', 'x', '<', 'down', 'enter', 'window', 'extension');

  it('give what was seen in any order of keys and messages, and come to what was typed last', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 120 }), acts => {
        const editor = openEditor(rowsFor);
        for (const each of acts)
          if (each === 'down') editor.down();
          else if (each === 'enter') editor.enter();
          else if (each === 'window' || each === 'extension') editor.deliver(each);
          else editor.type(each);
        editor.settle();
        assert.deepEqual(editor.screen(), rowsFor(editor.typed()));
        for (const { seen, taken } of editor.taken) assert.equal(taken, seen);
        assert.ok(editor.numbers() < 20, `${editor.numbers()}`);
      }),
      { numRuns: 2000 },
    );
  });
});
