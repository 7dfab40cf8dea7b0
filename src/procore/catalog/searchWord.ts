/**
 * How well a typed word means each word of the vocabulary, from 0 to 1. Words that only look alike count
 * where no word begins like the typed one, so that a slip of the finger still finds something.
 */
export function scoreWord(typed: string, vocabulary: readonly string[]): readonly number[] {
  const stem = stemOf(typed);
  const scores = vocabulary.map(word => scoreBegun(typed, stem, word));
  return scores.some(score => score >= begun) ? scores : vocabulary.map(word => scoreAlike(typed, word));
}

const begun = 0.6;

function scoreBegun(typed: string, stem: string, word: string): number {
  if (word === typed) return 1;
  if (stemOf(word) === stem) return 0.95;
  if (word.startsWith(typed)) return begun + (0.3 * typed.length) / word.length;
  return typed.length >= 3 && word.includes(typed) ? 0.35 : 0;
}

/** One letter wrong in a word of four, two in one of seven; else all letters in their order. */
function scoreAlike(typed: string, word: string): number {
  if (typed.length < 3 || word.length < 3) return 0;
  if (typed.length >= 3 && word.includes(typed)) return 0.35;
  const allowed = typed.length >= 7 ? 2 : typed.length >= 4 ? 1 : 0;
  const mistakes = allowed === 0 ? 1 : beginningDistance(typed, word, allowed);
  if (mistakes <= allowed) return 0.55 - 0.1 * mistakes;
  return typed.charAt(0) === word.charAt(0) && isSubsequence(typed, word) ? 0.25 : 0;
}

function stemOf(word: string): string {
  return word.replace(/ies$/, 'y').replace(/([^s])s$/, '$1');
}

/** Letters to change until `typed` is how `word` begins; more than `allowed` where it takes too many. */
function beginningDistance(typed: string, word: string, allowed: number): number {
  if (word.length < typed.length - allowed) return allowed + 1;
  const width = Math.min(word.length, typed.length + allowed);
  let previous = Array.from({ length: width + 1 }, (_, column) => column);
  let beforeThat: readonly number[] = [];
  for (let row = 1; row <= typed.length; row++) {
    const current = [row];
    for (let column = 1; column <= width; column++) {
      const same = typed.charAt(row - 1) === word.charAt(column - 1);
      const swapped =
        row > 1 &&
        column > 1 &&
        typed.charAt(row - 1) === word.charAt(column - 2) &&
        typed.charAt(row - 2) === word.charAt(column - 1)
          ? (beforeThat[column - 2] ?? 0) + 1
          : Number.POSITIVE_INFINITY;
      current.push(
        Math.min(
          (previous[column - 1] ?? 0) + (same ? 0 : 1),
          (previous[column] ?? 0) + 1,
          (current[column - 1] ?? 0) + 1,
          swapped,
        ),
      );
    }
    if (Math.min(...current) > allowed) return allowed + 1;
    beforeThat = previous;
    previous = current;
  }
  return Math.min(...previous);
}

function isSubsequence(typed: string, word: string): boolean {
  let at = 0;
  for (const letter of word) if (letter === typed.charAt(at)) at++;
  return at === typed.length;
}
