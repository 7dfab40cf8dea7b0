import { bodyReading } from '../body.ts';
import { bodyPieces } from '../bodyPieces.ts';
import { readEscapes } from '../definitions.ts';
import { compactJson, layOutJson } from '../features/format/jsonLayout.ts';
import { parseHttpFile } from '../parser.ts';
import { type LineVariable, type WrittenBody, writtenWithVariables } from './bodyLines.ts';

/** A request that is to be written into a file. */
export interface RequestToWrite {
  /** Behind the `###`; '' for none. */
  readonly title: string;
  /** Sentences above the request. */
  readonly comments: readonly string[];
  /** `name value`, without the `@`. */
  readonly flags: readonly string[];
  readonly method: string;
  readonly target: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: BodyToWrite | undefined;
  /** How many variables that hold lines of bodies stand in the file already. */
  readonly linesBefore?: number;
}

/** A body as it is to stand in the file: its text, or the path of a file that is sent in its place. */
export type BodyToWrite =
  | {
      readonly kind: 'text';
      readonly text: string;
      /** The lines of it, counted from 0, that stand for files; `undefined` for none. */
      readonly fileLines?: readonly number[];
      /** What is sent of JSON whose comments are not. */
      readonly withoutComments?: string;
    }
  | { readonly kind: 'file'; readonly path: string };

/** The block of a `.http` file that says a request. */
export interface RequestInFile {
  /** Begins with `###` and ends with a line break. */
  readonly text: string;
  /** Why it does not send what was meant, as a sentence; `undefined` where it does. */
  readonly problem: string | undefined;
}

/** Targets longer than this are broken before each parameter. */
const longestTarget = 100;

/**
 * The block of a `.http` file that says the request. Lines of a body that a file would read as comments or
 * requests stand in variables. What cannot be written at all is left out, and comments say it: headers without
 * a proper name, an address that is none, a body, whose lines stand there then.
 */
export function requestText(given: RequestToWrite): RequestInFile {
  const request = withProperHeaders(given);
  for (const { comments = [], ...body } of bodiesFor(request)) {
    const one = { ...request, comments: [...request.comments, ...comments] };
    const text = written(one, body);
    if (readsAsMeant(text, one, body)) return { text, problem: undefined };
  }
  const lost = request.body?.kind === 'text' ? request.body.text.split(/\r\n|\r|\n/) : [];
  const kept = lost.length === 0 ? [] : [bodyProblem, ...lost.map(line => `| ${line}`)];
  const bare = { ...request, comments: [...request.comments, ...kept], body: undefined };
  const text = written(bare, noBody);
  if (readsAsMeant(text, bare, noBody))
    return { text, problem: request.body === undefined ? undefined : bodyProblem };
  const problem = `The address is none that can be written here: ${oneLine(request.target)}`;
  const comments = [...bare.comments, problem];
  return { text: written({ ...bare, comments, target: '/', headers: [] }, noBody), problem };
}

const bodyProblem = 'The body has lines that a request file would read as its own.';

const noBody: WrittenBody = { lines: '', meant: undefined, variables: [] };

/** The ways to write the body, the plainest first. */
function* bodiesFor(request: RequestToWrite): Generator<WrittenBody & { comments?: readonly string[] }> {
  const { body } = request;
  if (body === undefined) yield noBody;
  else if (body.kind === 'file')
    yield { ...noBody, lines: `< ${withFolder(oneLine(body.path))}`, file: body.path };
  else {
    const { fileLines = [], withoutComments } = body;
    const whole = body.text.replaceAll('\r\n', '\n');
    let text = whole;
    let comments: readonly string[] = [];
    if (withoutComments !== undefined) {
      yield { lines: whole, meant: withoutComments, variables: [] };
      text = withoutComments.replaceAll('\r\n', '\n');
      comments = ['The body was written with comments, which are not sent:', ...quoted(whole)];
    }
    const laidOut = isJson(request) ? layOutJson(text, '  ') : undefined;
    if (laidOut !== undefined) yield { lines: laidOut, meant: laidOut, variables: [], comments };
    yield { lines: text, meant: text, variables: [], fileLines, comments };
    const kept = mayTrim(typeOf(request)) ? withoutOuterLines(text, fileLines) : text;
    for (const one of writtenWithVariables(kept, fileLines, request.linesBefore ?? 0))
      yield { ...one, meant: text, comments: [...comments, variablesNote] };
  }
}

