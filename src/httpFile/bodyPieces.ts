import { bodyReading } from './body.ts';
import { scanBodyFile } from './scanner.ts';

/** A stretch of a body as it is written, with its line ends as `\n`, or a file that is sent in its place. */
export type BodyPiece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'file'; readonly path: string; readonly substitute: boolean; readonly encoding: string };

/**
 * What a body is made of, in order: REST Client and httpYac send a file wherever `< path` or `<@ path` begins
 * a line, also between other lines and in the parts of multipart. In bodies of `text/*` only what can be nothing
 * but a path names a file. The line end behind a file belongs to the text that follows.
 */
export function bodyPieces(text: string, contentType: string | undefined): readonly BodyPiece[] {
  if (!text.includes('<')) return [{ kind: 'text', text }];
  const isProse = bodyReading(contentType) === 'prose';
  const pieces: BodyPiece[] = [];
  let from = 0;
  for (let start = 0; start <= text.length; ) {
    const next = text.indexOf('\n', start);
    const end = next < 0 ? text.length : next;
    const file = text.startsWith('<', start) ? scanBodyFile(text, start, end) : undefined;
    if (file !== undefined && (!isProse || isSurelyPath(text.slice(file.path, end)))) {
      if (from < start) pieces.push({ kind: 'text', text: text.slice(from, start) });
      const { substitute, encoding } = file;
      pieces.push({ kind: 'file', path: text.slice(file.path, end).trimEnd(), substitute, encoding });
      from = end;
    }
    start = end + 1;
  }
  if (from < text.length) pieces.push({ kind: 'text', text: text.slice(from) });
  return pieces;
}

/** Whether the text behind `<` is a path also where the lines are prose: `./a.json`, and not `5 apples` or `b.`. */
export function isSurelyPath(text: string): boolean {
  return (
    /^(?:\.{0,2}[\\/]|[A-Za-z]:[\\/])?(?:\{\{[^{}\n]*\}\}|[^\s{<>])+\s*$/.test(text) &&
    /[\\/]|\.\w/.test(text)
  );
}

/** Whether the path of a body file begins at a root, of any system; such files are not sent. */
export function isAbsolutePath(path: string): boolean {
  return /^(?:[\\/]|[A-Za-z]:)/.test(path);
}

/** Whether a body file holds `{{name}}`, which JetBrains and Kulala fill in, REST Client and httpYac after `<@`. */
export function holdsReference(text: string): boolean {
  return /\{\{\s*[\p{L}$_][^{}\n]*\}\}/u.test(text);
}
