import { resolve } from 'node:path';
import { parseArgs, styleText } from 'node:util';
import { requestLabel } from '../httpFile/features/symbols.ts';
import { parseHttpFile } from '../httpFile/parser.ts';
import { type HttpFile, positionAt, type RequestNode } from '../httpFile/syntax.ts';
import { argumentProblem } from './argumentProblem.ts';
import { type CliIo, exitStatus, refuse } from './io.ts';
import { readHttpFile } from './readHttpFile.ts';

const help = `procore-http parse: what .http files say, without sending anything.

Usage: procore-http parse FILE… [options]

  --json    print one JSON line a file: requests, variables and problems
  --help    print this

Exit status: 0 when every file could be read, whatever problems it holds; 2 when one could not.
`;

/** `procore-http parse`: prints every file that can be read, and a line on stderr for each that cannot. */
export async function parseCommand(argv: readonly string[], io: CliIo): Promise<number> {
  const read = readArguments(argv);
  if ('problem' in read) return refuse(io, 'parse', read.problem);
  if (read.help) {
    io.stdout(help);
    return exitStatus.ok;
  }
  let status: number = exitStatus.ok;
  for (const name of read.files) {
    let text: string;
    try {
      text = await readHttpFile(resolve(io.cwd, name));
    } catch (error) {
      io.stderr(`procore-http parse: ${name} cannot be read: ${readProblem(error)}\n`);
      status = exitStatus.usage;
      continue;
    }
    const file = parseHttpFile(text);
    io.stdout(
      read.json ? `${JSON.stringify(parseReport(name, file))}\n` : forPeople(name, file, io.interactive),
    );
  }
  return status;
}

function readArguments(
  argv: readonly string[],
):
  | { readonly help: boolean; readonly json: boolean; readonly files: readonly string[] }
  | { readonly problem: string } {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      options: { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
    });
    const help = values.help ?? false;
    if (positionals.length === 0 && !help) return { problem: 'No file is named.' };
    return { help, json: values.json ?? false, files: positionals };
  } catch (error) {
    return { problem: argumentProblem(error) };
  }
}

function readProblem(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'ENOENT':
      return 'there is no such file. Check the name and the folder.';
    case 'EISDIR':
      return 'it is a folder. Name the files in it.';
    case 'EACCES':
    case 'EPERM':
      return 'you have no right to read it. Change its permissions.';
    default:
      return error instanceof Error ? error.message : String(error);
  }
}

/** What `parse --json` prints of a file; lines and columns count from 1, ends are exclusive. */
export interface ParseReport {
  readonly file: string;
  readonly requests: readonly {
    readonly name: string | null;
    readonly line: number;
    readonly endLine: number;
    readonly method: string;
    readonly target: string;
    readonly headers: readonly (readonly [string, string])[];
    readonly body: string | null;
    readonly bodyFile: string | null;
    readonly flags: Readonly<Record<string, string | true | readonly (string | true)[]>>;
    readonly asserts: readonly string[];
  }[];
  readonly variables: readonly { readonly name: string; readonly value: string; readonly line: number }[];
  readonly problems: readonly {
    readonly code: string;
    readonly message: string;
    readonly severity: string;
    readonly line: number;
    readonly column: number;
    readonly endLine: number;
    readonly endColumn: number;
  }[];
}

/** The contract's view of a parsed file; `name` is the file as given. */
export function parseReport(name: string, file: HttpFile): ParseReport {
  const lineOf = (offset: number): number => positionAt(file, offset).line;
  return {
    file: name,
    requests: file.requests.map(request => ({
      name: request.name?.text ?? null,
      line: lineOf(request.requestLine.start),
      endLine: lineOf(request.sent.end),
      method: request.method,
      target: request.target,
      headers: request.headers.map(header => [header.name.text, header.value.text] as const),
      body: request.body?.text ?? null,
      bodyFile: request.body?.file?.path.text ?? null,
      flags: flagsOf(request),
      asserts: request.asserts.map(assert => assert.text),
    })),
    variables: file.variables.map(({ name: variable, value, range }) => ({
      name: variable.text,
      value: value.text,
      line: lineOf(range.start),
    })),
    problems: file.problems.map(({ code, message, severity, range }) => {
      const start = positionAt(file, range.start);
      const end = positionAt(file, range.end);
      return { code, message, severity, ...start, endLine: end.line, endColumn: end.column };
    }),
  };
}

/** A flag that stands there more than once, such as `@prompt`, has its values in a list. */
function flagsOf({ flags }: RequestNode): ParseReport['requests'][number]['flags'] {
  return Object.fromEntries(
    flags.map(({ name, value }) => {
      const values = flags.flatMap(other => (other.name === name ? [other.value] : []));
      return [name, values.length === 1 ? value : values];
    }),
  );
}

function forPeople(name: string, file: HttpFile, colour: boolean): string {
  const style = (format: Parameters<typeof styleText>[0], text: string): string =>
    colour ? styleText(format, text, { validateStream: false }) : text;
  const report = parseReport(name, file);
  const requests = file.requests.map(request => `  ${requestText(file, request, style)}\n`);
  const variables = report.variables.map(
    ({ name: variable, value, line }) => `  ${line}: @${visible(variable)} = ${visible(value)}\n`,
  );
  const problems = report.problems.map(
    ({ code, message, severity, line, column }) =>
      `  ${line}:${column} ${style(severity === 'error' ? 'red' : 'yellow', severity)} ${visible(message)} (${code})\n`,
  );
  const counts = `${count(requests, 'request')}, ${count(variables, 'variable')}, ${count(problems, 'problem')}`;
  return `${style('bold', name)}: ${counts}\n${[...variables, ...requests, ...problems].join('')}`;
}

function requestText(
  file: HttpFile,
  request: RequestNode,
  style: (format: 'bold', text: string) => string,
): string {
  const { line } = positionAt(file, request.requestLine.start);
  const said = `${request.method} ${visible(request.target)}`;
  const label = visible(requestLabel(request));
  return `${line}: ${style('bold', request.method)} ${visible(request.target)}${label === said ? '' : `  (${label})`}`;
}

/** A file may hold anything; a terminal must not obey it. */
function visible(text: string): string {
  return text.replaceAll(
    /\p{Cc}/gu,
    character => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
}

function count(lines: readonly string[], noun: string): string {
  return `${lines.length} ${noun}${lines.length === 1 ? '' : 's'}`;
}
