import type { Operation } from '../../../procore/catalog/catalog.ts';
import { variableName } from '../../definitions.ts';
import { dynamicValues } from '../../dynamicValues.ts';
import { findRequest } from '../../names.ts';
import { secretsOf } from '../../secretValues.ts';
import { acrossSegments, perSegment } from '../../segments.ts';
import type { HttpFile, Range, RequestNode } from '../../syntax.ts';
import type { FeatureContext } from '../context.ts';
import { answerHeaders } from '../headers.ts';
import { operationOf } from '../operation.ts';
import { shownValue } from '../shownValue.ts';
import { type Completion, type Completions, completion, offer, type Snippet } from './item.ts';
import type { Place } from './place.ts';

/** Names inside `{{...}}`: of the file, from outside, of the host, of requests, and dynamic values. */
export function inReference(place: Place, typed: string, context: FeatureContext): Completions {
  const { file, offset, after } = place;
  const range = { start: offset - typed.length, end: offset };
  const close = /^[^{}]*\}\}/.test(after) ? '' : '}}';
  const answer = /^([^.\s{}$]+)\.(?:response|request)\./.exec(typed)?.[1];
  const request = answer === undefined ? undefined : findRequest(file, answer);
  if (answer !== undefined && request !== undefined)
    return offer(answerPaths(answer, request, file, context, range, close));
  const named = requests(file, typed, range);
  const items = [...variables(file, context, range, close), ...named.items, ...dynamic(range, close)];
  return { items, incomplete: named.more };
}

function variables(
  file: HttpFile,
  { layers, hostValues }: FeatureContext,
  range: Range,
  close: string,
): readonly Completion[] {
  const items = new Map<string, Completion>();
  const add = (name: string, value: string, note: string, secret: boolean): void => {
    if (items.has(name)) return;
    const detail = shownValue(name, value, secret);
    items.set(name, completion('variable', name, range, { note, detail, insert: [name + close] }));
  };
  for (const variable of file.variables.toReversed())
    add(variableName(variable), variable.value.text, 'this file', false);
  for (const { values, source, section, secret } of layers ?? []) {
    const origin = section === undefined ? source : `${source}, ${section}`;
    for (const [name, { text }] of values)
      add(name, text, origin, secret && secretsOf(name, text).length > 0);
  }
  for (const [name, value] of Object.entries(hostValues)) add(name, value, 'chosen in the editor', false);
  for (const [name, does] of procoreNames) add(name, does, 'Procore', false);
  return [...items.values()];
}

/** Known to every request, though perhaps not before it is sent. */
const procoreNames: readonly (readonly [name: string, does: string])[] = [
  ['$procore.companyId', 'The company chosen in the editor'],
  ['$procore.projectId', 'The project chosen in the editor'],
  ['$procore.environment', 'The name of the environment'],
  ['$procore.me.id', 'Your user id, asked of Procore once'],
  ['$procore.me.login', 'The e-mail address you sign in with, asked of Procore once'],
  ['$procore.me.name', 'Your name, asked of Procore once'],
];

const mostRequests = 100;

/** The names of a file, which an edit that renames nothing leaves as they are. */
export const requestNames = acrossSegments(
  perSegment(({ requests }) => requests.flatMap(({ name }) => (name === undefined ? [] : [name.text]))),
  (one, other) => one.length === other.length && one.every((name, place) => name === other[place]),
  (names): readonly string[] => [...new Set(names.flat())],
);

/** Of very many names those that hold the typed letters in their order. */
function requests(
  file: HttpFile,
  typed: string,
  range: Range,
): { readonly items: readonly Completion[]; readonly more: boolean } {
  const all = requestNames(file);
  const more = all.length > mostRequests;
  const names = more ? all.filter(name => holdsLetters(name, typed)).slice(0, mostRequests) : all;
  const items = names.flatMap(name => [
    completion('request', `${name}.response.body`, range, {
      detail: 'A value of its answer, by JSONPath',
      insert: [`${name}.response.body.`],
    }),
    completion('request', `${name}.response.headers`, range, {
      detail: 'A header of its answer',
      insert: [`${name}.response.headers.`],
    }),
  ]);
  return { items, more };
}

function holdsLetters(name: string, typed: string): boolean {
  const wanted = typed.toLowerCase().replace(/\..*$/s, '');
  let at = 0;
  for (const letter of name.toLowerCase()) if (letter === wanted.charAt(at)) at++;
  return at >= wanted.length;
}

/** What the catalog says of the answer, else the beginnings of paths. */
function answerPaths(
  name: string,
  request: RequestNode,
  file: HttpFile,
  context: FeatureContext,
  range: Range,
  close: string,
): readonly Completion[] {
  const result = operationOf(file, request, context)?.operation.result;
  const start = `${name}.response`;
  const path = (label: string, detail: string): Completion =>
    completion('request', label, range, { detail, insert: [label + close] });
  return [
    path(`${start}.body.*`, 'The whole body'),
    ...fieldPaths(result).map(([field, type]) => path(`${start}.body.${field}`, type)),
    ...answerHeaders.map(({ name: header, does }) => path(`${start}.headers.${header}`, does)),
    completion('request', `${name}.request.body`, range, {
      detail: 'A value of the body that was sent, by JSONPath',
      insert: [`${name}.request.body.$.`],
    }),
  ];
}

function fieldPaths(result: Operation['result']): readonly (readonly [path: string, type: string])[] {
  if (result === undefined || result.type === 'none') return [['$.', 'A path in the body']];
  const root = result.wrapped ? '$.data' : '$';
  const item = result.type === 'array' ? `${root}[0]` : root;
  if (result.fields.length === 0) return [[item, result.item ?? result.type]];
  return result.fields.map(([name, type]) => [
    /^[A-Za-z_]\w*$/.test(name) ? `${item}.${name}` : `${item}['${name}']`,
    type,
  ]);
}

function dynamic(range: Range, close: string): readonly Completion[] {
  return dynamicValues.map(({ name, form, gives }) =>
    completion('function', name, range, {
      detail: form === name ? gives : `${form}: ${gives}`,
      insert: [...written(name, form), close],
    }),
  );
}

/** The form with places for what it must be given; what may be left out stands in brackets and is left out. */
function written(name: string, form: string): Snippet {
  const rest = form
    .slice(name.length)
    .replaceAll(/\[[^\]]*\]/g, '')
    .trimEnd();
  const [, before = '', given = '', after = ''] = /^(\s+|\.|\()(.*?)(\)?)$/.exec(rest) ?? [];
  if (given === '') return [name];
  const choice = given.split('|');
  return [name + before, choice.length > 1 ? { choice } : { stop: given }, after];
}
