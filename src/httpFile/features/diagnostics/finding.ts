import type { Problem, ProblemSeverity, Range } from '../../syntax.ts';

/** A mistake, or something to think about, that the language features found. */
export interface Finding extends Problem {
  /** What it is about, for its fixes: a name, a path, ...; '' where code and range say it all. */
  readonly about: string;
  /** How it is drawn: faded, or struck through. */
  readonly tag: 'unnecessary' | 'deprecated' | undefined;
}

/** A finding without a tag. */
export function finding(
  code: string,
  severity: ProblemSeverity,
  range: Range,
  message: string,
  about = '',
): Finding {
  return { code, message, severity, range, about, tag: undefined };
}

/** Text of the file as a message quotes it: one line, cut to 60 characters. */
export function quoted(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return `"${line.length <= 60 ? line : `${line.slice(0, 57)}...`}"`;
}
