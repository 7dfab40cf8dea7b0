import type { HeaderMap } from '../procore/headers.ts';

/** What a `??` line says. `not-run`: a form that needs scripts, or one that cannot be read; `reason` says which. */
export type Assert =
  | {
      readonly kind: 'check';
      readonly subject: Subject;
      readonly predicate: Predicate;
      readonly expected: string;
    }
  | { readonly kind: 'not-run'; readonly reason: string };

export type Subject =
  | { readonly of: 'status' }
  | { readonly of: 'duration' }
  | { readonly of: 'header'; readonly name: string }
  /** `path`: a JSONPath; `undefined` for the body as text. */
  | { readonly of: 'body'; readonly path: string | undefined };

export type Predicate =
  | '=='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | 'includes'
  | 'startsWith'
  | 'endsWith'
  | 'matches'
  | 'exists'
  | 'isFalse'
  | 'isString'
  | 'isNumber'
  | 'isBoolean'
  | 'isArray';

/** What an assert reads of an answer. */
export interface AssertedAnswer {
  readonly status: number;
  readonly headers: HeaderMap;
  readonly body: string;
  /** Milliseconds. */
  readonly duration: number;
}

/** Reads the text after `??`. `{{...}}` in it must have been replaced. */
export function parseAssert(text: string): Assert {
  return { kind: 'not-run', reason: `"${text}" is not understood.` };
}

/** Whether the assert holds, and what was found instead. A `not-run` assert has not passed. */
export function evaluateAssert(
  assert: Assert,
  answer: AssertedAnswer,
): { readonly passed: boolean; readonly actual: string } {
  void answer;
  return { passed: false, actual: assert.kind };
}

/** Whether a request with these asserts is expected to end with a status that it names. */
export function assertsStatus(asserts: readonly Assert[]): boolean {
  return asserts.some(assert => assert.kind === 'check' && assert.subject.of === 'status');
}
