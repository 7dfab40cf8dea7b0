import type { Catalog, Operation } from './catalog.ts';
import { createIndex, type SearchEntry, type SearchIndex, wordsIn } from './searchIndex.ts';
import { scoreWord } from './searchWord.ts';

/** A path that begins as the typed one goes before all that only share its words. */
const samePathScore = 2;
const closeBonus = 0.1;
/** For how much of the resource's name is typed: `rfi` means RFIs before RFI statuses. */
const coverBonus = 0.25;
const wellMeant = 0.4;
const readBonus = 0.06;
const depthCost = 0.01;
/** While somebody types, all words but the last are the same as before. */
const rememberedWords = 200;

/** Ranks operations by typed words or a begun path. The index is built at the first search, once. */
export function createSearch(operations: readonly Operation[]): Catalog['search'] {
  let built: SearchIndex | undefined;
  const remembered = new Map<string, readonly number[]>();

  function scoresOf(word: string, { vocabulary }: SearchIndex): readonly number[] {
    const known = remembered.get(word);
    if (known !== undefined) return known;
    if (remembered.size >= rememberedWords) remembered.clear();
    const scores = scoreWord(word, vocabulary);
    remembered.set(word, scores);
    return scores;
  }

  return (typed, { method, limit }) => {
    built ??= createIndex(operations);
    const index = built;
    const { words, begun } = readTyped(typed);
    // Nothing is typed: the plain order says it all.
    const isOpen = words.length === 0 && begun === undefined;
    const scores = words.map(word => scoresOf(word, index));
    const found: { readonly entry: SearchEntry; readonly score: number }[] = [];
    for (const entry of index.entries) {
      if (method !== undefined && entry.operation.method !== method) continue;
      const meant = scoreBegun(entry, begun) || scoreMeaning(entry, scores);
      if (meant === 0) continue;
      const reads = entry.operation.method === 'GET' ? readBonus : 0;
      const deep = isOpen ? 0 : depthCost * entry.depth;
      found.push({ entry, score: Math.round((meant + reads - deep) * 1000) });
    }
    return found
      .sort((a, b) => b.score - a.score || a.entry.order - b.entry.order)
      .slice(0, limit)
      .map(({ entry }) => entry.operation);
  };
}

/** From 0 (one of the words means nothing in it) to a little over 1; no words mean everything equally. */
function scoreMeaning(
  { words, weights, naming }: SearchEntry,
  scores: readonly (readonly number[])[],
): number {
  if (scores.length === 0) return 0.01;
  let sum = 0;
  // A bit for each word of the name; no name has thirty.
  let covered = 0;
  for (const score of scores) {
    let best = 0;
    for (let place = 0; place < words.length; place++) {
      const meant = score[words[place] ?? -1] ?? 0;
      if (meant === 0) continue;
      if (place < naming && meant >= wellMeant) covered |= 1 << place;
      const value = meant * (weights[place] ?? 0);
      if (value > best) best = value;
    }
    if (best === 0) return 0;
    sum += best;
  }
  return sum / scores.length + (naming === 0 ? 0 : (coverBonus * bitsIn(covered)) / naming);
}

function bitsIn(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++;
  return count;
}

interface Typed {
  readonly words: readonly string[];
  /** Segments of a path, the last one begun; `undefined` where words were typed. */
  readonly begun: readonly string[] | undefined;
}

const anyValue = '{}';

/** `/rest/v1.0/projects/{{id}}/rf` is a begun path, `create rfi` are words. */
function readTyped(typed: string): Typed {
  const text = typed.trim().replaceAll(/\{+[^{}]*\}*/g, anyValue);
  if (!/^\/?(?:rest|vapid)\/|^\//.test(text)) return { words: wordsIn(text), begun: undefined };
  const segments = text
    .replace(/^\//, '')
    .replace(/[?#].*$/, '')
    .split('/');
  const begun = segments[0] === 'vapid' ? ['rest', 'v1.0', ...segments.slice(1)] : segments;
  const isResource = (segment: string): boolean => !/^(?:rest|v[\d.]*|\d+|\{\})?$/i.test(segment);
  return { words: begun.filter(isResource).flatMap(wordsIn), begun };
}

/** 0 where the operation's path does not begin so; a little more where less is missing from the last segment. */
function scoreBegun({ segments }: SearchEntry, begun: Typed['begun']): number {
  if (begun === undefined) return 0;
  const last = begun.length - 1;
  for (const [place, typed] of begun.entries()) {
    const segment = segments[place];
    if (segment === undefined || !meansSegment(typed, segment, place === last)) return 0;
  }
  return samePathScore + closeBonus * ((begun[last]?.length ?? 0) / (segments[last]?.length ?? 1));
}

function meansSegment(typed: string, segment: string, isBegun: boolean): boolean {
  const [, value, ending = ''] = /^(\{\}|\d+)(.*)$/.exec(typed) ?? [];
  if (value !== undefined && segment.startsWith('{')) return isBegun || segment.endsWith(`}${ending}`);
  return isBegun ? segment.startsWith(typed) : segment === typed;
}
