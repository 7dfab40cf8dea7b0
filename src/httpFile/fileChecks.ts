import { camelCase } from './camelCase.ts';
import { byPlace } from './parsing/blocks.ts';
import { type ProblemForms, problem } from './problems.ts';
import { acrossSegments, perSegment, shiftOf, shiftRange } from './segments.ts';
import type { FlagNode, HttpFile, Problem, Range, Segment, TextNode } from './syntax.ts';
import { unfollowed } from './unfollowedFlags.ts';

/** What other segments may have to do with: requests, variables and characters that are no text in their order. */
type Declaration =
  | {
      readonly kind: 'request';
      readonly name: TextNode | undefined;
      readonly key: string;
      readonly range: Range;
    }
  | { readonly kind: 'variable'; readonly name: TextNode; readonly value: string; readonly range: Range }
  /** A flag that is not followed here. */
  | { readonly kind: 'flag'; readonly name: TextNode; readonly range: Range }
  | { readonly kind: 'nul' | 'unreadable'; readonly range: Range };

/** A mistake in a declaration, told by the places of its segment and in it, which outlast most edits. */
interface Finding {
  readonly form: ProblemForms;
  readonly segment: number;
  readonly index: number;
}

/** The mistakes that show only in the whole file: names twice, variables set anew, characters that are no text. */
export function findFileProblems(file: HttpFile): readonly Problem[] {
  return findingsOf(file)
    .map(({ form, segment, index }) => {
      const declaration = file.segments[segment] && declarationsInSegment(file.segments[segment])[index];
      if (declaration === undefined) throw new Error(`No declaration ${index} in segment ${segment}`);
      const range = shiftRange(rangeOf(declaration), shiftOf(file, segment));
      return problem(form, range, 'name' in declaration ? declaration.name?.text : '');
    })
    .sort(byPlace);
}

function rangeOf(declaration: Declaration): Range {
  return declaration.kind === 'request' ? (declaration.name ?? declaration).range : declaration.range;
}

/** What the mistakes of a whole file are found in. */
export const declarationsInSegment = perSegment(
  ({ text, base, requests, variables }: Segment): readonly Declaration[] => {
    const nul = text.indexOf('\0');
    const unreadable = text.indexOf('\u{fffd}');
    const all: Declaration[] = [
      ...requests.map(({ name, sent }) => ({
        kind: 'request' as const,
        name,
        key: name === undefined ? '' : camelCase(name.text),
        range: sent,
      })),
      ...variables.map(({ name, value, range }) => ({
        kind: 'variable' as const,
        name,
        value: value.text,
        range,
      })),
      ...requests.flatMap(({ flags }) => unfollowedOf(flags)),
    ];
    if (nul >= 0) all.push({ kind: 'nul', range: { start: base + nul, end: base + nul + 1 } });
    if (unreadable >= 0)
      all.push({ kind: 'unreadable', range: { start: base + unreadable, end: base + unreadable + 1 } });
    return all.length < 2 ? all : all.sort((a, b) => a.range.start - b.range.start);
  },
);

function unfollowedOf(flags: readonly FlagNode[]): readonly Declaration[] {
  const found = flags.filter(({ name }) => unfollowed(name) !== undefined);
  return found.map(({ name, range }) => ({ kind: 'flag' as const, name: { text: name, range }, range }));
}

const findingsOf = acrossSegments(
  declarationsInSegment,
  (one, other) =>
    one.length === other.length && one.every((each, at) => signatureOf(each) === signatureOf(other[at])),
  facts => [
    ...findDuplicates(facts),
    ...findRedefinitions(facts),
    ...findUnfollowed(facts),
    ...findNoText(facts),
  ],
);

function signatureOf(declaration: Declaration | undefined): string {
  if (declaration?.kind === 'request') return `r${declaration.name?.text ?? ' '}`;
  if (declaration?.kind === 'flag') return `f${declaration.name.text}`;
  if (declaration?.kind === 'variable') return `v${declaration.name.text}=${declaration.value}`;
  return declaration?.kind ?? '';
}

type Facts = readonly (readonly Declaration[])[];

/** Every request whose name another one has. */
function findDuplicates(facts: Facts): readonly Finding[] {
  const found: Finding[] = [];
  const first = new Map<string, Finding>();
  const reported = new Set<Finding>();
  facts.forEach((declarations, segment) => {
    declarations.forEach((declaration, index) => {
      if (declaration.kind !== 'request' || declaration.name === undefined) return;
      const finding: Finding = { form: 'name-duplicate', segment, index };
      const earlier = first.get(declaration.key);
      if (earlier === undefined) {
        first.set(declaration.key, finding);
        return;
      }
      if (!reported.has(earlier)) found.push(earlier);
      reported.add(earlier);
      found.push(finding);
    });
  });
  return found;
}

/** A name that is set anew below a request means something else to tools that take the last of the file. */
function findRedefinitions(facts: Facts): readonly Finding[] {
  const found: Finding[] = [];
  const last = new Map<string, { readonly value: string; readonly requestsAbove: number }>();
  let requestsAbove = 0;
  facts.forEach((declarations, segment) => {
    declarations.forEach((declaration, index) => {
      if (declaration.kind === 'request') requestsAbove++;
      if (declaration.kind !== 'variable') return;
      const { name, value } = declaration;
      const earlier = last.get(name.text);
      last.set(name.text, { value, requestsAbove });
      if (earlier === undefined || earlier.value === value) return;
      if (earlier.requestsAbove !== requestsAbove) found.push({ form: 'variable-redefined', segment, index });
    });
  });
  return found;
}

/** The first of each name: a file that other tools run says the same ones again and again. */
function findUnfollowed(facts: Facts): readonly Finding[] {
  const found: Finding[] = [];
  const told = new Set<string>();
  facts.forEach((declarations, segment) => {
    declarations.forEach((declaration, index) => {
      if (declaration.kind !== 'flag' || told.has(declaration.name.text)) return;
      told.add(declaration.name.text);
      found.push({ form: 'flag-not-followed', segment, index });
    });
  });
  return found;
}

/** One problem is enough to say that this is no text, or text in another encoding. */
function findNoText(facts: Facts): readonly Finding[] {
  const nul = findFirst(facts, 'nul', 'nul-character');
  return nul.length > 0 ? nul : findFirst(facts, 'unreadable', 'character-unreadable');
}

function findFirst(facts: Facts, wanted: Declaration['kind'], form: ProblemForms): readonly Finding[] {
  const segment = facts.findIndex(declarations => declarations.some(({ kind }) => kind === wanted));
  const index = facts[segment]?.findIndex(({ kind }) => kind === wanted) ?? -1;
  return index < 0 ? [] : [{ form, segment, index }];
}
