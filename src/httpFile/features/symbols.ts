import type { HttpFile, Range, RequestNode } from '../syntax.ts';

/** An entry of the outline: a request, or a file variable above or between them. */
export interface OutlineSymbol {
  readonly kind: 'request' | 'variable';
  readonly name: string;
  /** What stands behind the name in a lighter colour; '' where the name says all. */
  readonly detail: string;
  readonly range: Range;
  /** Within `range`: what is selected when the entry is chosen. */
  readonly selection: Range;
}

/** Requests and file variables in the order of the text. */
export function outline(file: HttpFile): readonly OutlineSymbol[] {
  const symbols: OutlineSymbol[] = [
    ...file.requests.map(requestSymbol),
    ...file.variables.map(({ name, value, range }) => ({
      kind: 'variable' as const,
      name: `@${name.text}`,
      detail: value.text,
      range,
      selection: name.range,
    })),
  ];
  return symbols.sort((a, b) => a.selection.start - b.selection.start);
}

/** How a request is called in trees, titles and the outline: its name, its title, or method and target. */
export function requestLabel(request: RequestNode): string {
  return request.name?.text ?? request.title?.text ?? `${request.method} ${request.target}`;
}

function requestSymbol(request: RequestNode): OutlineSymbol {
  const name = requestLabel(request);
  const said = `${request.method} ${request.target}`;
  const start = Math.min(request.title?.range.start ?? request.sent.start, request.sent.start);
  return {
    kind: 'request',
    name,
    detail: name === said ? '' : said,
    range: { start, end: request.sent.end },
    selection: request.requestLine,
  };
}
