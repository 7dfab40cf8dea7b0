// Control characters, halves of surrogate pairs, line separators, zero-width and bidirectional marks: none
// of them is readable, and some rewrite a terminal or reverse what a reader sees.
const unreadable = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+/gu;

/** Visible ASCII, with single blanks between. */
const plain = /^[!-~]+(?: [!-~]+)*$/;

/**
 * A text from the server as one readable line of at most `limit` UTF-16 units. It is still foreign text:
 * whoever shows it escapes what its place gives a meaning to (Markdown, HTML).
 */
export function cleanText(text: string, limit = 300): string {
  // Most are short and plain.
  if (text.length <= limit && plain.test(text)) return text;
  // Cut before the work, so that a text of megabytes costs no more than a sentence.
  const line = text
    .slice(0, limit * 4)
    .replace(unreadable, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
  return line.length <= limit ? line : `${line.slice(0, limit - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
