import assert from 'node:assert/strict';
import { parseHttpFile } from '../../src/httpFile/parser.ts';
import type { HttpFile, RequestNode } from '../../src/httpFile/syntax.ts';
import type { Answer, Scope, Values } from '../../src/httpFile/variables.ts';

/** The only request of a text. */
export function onlyRequest(text: string): { readonly file: HttpFile; readonly request: RequestNode } {
  const file = parseHttpFile(text);
  const [request, ...others] = file.requests;
  assert.ok(request !== undefined && others.length === 0, `${file.requests.length} requests instead of one`);
  return { file, request };
}

/** The scope of the last request of a text, in a world that stands still. */
export function scopeOf(
  text: string,
  given: Partial<Omit<Values, 'answerOf'>> & { readonly answers?: Readonly<Record<string, Answer>> } = {},
): Scope {
  const file = parseHttpFile(text);
  const request = file.requests.at(-1);
  assert.ok(request !== undefined, 'no request');
  const { answers = {}, ...values } = given;
  return {
    file,
    request,
    values: {
      overrides: {},
      host: {},
      processEnv: {},
      now: () => Date.UTC(2026, 0, 31, 12, 30, 15, 7),
      random: () => 0.5,
      uuid: () => '0b9f6c1e-7d55-4c39-9d3c-2a7c3f0e1d21',
      answerOf: node => answers[node.name?.text ?? ''],
      ...values,
    },
  };
}

/** An answer with that JSON body. */
export function answerWith(body: string, headers: Readonly<Record<string, string | string[]>> = {}): Answer {
  return {
    request: { headers: { 'x-sent': 'yes' }, body: '{"sent":1}' },
    response: { status: 200, headers, body },
  };
}
