import { dynamicValues } from '../dynamicValues.ts';
import { requestAt } from '../names.ts';
import { httpMethods } from '../scanner.ts';
import { type HttpFile, positionAt, type Range } from '../syntax.ts';
import { knownFlags } from './flags.ts';

export interface Completion {
  readonly kind: 'method' | 'header' | 'value' | 'flag' | 'variable' | 'request' | 'function';
  readonly label: string;
  /** Replaces the text at `range`. */
  readonly insert: string;
  /** A line about it; '' where the label says all. */
  readonly detail: string;
  readonly range: Range;
}

/** What the editor knows beside the file. */
export interface CompletionSources {
  /** Names of values from outside the file with what they are now, e.g. `$procore.companyId`. */
  readonly host: Readonly<Record<string, string>>;
  /** For `# @env`. */
  readonly environments: readonly string[];
}

/** What may be written at `offset`; empty where nothing is known. Reads only the line and the tree. */
export function completionsAt(
  file: HttpFile,
  offset: number,
  sources: CompletionSources,
): readonly Completion[] {
  const start = file.lineStarts[positionAt(file, offset).line - 1] ?? 0;
  const before = file.text.slice(start, offset);
  const reference = /\{\{\s*([^{}]*)$/.exec(before)?.[1];
  if (reference !== undefined) return inReference(file, offset, reference, sources);
  const comment = /^\s*(?:#+|\/\/)\s*(@.*)$/.exec(before)?.[1];
  if (comment !== undefined) return inFlag(offset, comment, sources);
  switch (placeAt(file, offset, start)) {
    case 'lead':
      return /^\s*[A-Za-z]*$/.test(before) ? methods(offset, before.trimStart()) : [];
    case 'head':
      return inHead(offset, before);
    case 'elsewhere':
      return [];
  }
}

function placeAt(file: HttpFile, offset: number, lineStart: number): 'lead' | 'head' | 'elsewhere' {
  const request = requestAt(file, offset);
  if (request === undefined || offset < request.requestLine.start) return 'lead';
  const { start, end } = request.requestLine;
  // A method that is being typed is itself the request line.
  if (offset <= end) return request.target === '' && offset > start ? 'lead' : 'elsewhere';
  const between = file.text.slice(end, lineStart);
  return /(?:\r\n?|\n)[ \t]*(?:\r\n?|\n)/.test(between) ? 'elsewhere' : 'head';
}

function inReference(
  file: HttpFile,
  offset: number,
  typed: string,
  { host }: CompletionSources,
): readonly Completion[] {
  const range = { start: offset - typed.length, end: offset };
  const close = /^[^\n{}]*\}\}/.test(file.text.slice(offset, offset + 256)) ? '' : '}}';
  const variables = new Map(file.variables.map(({ name, value }) => [name.text, value.text]));
  return [
    ...[...variables].map(([name, value]) => completion('variable', name, name + close, value, range)),
    ...Object.entries(host).map(([name, value]) => completion('variable', name, name + close, value, range)),
    ...file.requests.flatMap(({ name }) =>
      name === undefined
        ? []
        : [
            completion(
              'request',
              `${name.text}.response.body`,
              `${name.text}.response.body.$.`,
              'A value of its answer, by JSONPath',
              range,
            ),
            completion(
              'request',
              `${name.text}.response.headers`,
              `${name.text}.response.headers.`,
              'A header of its answer',
              range,
            ),
          ],
    ),
    ...dynamicValues.map(({ name, form, gives }) =>
      completion('function', name, name + close, `${form}: ${gives}`, range),
    ),
  ];
}

function inFlag(offset: number, typed: string, { environments }: CompletionSources): readonly Completion[] {
  const environment = /^@env\s+(\S*)$/.exec(typed)?.[1];
  if (environment !== undefined) {
    const range = { start: offset - environment.length, end: offset };
    return environments.map(name => completion('value', name, name, '', range));
  }
  if (/\s/.test(typed)) return [];
  const range = { start: offset - typed.length, end: offset };
  return knownFlags.map(({ form, does }) => {
    const label = form.split(' ')[0] ?? form;
    return completion('flag', label, label === form ? label : `${label} `, does, range);
  });
}

function inHead(offset: number, before: string): readonly Completion[] {
  const [, name, value] = /^\s*([\w-]+):\s*(.*)$/.exec(before) ?? [];
  if (name !== undefined && value !== undefined) {
    const range = { start: offset - value.length, end: offset };
    return (headerValues[name.toLowerCase()] ?? []).map(known =>
      completion('value', known, known, '', range),
    );
  }
  if (!/^\s*[\w-]*$/.test(before)) return [];
  const range = { start: offset - before.trimStart().length, end: offset };
  return headers.map(([known, detail]) => completion('header', known, `${known}: `, detail, range));
}

function methods(offset: number, typed: string): readonly Completion[] {
  const range = { start: offset - typed.length, end: offset };
  return [...httpMethods].slice(0, 7).map(method => completion('method', method, `${method} `, '', range));
}

/** Header names in the spelling of their standards; Procore's own from its page "RESTful API concepts" [doc]. */
const headers: readonly (readonly [name: string, detail: string])[] = [
  ['Accept', 'Media types that the answer may have'],
  ['Accept-Language', 'Languages that the answer may have'],
  ['Authorization', 'Added by itself for Procore; write one only to replace it'],
  ['Content-Type', 'Media type of the body'],
  ['Idempotency-Token', 'Lets Procore recognise a write that is sent twice'],
  ['If-Modified-Since', 'Answer only if changed since'],
  ['If-None-Match', 'Answer only if the entity tag differs'],
  ['Procore-Company-Id', 'The company that the request is about; added by itself once a company is chosen'],
  ['User-Agent', 'Name of the client'],
];

const mediaTypes = [
  'application/json',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=part',
  'text/plain',
];

const headerValues: Readonly<Record<string, readonly string[]>> = {
  accept: ['application/json', '*/*'],
  'content-type': mediaTypes,
  authorization: ['Bearer {{token}}'],
  'procore-company-id': ['{{$procore.companyId}}'],
};

function completion(
  kind: Completion['kind'],
  label: string,
  insert: string,
  detail: string,
  range: Range,
): Completion {
  return { kind, label, insert, detail, range };
}
