import type { HeaderMap } from '../procore/headers.ts';
import type { Assert, HashAlgorithm, Predicate, Subject } from './asserts.ts';
import { parseJson, valueText } from './json.ts';
import { queryBody } from './jsonPath.ts';

/** What an assert reads of an answer. */
export interface AssertedAnswer {
  readonly status: number;
  readonly headers: HeaderMap;
  readonly body: string;
  /** Milliseconds from sending to the last byte. */
  readonly duration: number;
  /** In base64, of a text or, where that is `undefined`, of the bytes of the body. */
  readonly hash: (algorithm: HashAlgorithm, text: string | undefined) => string;
}

/** Whether the assert holds, and what was found, as text. A `not-run` assert has not passed. */
export function evaluateAssert(
  assert: Assert,
  answer: AssertedAnswer,
): { readonly passed: boolean; readonly actual: string } {
  if (assert.kind === 'not-run') return { passed: false, actual: `not run: ${assert.reason}` };
  const found = read(assert.subject, answer);
  if ('problem' in found) return { passed: false, actual: found.problem };
  const { predicate, expected, subject } = assert;
  if (isHash(predicate)) {
    const whole = subject.of === 'body' && subject.path === undefined;
    const actual = answer.hash(predicate, whole ? undefined : valueText(found.value));
    return { passed: actual === unquote(expected), actual };
  }
  return { passed: holds(found.value, predicate, expected), actual: valueText(found.value) };
}

function isHash(predicate: Predicate): predicate is HashAlgorithm {
  return predicate === 'md5' || predicate === 'sha256' || predicate === 'sha512';
}

function read(
  subject: Subject,
  answer: AssertedAnswer,
): { readonly value: unknown } | { readonly problem: string } {
  switch (subject.of) {
    case 'status':
      return { value: answer.status };
    case 'duration':
      return { value: answer.duration };
    case 'header': {
      const value = answer.headers[subject.name];
      return { value: typeof value === 'object' ? value.join(', ') : value };
    }
    case 'body':
      return subject.path === undefined ? { value: answer.body } : readPath(subject.path, answer.body);
  }
}

function readPath(path: string, body: string): { readonly value: unknown } | { readonly problem: string } {
  const found = queryBody(body, path);
  if ('values' in found) return { value: found.values.length > 1 ? found.values : found.values[0] };
  return { problem: found.problem === 'not-json' ? 'the body is not JSON' : `${path} is not a JSONPath` };
}

function holds(value: unknown, predicate: Exclude<Predicate, HashAlgorithm>, expected: string): boolean {
  const text = valueText(value);
  switch (predicate) {
    case '==':
      return equals(value, text, expected);
    case '!=':
      return !equals(value, text, expected);
    case '<':
      return compare(text, expected, (a, b) => a < b);
    case '<=':
      return compare(text, expected, (a, b) => a <= b);
    case '>':
      return compare(text, expected, (a, b) => a > b);
    case '>=':
      return compare(text, expected, (a, b) => a >= b);
    case 'includes':
      return Array.isArray(value)
        ? value.some(item => valueText(item) === unquote(expected))
        : text.includes(unquote(expected));
    case 'startsWith':
      return text.startsWith(unquote(expected));
    case 'endsWith':
      return text.endsWith(unquote(expected));
    case 'matches':
      return matches(text, expected);
    case 'exists':
      return value !== undefined && value !== null && value !== false && value !== '';
    case 'isFalse':
      return value === undefined || value === null || value === false || value === '' || value === 0;
    case 'isString':
      return typeof value === 'string';
    case 'isNumber':
      return typeof value === 'number' || typeof value === 'bigint';
    case 'isBoolean':
      return typeof value === 'boolean';
    case 'isArray':
      return Array.isArray(value);
  }
}

function equals(value: unknown, text: string, expected: string): boolean {
  if (value === undefined) return expected === '' || expected === 'undefined';
  if (text === expected || text === unquote(expected)) return true;
  if (typeof value === 'number') return expected !== '' && value === Number(expected);
  return typeof value === 'object' && text === normalizeJson(expected);
}

function normalizeJson(text: string): string {
  try {
    return valueText(parseJson(text));
  } catch {
    return text;
  }
}

function compare(text: string, expected: string, test: (a: number, b: number) => boolean): boolean {
  return text !== '' && expected !== '' && test(Number(text), Number(expected));
}

/** A pattern that cannot be read matches nothing. */
function matches(text: string, pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(text);
  } catch {
    return false;
  }
}

function unquote(text: string): string {
  const quote = text.charAt(0);
  return text.length > 1 && (quote === '"' || quote === "'") && text.endsWith(quote)
    ? text.slice(1, -1)
    : text;
}
