import { referencesIn } from '../../references.ts';
import { acrossSegments, perSegment } from '../../segments.ts';
import type { HttpFile, ReferenceNode, Segment } from '../../syntax.ts';

/** What `usedNames` is made from. */
export const wordsInSegment: (segment: Segment) => readonly string[] = perSegment(wordsUsed);

/**
 * Every word that may name a variable: in `{{...}}`, in asserts, and in scripts, which are not read closely.
 * The same object while an edit changes none.
 */
export const usedNames: (file: HttpFile) => ReadonlySet<string> = acrossSegments(
  wordsInSegment,
  (one, other) => one.length === other.length && one.every((word, at) => word === other[at]),
  facts => {
    const all = new Set<string>();
    for (const words of facts) for (const word of words) all.add(word);
    return all;
  },
);

function wordsUsed({ requests, variables, problems, text, base }: Segment): readonly string[] {
  const words = new Set<string>();
  const read = (references: readonly ReferenceNode[]): void => {
    for (const { name } of references) addWords(name, words);
  };
  for (const { references, asserts, flags } of requests) {
    read(references);
    for (const { text: said } of asserts) {
      if (said.includes('{{')) read(referencesIn(said));
      if (/^\s*js\b/.test(said)) addWords(said, words);
    }
    for (const { value } of flags) if (value !== true && value.includes('{{')) read(referencesIn(value));
  }
  for (const { references } of variables) read(references);
  for (const { code, range } of problems) {
    if (code === 'not-run') addWords(text.slice(range.start - base, range.end - base), words);
  }
  return words.size === 0 ? none : [...words];
}

/** A name, the one that a path begins with (`config.host`), or every word of anything else (`a + b`). */
function addWords(text: string, words: Set<string>): void {
  words.add(text);
  if (isWord(text)) return;
  const [, head] = /^([\p{L}\p{N}_][\p{L}\p{N}_-]*)[.[][^\s+*/(]*$/u.exec(text) ?? [];
  if (head !== undefined) words.add(head);
  else for (const [word] of text.matchAll(/[\p{L}\p{N}_$][\p{L}\p{N}_$-]*/gu)) addParts(word, words);
}

function addParts(word: string, words: Set<string>): void {
  words.add(word);
  if (word.includes('-')) for (const part of word.split('-')) words.add(part);
}

function isWord(text: string): boolean {
  return /^\w+$/.test(text);
}

const none: readonly string[] = [];
