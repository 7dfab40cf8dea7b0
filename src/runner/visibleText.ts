/** Control characters but tab and line feed, and marks that turn the direction of text. */
const hidden = /(?![\t\n])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu;

/**
 * Text of a server's, safe for a terminal or a log: control characters (ANSI sequences among them) and
 * direction marks are shown as `\u001b`. Line feeds and tabs stay; `\r\n` becomes `\n`.
 */
export function visibleText(text: string): string {
  if (!beyondPlain.test(text)) return text;
  return text.replace(/\r\n/g, '\n').replace(hidden, escaped);
}

/** Most text holds nothing else, which is seen much sooner. */
const beyondPlain = /[^\t\n -~]/;
const beyondPlainLine = /[^ -~]/;

/** The same on one line. */
export function visibleLine(text: string): string {
  if (!beyondPlainLine.test(text)) return text;
  return visibleText(text).replace(/\n/g, '\\n').replace(/\t/g, ' ');
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
