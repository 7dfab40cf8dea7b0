import { scanLineStarts } from '../scanner.ts';
import { segmentLines } from '../segmentLines.ts';
import { lengthOf, segmentAt } from '../segments.ts';
import type { HttpFile, Segment } from '../syntax.ts';
import { lastingNamesOf, type Names } from './fileNames.ts';
import { type Occurrence, readUsage } from './references.ts';
import { usagesIn } from './usages.ts';

/** Kinds and marks of tokens, in the order in which the encoded numbers mean them. */
export const tokenTypes = ['variable', 'function', 'parameter', 'macro'] as const;
/** Marks of tokens; the first is the lowest bit of the encoded number. */
export const tokenModifiers = ['declaration', 'readonly'] as const;

type TokenType = (typeof tokenTypes)[number];

/**
 * What names are, which the grammar cannot see: file variables, requests, prompted values, dynamic values
 * (macros) and values from elsewhere (read-only variables). Encoded as the language server protocol says:
 * for each token the lines since the last one, the characters since the last one of that line, its length,
 * its type and its modifiers. With `from` and `to` only the tokens of the blocks between these offsets.
 */
export function semanticTokens(file: HttpFile, from = 0, to = lengthOf(file)): Uint32Array {
  const names = lastingNamesOf(file);
  const [first, last] = [segmentAt(file, from), segmentAt(file, to)];
  const chosen: SegmentTokens[] = [];
  let length = 0;
  for (const segment of file.segments.slice(first, last + 1)) {
    const tokens = tokensIn(segment, names);
    chosen.push(tokens);
    length += tokens.data.length;
  }
  const data = new Uint32Array(length);
  let at = 0;
  let since = segmentLines(file)[first] ?? 0;
  for (const tokens of chosen) {
    data.set(tokens.data, at);
    if (tokens.data.length === 0) since += tokens.lines;
    else {
      data[at] = (tokens.data[0] ?? 0) + since;
      since = tokens.lines - tokens.lastLine;
      at += tokens.data.length;
    }
  }
  return data;
}

interface SegmentTokens {
  /** The first token counts from the first line of the segment. A typed array for each would cost far more. */
  readonly data: readonly number[];
  readonly lastLine: number;
  /** Lines to the first one of the next segment. */
  readonly lines: number;
}

function tokensIn(segment: Segment, names: Names): SegmentTokens {
  const known = remembered.get(segment);
  if (known?.names === names) return known.tokens;
  const tokens = encode(segment, names);
  remembered.set(segment, { names, tokens });
  return tokens;
}

const remembered = new WeakMap<Segment, { readonly names: Names; readonly tokens: SegmentTokens }>();

function encode(segment: Segment, names: Names): SegmentTokens {
  const found = usagesIn(segment)
    .map(usage => readUsage(names, usage))
    .filter(occurrence => occurrence !== undefined)
    .sort((a, b) => a.range.start - b.range.start);
  const lineStarts = scanLineStarts(segment.text);
  const data: number[] = [];
  let [line, lineBefore, character] = [0, 0, 0];
  for (const { named, role, range } of found) {
    const start = range.start - segment.base;
    while ((lineStarts[line + 1] ?? Number.POSITIVE_INFINITY) <= start) line++;
    const column = start - (lineStarts[line] ?? 0);
    const end = named.kind === 'outside' ? start + wordLength(named.name) : range.end - segment.base;
    data.push(
      line - lineBefore,
      line === lineBefore ? column - character : column,
      end - start,
      tokenTypes.indexOf(typeOf(named)),
      (role === 'definition' ? 1 : 0) | (named.kind === 'outside' && !named.name.startsWith('$') ? 2 : 0),
    );
    [lineBefore, character] = [line, column];
  }
  return { data, lastLine: lineBefore, lines: lineStarts.length - 1 };
}

function typeOf(named: Occurrence['named']): TokenType {
  switch (named.kind) {
    case 'variable':
      return 'variable';
    case 'request':
      return 'function';
    case 'prompt':
      return 'parameter';
    case 'outside':
      return named.name.startsWith('$') ? 'macro' : 'variable';
  }
}

/** Of `$randomInt 1 10` the name, not what is given to it. */
function wordLength(name: string): number {
  const blank = name.search(/\s/);
  return blank < 0 ? name.length : blank;
}
