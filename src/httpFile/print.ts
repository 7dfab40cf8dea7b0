import type { HttpFile, Range, RequestNode, Segment, TextNode, VariableNode } from './syntax.ts';

/**
 * A stretch of a segment: the words of a node, or what stands between nodes (marks, blanks, comments, text
 * that is no part of any node). Of a body it is what is left between the nodes that stand in it.
 */
export interface Piece {
  readonly kind: PieceKind;
  readonly text: string;
  /** Counts from the segment's base. */
  readonly range: Range;
}

/** What a piece is the text of; `between`: of no node. */
export type PieceKind =
  | 'between'
  | 'title'
  | 'method'
  | 'target'
  | 'version'
  | 'headerName'
  | 'headerValue'
  | 'body'
  | 'bodyFile'
  | 'flag'
  | 'assert'
  | 'output'
  | 'variableName'
  | 'variableValue';

/** The text of the file, put together from its tree: to the last character what was parsed. */
export function printHttpFile({ segments }: HttpFile): string {
  return segments
    .map(segment =>
      piecesOf(segment)
        .map(({ text }) => text)
        .join(''),
    )
    .join('');
}

/** The segment from its start to its end in pieces, none of them empty, none twice. */
export function piecesOf(segment: Segment): readonly Piece[] {
  const { text, base, requests, variables } = segment;
  const said = [...requests.flatMap(wordsOf), ...variables.flatMap(wordsOfVariable)].sort(
    (a, b) => a.range.start - b.range.start,
  );
  /** Where bodies begin and end by turns. */
  const borders = requests.flatMap(({ body }) =>
    body === undefined || body.file !== undefined ? [] : [body.range.start, body.range.end],
  );
  const pieces: Piece[] = [];
  let at = base;
  let passed = 0;

  /** What no node says, up to an offset. */
  function passTo(end: number): void {
    while (at < end) {
      while ((borders[passed] ?? end) <= at && passed < borders.length) passed++;
      const next = Math.min(borders[passed] ?? end, end);
      const kind = passed % 2 === 1 ? 'body' : 'between';
      pieces.push({ kind, text: text.slice(at - base, next - base), range: { start: at, end: next } });
      at = next;
    }
  }

  for (const word of said) {
    if (word.range.start < at || word.range.start === word.range.end) continue;
    passTo(word.range.start);
    const source = text.slice(word.range.start - base, word.range.end - base);
    pieces.push({ ...word, text: word.text ?? source });
    at = word.range.end;
  }
  passTo(base + text.length);
  return pieces;
}

/** `text` where the node says it as it is written. */
interface Word {
  readonly kind: PieceKind;
  readonly text?: string | undefined;
  readonly range: Range;
}

function wordsOf(request: RequestNode): readonly Word[] {
  const { title, name, methodRange, targetParts, httpVersion, headers, body, flags, asserts, outputs } =
    request;
  return [
    ...wordOf('title', title),
    ...wordOf('flag', name),
    ...(methodRange === undefined ? [] : [{ kind: 'method' as const, range: methodRange }]),
    ...targetParts.flatMap(part => wordOf('target', part)),
    ...wordOf('version', httpVersion),
    ...headers.flatMap(header => [
      ...wordOf('headerName', header.name),
      // The lines of a continued value are joined.
      { kind: 'headerValue' as const, range: header.value.range },
    ]),
    ...wordOf('bodyFile', body?.file?.path),
    ...flags.map(({ range }) => ({ kind: 'flag' as const, range })),
    ...asserts.map(({ range }) => ({ kind: 'assert' as const, range })),
    ...outputs.map(({ range }) => ({ kind: 'output' as const, range })),
  ];
}

function wordsOfVariable({ name, value }: VariableNode): readonly Word[] {
  return [...wordOf('variableName', name), ...wordOf('variableValue', value)];
}

function wordOf(kind: PieceKind, node: TextNode | undefined): readonly Word[] {
  return node === undefined ? [] : [{ kind, text: node.text, range: node.range }];
}
