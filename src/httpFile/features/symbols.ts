import { perSegment, shiftOf, shiftRange } from '../segments.ts';
import type { HttpFile, Range, RequestNode, Segment, VariableNode } from '../syntax.ts';

/** An entry of the outline. */
export interface OutlineSymbol {
  readonly kind: 'request' | 'variable' | 'header' | 'body';
  readonly name: string;
  /** What stands behind the name in a lighter colour; '' where the name says all. */
  readonly detail: string;
  readonly range: Range;
  /** Within `range`: what is selected when the entry is chosen. */
  readonly selection: Range;
  /** Within `range`, in the order of the text: headers, body, and variables of the block. */
  readonly children: readonly OutlineSymbol[];
}

/**
 * Requests and file variables in the order of the text; under a request what its block holds. In files of
 * more than 2,000 blocks the headers and bodies are left out, and what stands behind the names: nobody reads
 * a tree of so many leaves, and the editor is slow to take it.
 */
export function outline(file: HttpFile): readonly OutlineSymbol[] {
  const symbolsIn = symbolsFor(file);
  return file.segments.flatMap((segment, index) => {
    const shift = shiftOf(file, index);
    return symbolsIn(segment).map(symbol => shifted(symbol, shift));
  });
}

/** The entries of one segment of this file, counted as its own ranges are. */
export function symbolsFor({ segments }: HttpFile): (segment: Segment) => readonly OutlineSymbol[] {
  return segments.length > 2000 ? shallowSymbols : deepSymbols;
}

/** How a request is called in trees, titles and the outline: its name, its title, or method and target. */
export function requestLabel(request: RequestNode): string {
  return request.name?.text ?? request.title?.text ?? `${request.method} ${request.target}`;
}

const deepSymbols = perSegment(segment => symbolsOf(segment, childrenOf));
const shallowSymbols = perSegment(segment =>
  symbolsOf(segment, () => []).map(symbol => ({ ...symbol, detail: '' })),
);

function symbolsOf(
  segment: Segment,
  childrenOfRequest: (request: RequestNode) => readonly OutlineSymbol[],
): readonly OutlineSymbol[] {
  const requests = segment.requests.map(request => requestSymbol(request, childrenOfRequest(request)));
  const alone: OutlineSymbol[] = [];
  const inside = new Map<OutlineSymbol, OutlineSymbol[]>();
  for (const variable of segment.variables.map(variableSymbol)) {
    const owner = requests.find(({ range }) => holds(range, variable.range));
    if (owner === undefined) alone.push(variable);
    else inside.set(owner, [...(inside.get(owner) ?? []), variable]);
  }
  const owners = requests.map(request => ({
    ...request,
    children: inOrder([...request.children, ...(inside.get(request) ?? [])]),
  }));
  return inOrder([...owners, ...alone]);
}

function requestSymbol(request: RequestNode, children: readonly OutlineSymbol[]): OutlineSymbol {
  const name = requestLabel(request);
  const said = `${request.method} ${request.target}`;
  const start = Math.min(request.title?.range.start ?? request.sent.start, request.sent.start);
  return {
    kind: 'request',
    name: name.trim() === '' ? request.method : name,
    detail: name === said ? '' : said,
    range: { start, end: request.sent.end },
    selection: request.requestLine,
    children,
  };
}

function childrenOf({ headers, body }: RequestNode): readonly OutlineSymbol[] {
  const found = headers.map(
    ({ name, value }): OutlineSymbol => ({
      kind: 'header',
      name: name.text,
      detail: value.text,
      range: { start: name.range.start, end: Math.max(name.range.end, value.range.end) },
      selection: name.range,
      children: [],
    }),
  );
  if (body === undefined) return found;
  const { range, file } = body;
  const detail = file?.path.text ?? '';
  return [...found, { kind: 'body', name: 'body', detail, range, selection: range, children: [] }];
}

function variableSymbol({ name, value, range }: VariableNode): OutlineSymbol {
  return {
    kind: 'variable',
    name: `@${name.text}`,
    detail: value.text,
    range,
    selection: name.range,
    children: [],
  };
}

function shifted(symbol: OutlineSymbol, by: number): OutlineSymbol {
  if (by === 0) return symbol;
  return {
    ...symbol,
    range: shiftRange(symbol.range, by),
    selection: shiftRange(symbol.selection, by),
    children: symbol.children.map(child => shifted(child, by)),
  };
}

function inOrder(symbols: readonly OutlineSymbol[]): readonly OutlineSymbol[] {
  return symbols.toSorted((a, b) => a.selection.start - b.selection.start);
}

function holds(outer: Range, inner: Range): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
