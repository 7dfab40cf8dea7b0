import type { Say } from '../procore/say.ts';

/** A message with places, taken apart: `texts` stand around the values, `places` tells which value stands between. */
interface Message {
  readonly message: string;
  readonly texts: readonly string[];
  readonly places: readonly number[];
  /** How much of it is no value. */
  readonly own: number;
}

/** A text in the other language. The more of it is a message's own and not foreign, the surer it was read. */
interface Reading {
  readonly text: string;
  readonly own: number;
}

/** Beyond this many sentences a text is foreign. */
const mostSentences = 40;

const mostRemembered = 1_000;

/**
 * Says finished English texts in another language: recognises the messages they were made of, with the values that
 * stand in them, sentence by sentence. Diagnoses are recorded as finished texts, with their secrets masked, so that
 * there is nothing else to translate them by. A sentence that none of `messages` makes stays as it is.
 */
export function textReader(messages: readonly string[], say: Say): (text: string) => string {
  const constant = new Set(messages.filter(message => !/\{\d+\}/.test(message)));
  const counts = new Set(messages.filter(message => /^\{0\} [a-z]+$/.test(message)));
  // The one with most words of its own says most exactly what a text is.
  const open = messages
    .filter(message => /\{\d+\}/.test(message) && isTelling(message))
    .map(takenApart)
    .toSorted((a, b) => b.own - a.own);

  const ofValue = (value: string, inner: boolean): Reading => {
    const [, count, noun] = /^([\d,]+) ([a-z]+)$/.exec(value) ?? [];
    if (count !== undefined && counts.has(`{0} ${noun}`)) return { text: say(`{0} ${noun}`, count), own: 0 };
    const known = inner || value.startsWith('"') ? undefined : sentence(value, true);
    return known ?? { text: value, own: 0 };
  };

  const sentence = (text: string, inner = false): Reading | undefined => {
    if (constant.has(text)) return { text: say(text), own: text.length };
    for (const one of open) {
      const values = valuesIn(one, text)?.map(value => ofValue(value, inner));
      if (values === undefined) continue;
      const own = values.reduce((sum, value) => sum + value.own, one.own);
      return { text: say(one.message, ...values.map(value => value.text)), own };
    }
    return undefined;
  };

  /** From the end to the beginning: the best way to read what begins after each end of a sentence. */
  const whole = (text: string): string | undefined => {
    const ends = [...sentenceEnds(text), text.length];
    if (ends.length > mostSentences) return undefined;
    const best = new Map<number, Reading>([[text.length + 1, { text: '', own: 0 }]]);
    for (const start of [0, ...ends.slice(0, -1).map(end => end + 1)].toReversed()) {
      const readings = ends.flatMap(end => {
        const rest = best.get(end + 1);
        if (end <= start || rest === undefined) return [];
        const piece = text.slice(start, end);
        const first = sentence(piece) ?? { text: piece, own: -piece.length };
        const joined = end === text.length ? first.text : `${first.text} ${rest.text}`;
        return [{ text: joined, own: first.own + rest.own }];
      });
      const [most] = readings.toSorted((a, b) => b.own - a.own);
      if (most !== undefined) best.set(start, most);
    }
    return best.get(0)?.text;
  };

  const read = new Map<string, string>();
  return text => {
    if (messages.length === 0) return text;
    const before = read.get(text);
    if (before !== undefined) return before;
    const now = whole(text) ?? text;
    // Views show the same texts again and again; what they have shown long ago is not worth its memory.
    if (read.size >= mostRemembered) read.clear();
    read.set(text, now);
    return now;
  };
}

/** Where a sentence may end and another begin: in no quotation, which is what a server said. */
function sentenceEnds(text: string): readonly number[] {
  let quotes = 0;
  return text.split('').flatMap((character, index) => {
    if (character === '"') quotes += 1;
    return quotes % 2 === 0 && /[.!?…"]/.test(character) && text[index + 1] === ' ' ? [index + 1] : [];
  });
}

/** Whether enough of a message is its own to know it by: `{0} of {1}` may be anything. */
function isTelling(message: string): boolean {
  const words = message.match(/(?<!\{)\p{L}{3,}/gu) ?? [];
  return words.length > 2 || (words.length > 0 && /^[A-Z].*[.!?]$|^[A-Z]\S* \S+ /.test(message));
}

function takenApart(message: string): Message {
  const texts = message.split(/\{\d+\}/);
  return {
    message,
    texts,
    own: texts.join('').length,
    places: [...message.matchAll(/\{(\d+)\}/g)].map(([, place]) => Number(place)),
  };
}

/** The values with which a message reads as a text; `undefined` where none do. A quotation is never cut in two. */
function valuesIn({ texts, places }: Message, text: string): readonly string[] | undefined {
  const first = texts[0] ?? '';
  const last = texts.at(-1) ?? '';
  if (!text.startsWith(first) || !text.endsWith(last)) return undefined;
  const values: string[] = [];
  let at = first.length;
  for (const [index, place] of places.entries()) {
    const next = texts[index + 1] ?? '';
    const end = index === places.length - 1 ? text.length - last.length : text.indexOf(next, at + 1);
    if (end <= at) return undefined;
    const value = text.slice(at, end);
    if (value.split('"').length % 2 === 0) return undefined;
    if (values[place] !== undefined && values[place] !== value) return undefined;
    values[place] = value;
    at = end + next.length;
  }
  return values;
}
