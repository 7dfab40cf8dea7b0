import { type Assert, parseAssert } from '../httpFile/asserts.ts';
import { type AssertedAnswer, evaluateAssert } from '../httpFile/evaluateAssert.ts';
import { mayNeedFilling } from '../httpFile/references.ts';
import { positionAt } from '../httpFile/syntax.ts';
import { type Scope, substitute } from '../httpFile/variables.ts';
import type { AssertResult } from './exchange.ts';

/**
 * Every `??` of the request held against its answer; without an answer none has passed. `bodyNotRead`: why
 * `answer.body` is not there; then what asks for it has not passed either, but for a hash of the whole.
 */
export function checkAsserts(
  scope: Scope,
  answer: AssertedAnswer | undefined,
  bodyNotRead?: string,
): readonly AssertResult[] {
  const { file, request } = scope;
  return request.asserts.map(({ text, range }) => {
    const { line } = positionAt(file, range.start);
    if (answer === undefined) return { text, line, passed: false, actual: 'no answer' };
    const filled = mayNeedFilling(text) ? substitute(text, scope) : { text, missing: [] };
    const [missing] = filled.missing;
    if (missing !== undefined) return { text, line, passed: false, actual: missing.message };
    const assert = parseAssert(filled.text);
    if (bodyNotRead !== undefined && readsBody(assert))
      return { text, line, passed: false, actual: bodyNotRead };
    return { text, line, ...evaluateAssert(assert, answer) };
  });
}

function readsBody(assert: Assert): boolean {
  if (assert.kind !== 'check' || assert.subject.of !== 'body') return false;
  return assert.subject.path !== undefined || !/^(?:md5|sha256|sha512)$/.test(assert.predicate);
}
