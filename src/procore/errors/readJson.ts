/** Texts up to this size are read whole, of larger ones as much of the beginning. */
export const wholeUnits = 16 * 1024;

/** Nothing deeper is looked at. */
const deepest = 32;

/**
 * The JSON value of a text, or `undefined` where it is none. Of a text longer than `limit` (UTF-16 units)
 * only the beginning is read, and of the lists in it the first `rows` (default: all) values: its unfinished text, or
 * what follows the last finished value, is cut and the open lists and objects are closed, so that a body of
 * megabytes costs no more than a small one. Never throws.
 */
export function readJson(
  text: string,
  limit = wholeUnits,
  { rows = Number.POSITIVE_INFINITY }: { readonly rows?: number } = {},
): unknown {
  if (text.length <= limit) return parse(text);
  const { cutString, lastValue } = closed(text.slice(0, limit), rows);
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

/**
 * The beginning of a JSON text made whole, by cutting its unfinished string or after its last whole value. What stands
 * in a list behind its first `rows` values is left out.
 */
function closed(
  head: string,
  rows: number,
): { readonly cutString: string | undefined; readonly lastValue: string } {
  // By depth: what closes everything from there outwards, and how many values of a list are whole.
  const closers = [''];
  const whole = [0];
  let depth = 0;
  let end = 0;
  let closersAtEnd = '';
  let inString = false;
  let kept = '';
  let keptTo = 0;
  /** Depth of the list that has had its rows. */
  let full: number | undefined;
  // A loop over codes: tokens by regular expression cost ten times as much, and this runs on each large answer.
  for (let at = 0; at < head.length; at++) {
    const unit = head.charCodeAt(at);
    switch (unit) {
      case code.quote:
        at = endOfString(head, at);
        inString = at >= head.length;
        break;
      case code.openBrace:
      case code.openBracket:
        depth++;
        if (full !== undefined || depth > deepest) break;
        closers[depth] = (unit === code.openBrace ? '}' : ']') + (closers[depth - 1] ?? '');
        whole[depth] = unit === code.openBrace ? Number.NEGATIVE_INFINITY : 0;
        break;
      case code.closeBrace:
      case code.closeBracket:
        if (depth === full) {
          kept += head.slice(keptTo, end);
          keptTo = at;
          full = undefined;
        }
        depth--;
        break;
      case code.comma:
        if (full !== undefined || depth > deepest) break;
        end = at;
        closersAtEnd = closers[depth] ?? '';
        whole[depth] = (whole[depth] ?? 0) + 1;
        if ((whole[depth] ?? 0) < rows) break;
        full = depth;
        // Nothing stands behind the outermost list.
        if (depth === 1) at = head.length;
        break;
    }
  }
  const cutString = () => {
    const text = head.slice(keptTo).replace(/\\(?:u[\da-f]{0,3})?$/i, '');
    return `${kept}${text}"${closers[Math.min(depth, deepest)] ?? ''}`;
  };
  return {
    cutString: inString && full === undefined ? cutString() : undefined,
    lastValue: kept + head.slice(keptTo, end) + closersAtEnd,
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
