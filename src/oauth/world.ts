import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { nodeSessionFiles } from './nodeSessionFiles.ts';
import type { SessionFiles } from './sessionFiles.ts';
import { type ThisProcess, thisProcess } from './thisProcess.ts';

/** What the sessions need of the machine. */
export interface World {
  readonly files: SessionFiles;
  readonly self: ThisProcess;
  /** Milliseconds since 1970. It may jump. */
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<unknown>;
  /** Does the work again and again until told to stop. */
  readonly every: (milliseconds: number, work: () => void) => () => void;
  /** At least 0, less than 1. */
  readonly random: () => number;
  /** A text that nobody has had before. */
  readonly newId: () => string;
}

/** The machine that this runs on; `folder` is one that all windows share. */
export function nodeWorld(folder: string): World {
  return {
    files: nodeSessionFiles(folder),
    self: thisProcess(),
    now: Date.now,
    sleep: milliseconds => delay(milliseconds),
    every(milliseconds, work) {
      const timer = setInterval(work, milliseconds);
      return () => clearInterval(timer);
    },
    random: Math.random,
    newId: randomUUID,
  };
}