const variablesNote = 'Lines that a request file would read as its own stand in variables.';

function withoutOuterLines(text: string, fileLines: readonly number[]): string {
  return fileLines.length > 0 ? text.trimEnd() : text.replace(/^(?:[ \t]*\n)+/, '').trimEnd();
}

function quoted(text: string): readonly string[] {
  return text.split('\n').map(line => `| ${line}`);
}

function withProperHeaders(request: RequestToWrite): RequestToWrite {
  const proper = (name: string) => /^(?:[\w!#$%&'*+.^`|~-]|\{\{[^{}\r\n]*\}\})+$/.test(name);
  const others = request.headers.filter(([name]) => !proper(name));
  if (others.length === 0) return request;
  return {
    ...request,
    headers: request.headers.filter(([name]) => proper(name)),
    comments: [
      ...request.comments,
      ...others.map(([name]) => `"${name}" is no name of a header, and is left out.`),
    ],
  };
}

function written(request: RequestToWrite, { lines: body, variables }: WrittenBody): string {
  const { title, comments, flags, method, target, headers } = request;
  const lines = [
    `### ${oneLine(title).replace(/^[@#]+/, '')}`.trimEnd(),
    ...comments.map(comment => `# ${oneLine(comment).replace(/^@/, '')}`),
    ...flags.map(flag => `# @${oneLine(flag)}`),
    ...variables.map(({ name, value }) => `@${name} = ${value}`),
    `${method} ${brokenTarget(oneLine(target))}`,
    ...headers.map(([name, value]) => `${oneLine(name)}: ${oneLine(value)}`.trimEnd()),
  ];
  if (body.trim() !== '') lines.push('', body);
  return `${lines.join('\n').trimEnd()}\n`;
}

function isJson(request: RequestToWrite): boolean {
  return /json/i.test(typeOf(request) ?? '');
}

function typeOf({ headers }: Pick<RequestToWrite, 'headers'>): string | undefined {
  return headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1];
}

/** Whether what a parser reads is the request to the letter, but for the layout of JSON. */
function readsAsMeant(text: string, request: RequestToWrite, body: WrittenBody): boolean {
  const { requests, variables } = parseHttpFile(text);
  const [read] = requests;
  if (read === undefined || requests.length > 1) return false;
  if (read.method !== request.method || read.headers.length !== request.headers.length) return false;
  if (variables.length !== body.variables.length) return false;
  if (body.file !== undefined) return read.body?.file !== undefined;
  if (read.body?.file !== undefined) return false;
  const type = typeOf(request);
  const said = read.body?.text ?? '';
  const files = bodyPieces(said, type).filter(({ kind }) => kind === 'file').length;
  if (files !== (body.fileLines?.length ?? 0)) return false;
  const filled = filledIn(
    said,
    variables.map(({ name, value }) => ({ name: name.text, value: value.text })),
  );
  const meant = body.meant ?? '';
  const json = body.fileLines === undefined ? compactJson(meant) : undefined;
  if (json !== undefined && isJson(request)) return compactJson(filled) === json;
  return mayTrim(type) ? filled.trim() === meant.trim() : filled === meant;
}

function filledIn(text: string, variables: readonly LineVariable[]): string {
  let filled = text;
  for (const { name, value } of variables) filled = filled.replace(`{{${name}}}`, () => readEscapes(value));
  return filled;
}

/** Blank lines around a body count only where all of a text does. */
function mayTrim(type: string | undefined): boolean {
  return !/^\s*(?:text|message)\//i.test(type ?? '') || bodyReading(type) === 'data';
}

function brokenTarget(target: string): string {
  const spaced = target.trim().replaceAll(/ (?![^{}]*\}\})/g, '%20');
  if (spaced.length <= longestTarget || !spaced.includes('&')) return spaced;
  return spaced.replaceAll(/[?&](?=[^?&{}]+=)/g, '\n    $&');
}

/** Paths are written so that everybody sees where they begin. */
export function withFolder(path: string): string {
  const plain = path.replaceAll('\\', '/');
  return /^(?:\.{0,2}\/|~|[A-Za-z]:)/.test(plain) ? plain : `./${plain}`;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s*[\r\n]+\s*/g, ' ').trim();
}
