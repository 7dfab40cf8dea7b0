import assert from 'node:assert/strict';
import { performance } from 'node:perf_hooks';
import { editHttpFile } from '../../src/httpFile/edit.ts';
import { featureContext } from '../../src/httpFile/features/context.ts';
import { findingsOf } from '../../src/httpFile/features/diagnostics/findings.ts';
import { parseHttpFile } from '../../src/httpFile/parser.ts';
import type { HttpFile, TextEdit } from '../../src/httpFile/syntax.ts';
import { loadBundledCatalog } from '../../src/procore/catalog/bundled.ts';
import { type Benchmark, median } from './benchmark.ts';
import { largeCount, largeFile } from './largeFile.ts';

const keystrokes = 600;
/** As many as the editor shows. */
const shown = 250;

interface Times {
  /** Of one keystroke, typed or taken back: parse and diagnostics up to date. */
  readonly keystroke: number;
  /** Of a parse of the whole file with its diagnostics. */
  readonly whole: number;
}

let measured: Promise<Times> | undefined;

/** One character typed and taken back again at many places of the large file. */
export const benchmarks: readonly Benchmark[] = [
  {
    name: 'keystroke-ms',
    unit: 'ms',
    bar: '< 2',
    holds: value => value < 2,
    run: async () => (await times()).keystroke,
  },
  {
    name: 'keystroke-share',
    unit: 'of a parse',
    bar: '<= 0.05',
    holds: value => value <= 0.05,
    run: async () => {
      const { keystroke, whole } = await times();
      return keystroke / whole;
    },
  },
];

function times(): Promise<Times> {
  measured ??= measure();
  return measured;
}

async function measure(): Promise<Times> {
  const text = largeFile(largeCount);
  const context = featureContext({ catalog: await loadBundledCatalog() });
  const diagnose = (file: HttpFile) => findingsOf(file, context).first(shown);
  const wholes = [1, 2, 3, 4, 5].map(() => timed(() => diagnose(parseHttpFile(text))));

  let file = parseHttpFile(text);
  diagnose(file);
  const strokes: number[] = [];
  for (let number = 0; number < keystrokes; number++) {
    // Steps of the golden ratio meet all parts of the file and of its requests.
    const at = Math.floor(((number * 0.618034) % 1) * text.length);
    for (const edit of [typed(at), takenBack(at)]) {
      strokes.push(
        timed(() => {
          file = editHttpFile(file, [edit]);
          diagnose(file);
        }),
      );
    }
  }
  assert.equal(file.text, text);
  return { keystroke: median(strokes), whole: median(wholes) };
}

function typed(at: number): TextEdit {
  return { start: at, end: at, text: 'x' };
}

function takenBack(at: number): TextEdit {
  return { start: at, end: at + 1, text: '' };
}

function timed(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}
