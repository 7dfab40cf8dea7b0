import { resolve } from 'node:path';
import { findRequest, requestAt } from '../httpFile/names.ts';
import { parseHttpFile } from '../httpFile/parser.ts';
import { flagValue, type HttpFile, positionAt, type RequestNode } from '../httpFile/syntax.ts';
import { visibleLine } from '../runner/visibleText.ts';
import { readHttpFile } from './readHttpFile.ts';
import type { RunArguments } from './runArguments.ts';

/** A request with the file it stands in; `fileName` as given, `path` absolute. */
export interface Selected {
  readonly file: HttpFile;
  readonly fileName: string;
  readonly path: string;
  readonly request: RequestNode;
}

type OpenFile = Omit<Selected, 'request'>;

/**
 * The requests to be run, in order, or what stands in the way; those marked `# @disabled` only where one is
 * chosen. Nothing is sent before all files are read.
 */
export async function selectRequests(
  { files, name, line }: Pick<RunArguments, 'files' | 'name' | 'line'>,
  cwd: string,
): Promise<readonly Selected[] | { readonly problem: string }> {
  const opened: OpenFile[] = [];
  for (const fileName of files) {
    const path = resolve(cwd, fileName);
    try {
      opened.push({ file: parseHttpFile(await readHttpFile(path)), fileName, path });
    } catch (error) {
      return { problem: `${fileName} cannot be read: ${reasonOf(error)}.` };
    }
  }
  const selected = opened.flatMap(file => requestsOf(file, name, line));
  return selected.length > 0 ? selected : { problem: nothingSelected(opened, name, line) };
}

/** A line for each file some of whose characters could not be read and are sent as U+FFFD. */
export function unreadableNotices(selected: readonly Selected[]): readonly string[] {
  const files = new Map(selected.map(({ file, fileName }) => [file, fileName]));
  return [...files].flatMap(([file, fileName]) => {
    // To look for all mistakes of a long file takes longer than to send some of its requests.
    if (!file.text.includes('\u{fffd}')) return [];
    const problem = file.problems.find(({ code }) => code === 'character-unreadable');
    if (problem === undefined) return [];
    const { line, column } = positionAt(file, problem.range.start);
    return [`${fileName}:${line}:${column}: ${problem.message}`];
  });
}

function requestsOf(opened: OpenFile, name: string | undefined, line: number | undefined): Selected[] {
  const { file } = opened;
  if (name === undefined && line === undefined) {
    const enabled = file.requests.filter(request => flagValue(request, 'disabled') === undefined);
    return enabled.map(request => ({ ...opened, request }));
  }
  const offset = line === undefined ? undefined : file.lineStarts[line - 1];
  const request =
    name === undefined ? offset !== undefined && requestAt(file, offset) : findRequest(file, name);
  return request ? [{ ...opened, request }] : [];
}

function nothingSelected(
  opened: readonly OpenFile[],
  name: string | undefined,
  line: number | undefined,
): string {
  const files = opened.map(({ fileName }) => fileName).join(', ');
  const names = opened.flatMap(({ file }) => file.requests).flatMap(request => calledBy(request) ?? []);
  const known = names.length === 0 ? 'No request there has a name.' : `Names there: ${names.join(', ')}.`;
  if (name !== undefined) return `no request of ${files} is called ${name}. ${known}`;
  if (line === undefined && opened.some(({ file }) => file.requests.length > 0)) {
    return `every request of ${files} is marked # @disabled. Choose one with --name or --line.`;
  }
  if (line === undefined) return [`there is no request in ${files}.`, ...whyNone(opened)].join(' ');
  const lines = opened.flatMap(({ file }) =>
    file.requests.map(({ requestLine }) => positionAt(file, requestLine.start).line),
  );
  return `line ${line} of ${files} belongs to no request. Requests start at line ${lines.join(', ') || '(none)'}.`;
}

/** What was written in place of a request, the first line of it; another encoding is told before its letters. */
function whyNone(opened: readonly OpenFile[]): readonly string[] {
  for (const { file } of opened) {
    const encoding = file.problems.find(
      ({ code }) => code === 'nul-character' || code === 'character-unreadable',
    );
    const problem = encoding ?? file.problems[0];
    if (problem === undefined) continue;
    return [`Line ${positionAt(file, problem.range.start).line}: ${visibleLine(problem.message)}`];
  }
  return [];
}

function calledBy({ name, title }: RequestNode): string | undefined {
  return name?.text ?? title?.text;
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return 'there is no such file';
  if (code === 'EISDIR') return 'it is a folder';
  if (code === 'EACCES') return 'this user may not read it';
  return error instanceof Error ? error.message : String(error);
}
