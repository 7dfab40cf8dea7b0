import { readFile } from 'node:fs/promises';
import { type ComparedTexts, type CompareWording, comparedTexts } from './comparedTexts.ts';
import { compareText } from './compareText.ts';
import type { BodyLeft } from './entry.ts';
import { entryOf, type Unreadable } from './entryText.ts';

/** What is being done, in this order. */
export type CompareStep = 'older' | 'newer' | 'differences';

/** Two answers beside each other, as far as they are there. */
export interface ComparedAnswers extends ComparedTexts {
  /** Why not all of both was compared; `undefined`: it was. */
  readonly left: BodyLeft | undefined;
}

/** `unreadable`: why there is nothing to compare. */
export type ComparedEntries =
  | { readonly kind: 'compared'; readonly texts: ComparedAnswers }
  | { readonly kind: 'unreadable'; readonly reason: Unreadable | 'gone' };

/** Compares the answers of two files of a history. Rejects where one cannot be read, other than being gone. */
export async function compareEntries(
  older: string,
  newer: string,
  wording: CompareWording,
  onStep: (step: CompareStep) => void,
): Promise<ComparedEntries> {
  onStep('older');
  const before = await sideOf(older);
  if ('reason' in before) return { kind: 'unreadable', reason: before.reason };
  onStep('newer');
  const after = await sideOf(newer);
  if ('reason' in after) return { kind: 'unreadable', reason: after.reason };
  onStep('differences');
  const texts = comparedTexts(before.text, after.text, wording);
  return { kind: 'compared', texts: { ...texts, left: leastKept(before.left, after.left) } };
}

/** A body of which nothing is kept tells less than a beginning. */
function leastKept(one: BodyLeft | undefined, other: BodyLeft | undefined): BodyLeft | undefined {
  return one === undefined || one === 'large' ? (other ?? one) : one;
}

interface Side {
  readonly text: string;
  readonly left: BodyLeft | undefined;
}

async function sideOf(path: string): Promise<Side | { readonly reason: Unreadable | 'gone' }> {
  let written: string;
  try {
    written = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return { reason: 'gone' };
    throw error;
  }
  const entry = entryOf(written);
  return typeof entry === 'string'
    ? { reason: entry }
    : { text: compareText(entry), left: entry.detail.left };
}
