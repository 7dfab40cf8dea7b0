/** Texts up to this size are read whole, of larger ones as much of the beginning. */
const wholeUnits = 16 * 1024;

/** Nothing deeper is looked at. */
const deepest = 32;

/**
 * The JSON value of a text, or `undefined` where it is none. Of a text longer than `limit` (UTF-16 units)
 * only the beginning is read: its unfinished text, or what follows the last finished value, is cut and the
 * open lists and objects are closed, so that a body of megabytes costs no more than a small one. Never
 * throws.
 */
export function readJson(text: string, limit = wholeUnits): unknown {
  if (text.length <= limit) return parse(text);
  const { cutString, lastValue } = closed(text.slice(0, limit));
  return (cutString === undefined ? undefined : parse(cutString)) ?? parse(lastValue);
}

/** An error behind something large is looked for in the last so many units. */
const endUnits = 4 * 1024;

/**
 * The last members of a large JSON object, from one of `names` on that stands within `limit` units of its
 * end; `undefined` where none does. Costs no more than reading a small text. Never throws.
 */
export function readJsonEnd(text: string, names: readonly string[], limit = endUnits): unknown {
  const end = text.slice(-limit);
  const member = new RegExp(`"(?:${names.join('|')})"\\s{0,8}:`, 'g');
  for (const { index } of [...end.matchAll(member)].slice(-20).reverse()) {
    // Only members of the outermost object leave its closing brace, and nothing else, unopened.
    const value = parse(`{${end.slice(index)}`);
    if (value !== undefined) return value;
  }
  return undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The beginning of a JSON text made whole, by cutting its unfinished string or after its last whole value. */
function closed(head: string): { readonly cutString: string | undefined; readonly lastValue: string } {
  let closers = '';
  let depth = 0;
  let end = 0;
  let closersAtEnd = '';
  let inString = false;
  // A loop over codes: tokens by regular expression cost ten times as much, and this runs on each large answer.
  for (let at = 0; at < head.length; at++) {
    switch (head.charCodeAt(at)) {
      case code.quote:
        at = endOfString(head, at);
        inString = at >= head.length;
        break;
      case code.openBrace:
      case code.openBracket:
        depth++;
        if (depth <= deepest) closers = (head[at] === '{' ? '}' : ']') + closers;
        break;
      case code.closeBrace:
      case code.closeBracket:
        if (depth <= deepest) closers = closers.slice(1);
        depth--;
        break;
      case code.comma:
        if (depth > deepest) break;
        end = at;
        closersAtEnd = closers;
        break;
    }
  }
  return {
    cutString: inString ? `${head.replace(/\\(?:u[\da-f]{0,3})?$/i, '')}"${closers}` : undefined,
    lastValue: head.slice(0, end) + closersAtEnd,
  };
}

const code = {
  quote: 0x22,
  comma: 0x2c,
  openBracket: 0x5b,
  backslash: 0x5c,
  closeBracket: 0x5d,
  openBrace: 0x7b,
  closeBrace: 0x7d,
} as const;

/** Offset of the closing quote of the string that opens at `start`, or the end of the text. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length) {
    const unit = text.charCodeAt(at);
    if (unit === code.quote) return at;
    at += unit === code.backslash ? 2 : 1;
  }
  return at;
}
