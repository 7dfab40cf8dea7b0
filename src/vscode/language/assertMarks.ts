import type { Range, RequestNode } from '../../httpFile/syntax.ts';
import type { AssertResult } from '../../runner/exchange.ts';
import { foundText } from '../../runner/render.ts';
import { visibleLine } from '../../runner/visibleText.ts';

/** What stands behind a `??` line after its request was answered. */
export interface AssertMark {
  readonly range: Range;
  readonly passed: boolean;
  /** What the line says after its marks. */
  readonly assert: string;
  /** `✓`, or `✗ found: 403`: what came from the answer is cleaned and cut. */
  readonly text: string;
}

/** Characters of an answer that fit behind a line. */
const longestActual = 80;

/** The marks of one request. A line that says something else by now has none: its result is not known. */
export function assertMarks(request: RequestNode, results: readonly AssertResult[]): readonly AssertMark[] {
  const left = [...results];
  return request.asserts.flatMap(({ text, range }) => {
    const index = left.findIndex(result => result.text === text);
    const [result] = index < 0 ? [] : left.splice(index, 1);
    return result === undefined
      ? []
      : [{ range, assert: text, passed: result.passed, text: markText(result) }];
  });
}

function markText({ passed, actual }: AssertResult): string {
  const found = cut(visibleLine(actual));
  if (passed) return '✓';
  return `✗ ${foundText(found)}`;
}

function cut(text: string): string {
  const characters = [...text.slice(0, longestActual * 2 + 2)];
  return characters.length > longestActual ? `${characters.slice(0, longestActual).join('')}…` : text;
}
