/** The text of a random value, what is wrong with how it is asked for, or `undefined`: it has another name. */
export type RandomValue = { readonly text: string } | { readonly problem: string } | undefined;

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const alphabets: Readonly<Record<string, string>> = {
  alphabetic: letters,
  alphanumeric: `${letters}0123456789`,
  hexadecimal: '0123456789ABCDEF',
};
const longest = 10_000;

/**
 * `$randomInt min max` and `$random.integer(min, max)` (0 to 999 without bounds, `max` excluded, swapped bounds
 * put right, from 0 with one), `$random.float(min, max)`, `$random.alphabetic(length)`, `.alphanumeric`, `.hexadecimal` and
 * `.email`, as httpYac and JetBrains have them. JetBrains' further families are not read. `random` gives a
 * number from 0 to 1, 1 excluded.
 */
export function randomValue(name: string, rest: string, random: () => number): RandomValue {
  const text = rest
    .trim()
    .replace(/^\((.*)\)$/s, '$1')
    .trim();
  const kind = name === '$randomInt' ? 'integer' : /^\$random\.(\w+)$/.exec(name)?.[1];
  // JetBrains writes one bound into the requests that it makes.
  if (kind === 'integer')
    return integer(name !== '$randomInt' && /^\d+$/.test(text) ? `0, ${text}` : text, random);
  if (kind === 'float') return float(text, random);
  if (kind === 'email') {
    return text === ''
      ? { text: `${pick(letters, 8, random).toLowerCase()}@example.com` }
      : { problem: '$random.email takes nothing behind it.' };
  }
  const alphabet = kind !== undefined && Object.hasOwn(alphabets, kind) ? alphabets[kind] : undefined;
  if (alphabet === undefined) return undefined;
  const length = Number(text);
  if (!/^\d+$/.test(text) || length < 1 || length > longest) {
    return { problem: `"${text}" is no length. Write for example $random.${kind}(8), up to ${longest}.` };
  }
  return { text: pick(alphabet, length, random) };
}

function integer(text: string, random: () => number): RandomValue {
  if (text === '') return { text: String(Math.floor(random() * 1000)) };
  const [, first, second] = /^([+-]?\d{1,15})\s*(?:,|\s)\s*([+-]?\d{1,15})$/.exec(text) ?? [];
  if (first === undefined || second === undefined) {
    return { problem: `"${text}" are not two whole numbers. Write for example $randomInt 1 100.` };
  }
  const low = Math.min(Number(first), Number(second));
  const high = Math.max(Number(first), Number(second));
  return { text: String(low + Math.floor(random() * (high - low))) };
}

function float(text: string, random: () => number): RandomValue {
  if (text === '') return { text: String(random() * 1000) };
  const number = String.raw`([+-]?\d{1,15}(?:\.\d{1,15})?)`;
  const [, first, second] = new RegExp(`^${number}\\s*(?:,|\\s)\\s*${number}$`).exec(text) ?? [];
  if (first === undefined || second === undefined) {
    return { problem: `"${text}" are not two numbers. Write for example $random.float(0.5, 2).` };
  }
  const low = Math.min(Number(first), Number(second));
  const high = Math.max(Number(first), Number(second));
  return { text: String(low + random() * (high - low)) };
}

function pick(alphabet: string, length: number, random: () => number): string {
  return Array.from({ length }, () => alphabet.charAt(Math.floor(random() * alphabet.length))).join('');
}
