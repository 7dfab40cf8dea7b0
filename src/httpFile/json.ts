/**
 * Reads JSON without losing digits: whole numbers of more than 15 digits become `bigint`s, since Procore's
 * ids reach beyond what a `number` holds. Throws a `SyntaxError` like `JSON.parse`.
 */
export function parseJson(text: string): unknown {
  if (!/\d{16}/.test(text)) return JSON.parse(text);
  return revive(JSON.parse(markLongNumbers(text)));
}

/** A JSON value as it is put into a URL or a body: strings bare, the rest as JSON; '' for `undefined`. */
export function valueText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === undefined) return '';
  if (typeof value === 'bigint') return value.toString();
  const text = JSON.stringify(value, (_key, item: unknown) =>
    typeof item === 'bigint' ? `${mark}${item}` : item,
  );
  return text.includes(mark) ? text.replaceAll(markedString, '$1') : text;
}

/** A private-use character: no id begins with it. */
const mark = '\u{f8ff}bigint:';
const markedString = new RegExp(`"${mark}(-?\\d+)"`, 'g');

function markLongNumbers(text: string): string {
  let marked = '';
  let from = 0;
  let at = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = behindString(text, at + 1);
      continue;
    }
    if (!isDigit(code)) {
      at++;
      continue;
    }
    const start = text.charCodeAt(at - 1) === MINUS ? at - 1 : at;
    let end = at;
    while (isDigit(text.charCodeAt(end))) end++;
    const whole = !'.eE'.includes(text.charAt(end) || ' ');
    if (whole && end - at > 15) {
      marked += `${text.slice(from, start)}"${mark}${text.slice(start, end)}"`;
      from = end;
    } else {
      while (isDigit(text.charCodeAt(end)) || '.eE+-'.includes(text.charAt(end) || ' ')) end++;
    }
    at = end;
  }
  return marked + text.slice(from);
}

function behindString(text: string, start: number): number {
  let at = start;
  while (at < text.length && text.charCodeAt(at) !== QUOTE) at += text.charCodeAt(at) === BACKSLASH ? 2 : 1;
  return at + 1;
}

function revive(value: unknown): unknown {
  if (typeof value === 'string') return value.startsWith(mark) ? BigInt(value.slice(mark.length)) : value;
  if (Array.isArray(value)) return value.map(revive);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, revive(item)]));
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

const QUOTE = 0x22;
const MINUS = 0x2d;
const BACKSLASH = 0x5c;
