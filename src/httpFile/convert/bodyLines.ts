/** A file variable that holds a line of a body; its value is escaped as the file has it. */
export interface LineVariable {
  readonly name: string;
  readonly value: string;
}

/** A body as it stands in a file, and what is to come of it. */
export interface WrittenBody {
  readonly lines: string;
  /** What is to be sent; `undefined` where that is a file or nothing. */
  readonly meant: string | undefined;
  readonly variables: readonly LineVariable[];
  /** The path, where the whole body is a file. */
  readonly file?: string;
  /** The lines that stand for files, counted from 0. */
  readonly fileLines?: readonly number[];
}

/** What a line begins with that a request file may read as its own: a comment, a separator, a request and others. */
const readOtherwise =
  /^[ \t]*(?:#|\/\/|\/\*|\*\/|@|<|>|\?\?|\{\{|\{%|HTTP\/|[A-Za-z-]+[ \t]+(?:https?:|\/|\{\{))/;

/**
 * Ways to write a body without the lines that a request file would read as its own: each of these in a
 * variable, and then all of it in one. `fileLines` stay as they are. `before`: how many variables of such lines
 * the file has already.
 */
export function* writtenWithVariables(
  text: string,
  fileLines: readonly number[],
  before: number,
): Generator<WrittenBody> {
  const [, head = '', inner = '', tail = ''] = /^((?:[ \t]*\n)*)([\s\S]*?)(\s*)$/.exec(text) ?? [];
  const variables: LineVariable[] = [];
  const inVariable = (value: string): string => {
    const name = nameOf(before + variables.length);
    variables.push({ name, value: escaped(value) });
    return `{{${name}}}`;
  };
  const first = head.split('\n').length - 1;
  const opening = head === '' ? '' : inVariable(head);
  const lines = inner.split('\n').map((line, index) => {
    if (fileLines.includes(index + first) || !(readOtherwise.test(line) || line.includes('\r'))) return line;
    const [, margin = '', said = '', blanks = ''] = /^([ \t]*)(.*?)([ \t]*)$/s.exec(line) ?? [];
    return margin + inVariable(said) + blanks;
  });
  const after = /\n/.test(tail) ? inVariable(tail) : tail;
  yield { lines: opening + lines.join('\n') + after, meant: text, variables, fileLines };
  if (fileLines.length > 0 || text.trim() === '') return;
  const name = nameOf(before);
  yield { lines: `{{${name}}}`, meant: text, variables: [{ name, value: escaped(text) }] };
}

function nameOf(index: number): string {
  return `bodyLine${index + 1}`;
}

/** How many variables of lines a block of a file sets. */
export function lineVariablesIn(text: string): number {
  return [...text.matchAll(/^@bodyLine\d+ = /gm)].length;
}

/** As file variables read it. */
function escaped(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll('\r', '\\r')
    .replaceAll('\n', '\\n')
    .replaceAll('\t', '\\t');
}
