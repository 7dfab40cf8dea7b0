/**
 * A form (`application/x-www-form-urlencoded`) as it goes on the wire: its fields on one line, and what no form
 * may hold percent-encoded, as REST Client and JetBrains do it. With `encode` off, as `@no-auto-encoding` wants
 * it, only the lines are joined.
 */
export function formOnTheWire(text: string, encode: boolean): string {
  const line = oneLineForm(text);
  return encode ? encodedForm(line) : line;
}

/**
 * A form with all that has no place in one percent-encoded: blanks, quotes, brackets of references, letters
 * beyond ASCII, a `%` without two digits. What is encoded already stays, and so do `&`, `=` and `+`, which part
 * the fields: where a value holds them, its author encodes them.
 */
export function encodedForm(text: string): string {
  // Through bytes, since half of a character cannot be encoded.
  return text.replace(/[^!#$%&'()*+,\-./0-9:;=?@A-Z[\]_a-z~]+|%(?![\da-f]{2})/gi, found =>
    encodeURIComponent(Buffer.from(found).toString()),
  );
}

/**
 * Where its lines end in `&`, as JetBrains writes them, blanks around `=` and `&` are layout too; else they
 * belong to the values.
 */
function oneLineForm(text: string): string {
  if (!/&[ \t]*\r?\n/.test(text)) return text.replace(/[ \t]*\r?\n[ \t]*(?=&|$)/g, '');
  return text
    .split(/[ \t]*(?:&[ \t]*\r?\n|\r?\n[ \t]*&|\r?\n)[ \t]*/)
    .filter(field => field !== '')
    .map(field => field.replace(/^([^=&\s]+)[ \t]*=[ \t]*/, '$1=').trim())
    .join('&');
}
