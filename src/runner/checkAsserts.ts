import { type AssertedAnswer, evaluateAssert, parseAssert } from '../httpFile/asserts.ts';
import { positionAt } from '../httpFile/syntax.ts';
import { type Scope, substitute } from '../httpFile/variables.ts';
import type { AssertResult } from './exchange.ts';

/** Every `??` of the request held against its answer; without an answer none has passed. */
export function checkAsserts(scope: Scope, answer: AssertedAnswer | undefined): readonly AssertResult[] {
  const { file, request } = scope;
  return request.asserts.map(({ text, range }) => {
    const { line } = positionAt(file, range.start);
    if (answer === undefined) return { text, line, passed: false, actual: 'no answer' };
    const filled = text.includes('{{') ? substitute(text, scope) : { text, missing: [] };
    const [missing] = filled.missing;
    if (missing !== undefined) return { text, line, passed: false, actual: missing.message };
    return { text, line, ...evaluateAssert(parseAssert(filled.text), answer) };
  });
}
