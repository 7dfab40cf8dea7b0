import { join } from 'node:path';
import { type Benchmark, median } from './benchmark.ts';
import { floorId, writeFloor } from './editorHost/floor.ts';
import {
  measureOpening,
  measureOpeningAndTyping,
  type Opening,
  type Typing,
  texts,
} from './editorHost/opening.ts';
import { copyOfOurs } from './editorHost/ours.ts';
import { startBenchEditor } from './editorHost/window.ts';

const rounds = 3;
const say = (line: string) => console.error(line);

let measured: Promise<Times> | undefined;

interface Times {
  readonly ours: readonly (Opening & Typing)[];
  readonly floor: readonly Opening[];
}

/** The large file in a real editor, turn about with an extension that only hands back ready-made lenses. */
export const benchmarks: readonly Benchmark[] = [
  {
    name: 'first-lens-vs-floor',
    unit: 'ratio',
    bar: '<= 1.15',
    holds: value => value <= 1.15,
    run: async () => {
      const { ours, floor } = await times();
      return median(ours.map(({ firstLens }) => firstLens)) / median(floor.map(({ firstLens }) => firstLens));
    },
  },
  {
    name: 'open-stall-ms',
    unit: 'ms',
    bar: '< 100',
    holds: value => value < 100,
    run: async () => {
      const { ours } = await times();
      return median(ours.map(({ openStall, typingStall }) => Math.max(openStall, typingStall)));
    },
  },
];

function times(): Promise<Times> {
  measured ??= measure();
  return measured;
}

async function measure(): Promise<Times> {
  const editor = await startBenchEditor(say);
  try {
    const extension = copyOfOurs(editor);
    const floorFolder = join(editor.files, 'floor');
    writeFloor(floorFolder, Object.values(texts));
    const ours: (Opening & Typing)[] = [];
    const floor: Opening[] = [];
    for (let round = 0; round < rounds; round++) {
      ours.push(await measureOpeningAndTyping(editor, extension));
      say(`ours:  ${shown(ours.at(-1))}`);
      floor.push(await measureOpening(editor, { folder: floorFolder, id: floorId }));
      say(`floor: ${shown(floor.at(-1))}`);
    }
    return { ours, floor };
  } finally {
    await editor.close();
  }
}

/** All that was seen, for people. */
function shown(seen: (Opening & Partial<Typing>) | undefined): string {
  if (seen === undefined) return '';
  const { firstLens, openStall, typingStall, typed } = seen;
  const ms = (value: number) => `${Math.round(value)} ms`;
  return [
    `first lens ${ms(firstLens)}`,
    `longest stall ${ms(openStall)} while opening`,
    ...(typingStall === undefined ? [] : [`${ms(typingStall)} after a key`]),
    ...(typed === undefined ? [] : [`keys visible after ${typed.map(Math.round).join(', ')} ms`]),
  ].join('; ');
}
