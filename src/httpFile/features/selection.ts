import { segmentAt, shiftOf, shiftRange } from '../segments.ts';
import type { HttpFile, Range, RequestNode, Segment } from '../syntax.ts';
import { brackets } from './brackets.ts';

/**
 * What holds `offset`, from the smallest to the whole file, each wider than the one before: the name in
 * braces, the value, its line, an object of the body, the body, what is sent, the block, the file.
 */
export function selectionsAt(file: HttpFile, offset: number): readonly Range[] {
  const index = segmentAt(file, offset);
  const segment = file.segments[index];
  const shift = shiftOf(file, index);
  const inside = segment === undefined ? [] : rangesIn(segment, offset - shift);
  const candidates = [
    ...inside.map(range => shiftRange(range, shift)),
    { start: file.segmentStarts[index] ?? 0, end: file.segmentStarts[index + 1] ?? file.text.length },
    { start: 0, end: file.text.length },
  ];
  const holding = candidates.filter(range => holds(range, offset)).sort((a, b) => lengthOf(a) - lengthOf(b));
  const chain: Range[] = [];
  for (const range of holding) {
    const inner = chain.at(-1);
    if (inner === undefined || (isWithin(inner, range) && lengthOf(inner) < lengthOf(range)))
      chain.push(range);
  }
  return chain;
}

function rangesIn(segment: Segment, offset: number): readonly Range[] {
  const found = segment.variables.flatMap(({ name, value, range, references }) => [
    name.range,
    value.range,
    range,
    ...references.flatMap(reference => inBraces(reference.range)),
  ]);
  const request = segment.requests.find(({ range }) => holds(range, offset));
  return request === undefined ? found : [...found, ...rangesOf(segment, request)];
}

function rangesOf({ text, base }: Segment, request: RequestNode): readonly Range[] {
  const { headers, targetParts, body, flags, asserts, references } = request;
  const last = headers.at(-1);
  const found = [
    ...references.flatMap(({ range }) => inBraces(range)),
    ...(request.methodRange === undefined ? [] : [request.methodRange]),
    ...targetParts.map(({ range }) => range),
    request.requestLine,
    ...headers.flatMap(({ name, value }) => [
      name.range,
      value.range,
      { start: name.range.start, end: value.range.end },
    ]),
    ...flags.flatMap(({ range, valueRange }) => (valueRange === undefined ? [range] : [valueRange, range])),
    ...asserts.map(({ range }) => range),
    { start: request.requestLine.start, end: last?.value.range.end ?? request.requestLine.end },
    request.sent,
    request.range,
  ];
  if (body === undefined) return found;
  const { start, end } = body.range;
  const pairs = brackets(text.slice(start - base, end - base));
  return [
    ...found,
    body.range,
    ...pairs.flatMap(pair => [
      { start: pair.start + start + 1, end: pair.end + start - 1 },
      shiftRange(pair, start),
    ]),
  ];
}

function inBraces({ start, end }: Range): readonly Range[] {
  return [
    { start: start + 2, end: end - 2 },
    { start, end },
  ];
}

function holds({ start, end }: Range, offset: number): boolean {
  return start <= offset && offset <= end;
}

function isWithin(inner: Range, outer: Range): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

function lengthOf({ start, end }: Range): number {
  return end - start;
}
