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

/** Each opens both; a busy moment of the machine strikes one of the five, and not the middle of them. */
const rounds = 5;
const say = (line: string) => console.error(line);

let measured: Promise<readonly Round[]> | undefined;

/** What was seen in one round, one right after the other. */
interface Round {
  readonly ours: Opening & Typing;
  readonly floor: Opening;
}

/** The large file in a real editor, turn about with an extension that only hands back ready-made lenses. */
export const benchmarks: readonly Benchmark[] = [
  {
    name: 'first-lens-vs-floor',
    unit: 'ratio',
    bar: '<= 1.15',
    holds: value => value <= 1.15,
    run: async () => {
      const ratios = (await times()).map(({ ours, floor }) => ours.firstLens / floor.firstLens);
      say(`first lens, ours to floor: ${ratios.map(ratio => ratio.toFixed(2)).join(', ')}`);
      return median(ratios);
    },
  },
  {
    name: 'open-stall-ms',
    unit: 'ms',
    bar: '< 100',
    holds: value => value < 100,
    run: async () => {
      return median((await times()).map(({ ours }) => Math.max(ours.openStall, ours.typingStall)));
    },
  },
];

function times(): Promise<readonly Round[]> {
  measured ??= measure();
  return measured;
}

async function measure(): Promise<readonly Round[]> {
  const editor = await startBenchEditor(say);
  try {
    const extension = copyOfOurs(editor);
    const floorFolder = join(editor.files, 'floor');
    writeFloor(floorFolder, Object.values(texts));
    const seeOurs = async () => {
      const seen = await measureOpeningAndTyping(editor, extension);
      say(`ours:  ${shown(seen)}`);
      return seen;
    };
    const seeFloor = async () => {
      const seen = await measureOpening(editor, { folder: floorFolder, id: floorId });
      say(`floor: ${shown(seen)}`);
      return seen;
    };
    const seen: Round[] = [];
    for (let round = 0; round < rounds; round++) {
      // Neither always comes second, to a machine that is warm, or that has more to look after.
      if (round % 2 === 0) {
        const ours = await seeOurs();
        seen.push({ ours, floor: await seeFloor() });
      } else {
        const floor = await seeFloor();
        seen.push({ floor, ours: await seeOurs() });
      }
    }
    return seen;
  } finally {
    await editor.close();
  }
}

/** All that was seen, for people. */
function shown({ firstLens, openStall, typingStall, typed }: Opening & Partial<Typing>): string {
  const ms = (value: number) => `${Math.round(value)} ms`;
  return [
    `first lens ${ms(firstLens)}`,
    `longest stall ${ms(openStall)} while opening`,
    ...(typingStall === undefined ? [] : [`${ms(typingStall)} after a key`]),
    ...(typed === undefined ? [] : [`keys visible after ${typed.map(Math.round).join(', ')} ms`]),
  ].join('; ');
}
