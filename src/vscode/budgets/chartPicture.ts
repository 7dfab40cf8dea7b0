import type { Wording } from '../responses/responseText.ts';
import type { WindowPoint } from './budgetHistory.ts';
import { countText } from './budgetText.ts';
import { type PageNode, pictureSize } from './chartMessage.ts';

/** The time that a picture spans, in milliseconds since 1970. */
export interface Scale {
  readonly from: number;
  readonly now: number;
  readonly to: number;
}

const { width, height, left: leftEdge, right, top, bottom } = pictureSize;
const base = height - bottom;
const quarterMs = 900_000;

/** What is left of the hourly window as a line of steps, 429s as crosses, the forecast dashed. */
export function hourlyPicture(
  points: readonly WindowPoint[],
  refusals: readonly number[],
  forecast: { readonly at: number; readonly left: number } | undefined,
  scale: Scale,
  wording: Wording,
): readonly PageNode[] {
  const most = mostOf(points);
  const last = points.at(-1);
  const x = xOf(scale);
  const y = yOf(most);
  return [
    ...frame(most, scale, wording),
    path('left', stepsOf(points, scale.now, x, y)),
    ...(forecast === undefined || last === undefined
      ? []
      : [path('forecast', `M${x(scale.now)} ${y(last.left)}L${x(forecast.at)} ${y(forecast.left)}`)]),
    ...marks(refusals, scale),
  ];
}

/** What was used of the window of 10 seconds as bars of `barMs` each, 429s as crosses. */
export function spikePicture(
  lowest: readonly WindowPoint[],
  barMs: number,
  refusals: readonly number[],
  scale: Scale,
  wording: Wording,
): readonly PageNode[] {
  const most = mostOf(lowest);
  const x = xOf(scale);
  const y = yOf(most);
  return [
    ...frame(most, scale, wording),
    ...lowest.map(({ at, left, limit }): PageNode => {
      const start = Math.max(x(Math.floor(at / barMs) * barMs), leftEdge);
      const end = Math.max(x((Math.floor(at / barMs) + 1) * barMs) - 0.5, start + 0.5);
      const head = y(limit - left);
      return {
        tag: 'rect',
        attributes: {
          class: 'used',
          x: String(start),
          y: String(head),
          width: round(end - start),
          height: round(base - head),
        },
      };
    }),
    ...marks(refusals, scale),
  ];
}

export function headCell(text: string): PageNode {
  return { tag: 'th', attributes: { scope: 'col' }, text };
}

/** The first cell of a row names it. */
export function cell(text: string, index: number): PageNode {
  return index === 0 ? { tag: 'th', attributes: { scope: 'row' }, text } : { tag: 'td', text };
}

/** A window that has ended is full until the next request begins it anew. */
function stepsOf(
  points: readonly WindowPoint[],
  now: number,
  x: (at: number) => number,
  y: (left: number) => number,
): string {
  let line = '';
  points.forEach(({ at, left, limit, resetsAt }, index) => {
    line += `${line === '' ? 'M' : 'L'}${x(at)} ${y(left)}`;
    const until = points[index + 1]?.at ?? now;
    if (resetsAt < until) line += `L${x(resetsAt)} ${y(left)}L${x(resetsAt)} ${y(limit)}`;
    line += `L${x(until)} ${y(resetsAt < until ? limit : left)}`;
  });
  return line;
}

/** Axes with what they mean, and where now is. */
function frame(most: number, scale: Scale, { timeOf }: Wording): readonly PageNode[] {
  const x = xOf(scale);
  const y = yOf(most);
  const quarters: number[] = [];
  for (let at = Math.ceil(scale.from / quarterMs) * quarterMs; at <= scale.to; at += quarterMs)
    quarters.push(at);
  return [
    ...[0, most / 2, most].flatMap((count): PageNode[] => [
      line('grid', leftEdge, y(count), width - right, y(count)),
      label('end', leftEdge - 4, y(count) + 4, countText(Math.round(count))),
    ]),
    ...quarters.map(at =>
      label('middle', x(at), height - 6, timeOf(new Date(at).toISOString()).replace(/:\d\d(?=$|\s)/, '')),
    ),
    line('now', x(scale.now), top, x(scale.now), base),
  ];
}

function marks(refusals: readonly number[], scale: Scale): readonly PageNode[] {
  const x = xOf(scale);
  return refusals.map(at => {
    const [cx, cy] = [x(at), top + 5];
    return path(
      'refusal',
      `M${cx - 4} ${cy - 4}L${cx + 4} ${cy + 4}M${cx - 4} ${cy + 4}L${cx + 4} ${cy - 4}`,
    );
  });
}

function mostOf(points: readonly WindowPoint[]): number {
  return points.reduce((most, { limit }) => Math.max(most, limit), 1);
}

function xOf({ from, to }: Scale): (at: number) => number {
  return at => Number(round(leftEdge + ((at - from) / (to - from)) * (width - leftEdge - right)));
}

function yOf(most: number): (count: number) => number {
  return count => Number(round(base - (Math.min(most, Math.max(0, count)) / most) * (base - top)));
}

function path(kind: string, d: string): PageNode {
  return { tag: 'path', attributes: { class: kind, d } };
}

function line(kind: string, x1: number, y1: number, x2: number, y2: number): PageNode {
  return {
    tag: 'line',
    attributes: { class: kind, x1: String(x1), y1: String(y1), x2: String(x2), y2: String(y2) },
  };
}

function label(anchor: 'middle' | 'end', x: number, y: number, text: string): PageNode {
  return { tag: 'text', attributes: { 'text-anchor': anchor, x: round(x), y: round(y) }, text };
}

function round(value: number): string {
  return String(Math.round(value * 10) / 10);
}
