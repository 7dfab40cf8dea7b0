import { readFile } from 'node:fs/promises';
import { type ComparedTexts, type CompareWording, comparedTexts } from './comparedTexts.ts';
import { compareText } from './compareText.ts';
import { entryOf, type Unreadable } from './entryText.ts';

/** What is being done, in this order. */
export type CompareStep = 'older' | 'newer' | 'differences';

/** `unreadable`: why there is nothing to compare. */
export type ComparedEntries =
  | { readonly kind: 'compared'; readonly texts: ComparedTexts }
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
  return { kind: 'compared', texts: comparedTexts(before.text, after.text, wording) };
}

async function sideOf(
  path: string,
): Promise<{ readonly text: string } | { readonly reason: Unreadable | 'gone' }> {
  let written: string;
  try {
    written = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return { reason: 'gone' };
    throw error;
  }
  const entry = entryOf(written);
  return typeof entry === 'string' ? { reason: entry } : { text: compareText(entry) };
}
