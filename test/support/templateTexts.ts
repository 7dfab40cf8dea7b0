import type { LocalizedString, SourceFile } from './localizedStrings.ts';

/** More ways to read one template than this are no table any more. */
const mostWays = 24;

/** A value in a text, whatever it is. */
const place = '\u0000';

/**
 * The messages that the template literals of a file make, with `{0}` for each value: `Wait ${time}, then go.` is
 * `Wait {0}, then go.` Where a value is one of some words of the file, each way is a message of its own, since
 * another language has other words around it.
 */
export function templateTexts({ path, text }: SourceFile): readonly LocalizedString[] {
  const code = text.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, whole => whole.replaceAll(/[^\n]/g, ' '));
  const found = [...templatesIn(code), ...countsIn(code)].map(({ source, index }) => ({
    ways: waysOf(source, code),
    place: `${path}:${code.slice(0, index).split('\n').length}`,
  }));
  return found.flatMap(({ ways, place: where }) =>
    ways
      .map(numbered)
      .filter(isText)
      .map(message => ({ place: where, message })),
  );
}

interface Source {
  readonly source: string;
  readonly index: number;
}

/** The outermost template literals. */
function templatesIn(code: string): readonly Source[] {
  const found: Source[] = [];
  for (let index = 0; index < code.length; index = Math.max(index + 1, skipped(code, index))) {
    if (code[index] === '/' && /[(,=:[!&|?{}]\s*$/.test(code.slice(Math.max(0, index - 20), index))) {
      index +=
        (/^\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\//.exec(code.slice(index, index + 600))?.[0].length ??
          1) - 1;
      continue;
    }
    if (code[index] === '`') found.push({ source: code.slice(index, skipped(code, index)), index });
  }
  return found;
}

/** Numbers with their noun, which stand in texts as values. */
function countsIn(code: string): readonly Source[] {
  return [...code.matchAll(/\bcounted\((?:[^()'"`]|\([^()]*\))*,\s*'[^']*'[^()]*\)/g)].map(
    ({ 0: source, index }) => ({
      source,
      index,
    }),
  );
}

/** Where a literal that begins here ends; of anything else the same place. */
function skipped(code: string, start: number): number {
  const quote = code[start] ?? '';
  if (!['"', "'", '`'].includes(quote)) return start;
  for (let index = start + 1; index < code.length; index += 1) {
    if (code[index] === '\\') index += 1;
    else if (code[index] === quote) return index + 1;
    else if (quote === '`' && code.startsWith('${', index)) index = closed(code, index + 1) - 1;
    else if (quote !== '`' && code[index] === '\n') return start + 1;
  }
  return code.length;
}

/** Where the bracket that opens here is closed. */
function closed(code: string, start: number): number {
  let depth = 0;
  for (let index = start; index < code.length; index = Math.max(index + 1, skipped(code, index))) {
    if ('([{'.includes(code[index] ?? '')) depth += 1;
    else if (')]}'.includes(code[index] ?? '')) depth -= 1;
    if (depth === 0) return index + 1;
  }
  return code.length;
}

/** All that an expression can read as. */
function waysOf(expression: string, code: string): readonly string[] {
  const source = expression.trim();
  const quote = source[0] ?? '';
  if (['"', "'", '`'].includes(quote) && skipped(source, 0) === source.length) {
    return quote === '`' ? waysOfTemplate(source, code) : [source.slice(1, -1).replaceAll(/\\(.)/g, '$1')];
  }
  const parts = choice(source);
  if (parts !== undefined) return parts.flatMap(part => waysOf(part, code));
  const nouns = /^counted\(/.test(source)
    ? [...source.matchAll(/'([^']*)'/g)].map(([, noun = '']) => noun)
    : [];
  const [one, many = `${one}s`] = nouns;
  if (one !== undefined) return [`${place} ${one}`, `${place} ${many}`];
  const words = /^\w+$/.test(source) ? wordsOf(source, code) : undefined;
  return words ?? [place];
}

function waysOfTemplate(source: string, code: string): readonly string[] {
  let ways: readonly string[] = [''];
  let index = 1;
  while (index < source.length - 1) {
    let next: readonly string[] = [source[index] ?? ''];
    let end = index + 1;
    if (source[index] === '\\') {
      next = [source[index + 1] ?? ''];
      end = index + 2;
    } else if (source.startsWith('${', index)) {
      end = closed(source, index + 1);
      next = [...new Set(waysOf(source.slice(index + 2, end - 1), code))];
      if (ways.length * next.length > mostWays) next = [place];
    }
    ways = ways.flatMap(way => next.map(each => way + each));
    index = end;
  }
  return ways;
}

/** The branches of `a ? b : c`. */
function choice(source: string): readonly [string, string] | undefined {
  let question: number | undefined;
  let depth = 0;
  for (let index = 0; index < source.length; index = Math.max(index + 1, skipped(source, index))) {
    if ('([{'.includes(source[index] ?? '')) index = closed(source, index) - 1;
    else if (source[index] === '?' && source[index + 1] === ' ') {
      question ??= index;
      depth += 1;
    } else if (source[index] === ':' && question !== undefined) {
      depth -= 1;
      if (depth === 0) return [source.slice(question + 1, index), source.slice(index + 1)];
    }
  }
  return undefined;
}

/** The words that a constant of the file can be, where it can be nothing else. */
function wordsOf(name: string, code: string): readonly string[] | undefined {
  const [, value = ''] = new RegExp(`\\bconst ${name} = ([^;]*);`).exec(code) ?? [];
  if (!/^[^`]*'[^`]*$/.test(value)) return undefined;
  const ways = waysOf(value, '');
  return ways.includes(place) ? undefined : ways;
}

function numbered(way: string): string {
  let next = 0;
  return way.replaceAll(place, () => `{${next++}}`);
}

/** A sentence, some words of a title, or a number with its noun. */
function isText(message: string): boolean {
  if (/^\W*\/|^[^ ]*$|[?&]\w+=\{|^(?:GET|POST) /.test(message)) return false;
  if (!message.includes('{0}')) return /^[A-Z].* .+[.!?]$|^[A-Z]\S*(?: \S+){3,}$/.test(message);
  const words = message.match(/(?<!\{)\p{L}{3,}/gu) ?? [];
  return (words.length > 0 && /.[.!?]$/.test(message)) || words.length > 1 || /^\{0\} [a-z]+$/.test(message);
}
