import type { Dice } from './random.ts';
import {
  readElsewhere,
  readInTurn,
  readListToFile,
  readLongAnswer,
  readOnePage,
  readWholeList,
} from './reads.ts';
import type { Step, StepEnd } from './step.ts';
import { syncVendors, uploadFile, writeRecord } from './writes.ts';

/** What a step does, by a name for people. */
export interface Kind {
  readonly name: string;
  readonly run: (step: Step) => Promise<StepEnd>;
}

const kinds: readonly [readonly [number, Kind], ...(readonly [number, Kind])[]] = [
  [20, { name: 'one page', run: readOnePage }],
  [8, { name: 'long answer', run: readLongAnswer }],
  [14, { name: 'whole list', run: readWholeList }],
  [12, { name: 'list to file', run: readListToFile }],
  [6, { name: 'answers in turn', run: readInTurn }],
  [5, { name: 'another host', run: readElsewhere }],
  [20, { name: 'write', run: writeRecord }],
  [2, { name: 'sync action', run: syncVendors }],
  [8, { name: 'upload', run: uploadFile }],
];

/** One kind of all that the runner does; the cheap ones more often. */
export function anyKind(chances: Dice): Kind {
  return chances.weigh(kinds);
}
