/**
 * JSON handled as text, because ids of newer zones and v2 amounts may not survive a round trip through
 * JavaScript numbers. The functions expect text that `JSON.parse` accepts.
 */

import { indentJson } from './indentJson.ts';

/** What stands between the brackets of an array: its elements with their commas, each as it was written. */
export function elementsText(array: string): string {
  return array.trim().slice(1, -1).trim();
}

/** The elements of an array without its brackets, one on each line, with nothing between but line feeds. */
export function elementLines(elements: string): string {
  const pieces: string[] = [];
  let depth = 0;
  let at = 0;
  let from = 0;
  const take = (end: number) => {
    if (end > from) pieces.push(elements.slice(from, end));
    from = end + 1;
  };
  for (; at < elements.length; at += 1) {
    switch (elements.charCodeAt(at)) {
      case 0x22:
        at = stringEnd(elements, at) - 1;
        break;
      case 0x5b:
      case 0x7b:
        depth += 1;
        break;
      case 0x5d:
      case 0x7d:
        depth -= 1;
        break;
      case 0x2c:
        if (depth > 0) break;
        take(at);
        pieces.push('\n');
        break;
      case 0x20:
      case 0x0a:
      case 0x0d:
      case 0x09:
        take(at);
        break;
    }
  }
  take(at);
  return pieces.join('');
}

/** The text of a member of the top-level object, or `undefined` where there is no such member. */
export function memberText(json: string, key: string): string | undefined {
  let depth = 0;
  let at = 0;
  let name: string | undefined;
  let valueStart = 0;
  let found: string | undefined;
  const close = () => {
    if (depth === 1 && name === key) found = json.slice(valueStart, at).trim();
    name = undefined;
  };
  while (at < json.length) {
    switch (json[at]) {
      case '"': {
        const end = stringEnd(json, at);
        if (depth === 1 && name === undefined) name = parsedString(json.slice(at, end));
        at = end;
        continue;
      }
      case ':':
        if (depth === 1) valueStart = at + 1;
        break;
      case ',':
        if (depth === 1) close();
        break;
      case '{':
      case '[':
        depth += 1;
        break;
      case '}':
      case ']':
        if (depth === 1) close();
        depth -= 1;
        break;
    }
    at += 1;
  }
  return json.trimStart().startsWith('{') ? found : undefined;
}

/** Indented by two blanks, every number and string as it was written; `undefined` where it is not JSON. */
export function prettyJson(json: string): string | undefined {
  const value = parsedJson(json);
  if (value === undefined) return undefined;
  // Most answers are written as this program would write them, digits included; then the engine does it all.
  if (json.length < longToWriteTwice && JSON.stringify(value) === json) return JSON.stringify(value, null, 2);
  return indentJson().push(json);
}

/** In UTF-16 units. */
const longToWriteTwice = 1 << 20;

/** `undefined`: it is none. */
function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function parsedString(text: string): string {
  const value: unknown = JSON.parse(text);
  return String(value);
}

/** Offset after the closing quote of the string that starts at `start`. */
function stringEnd(json: string, start: number): number {
  let at = start + 1;
  for (;;) {
    const quote = json.indexOf('"', at);
    if (quote < 0) return json.length;
    let backslashes = 0;
    while (json[quote - 1 - backslashes] === '\\') backslashes += 1;
    if (backslashes % 2 === 0) return quote + 1;
    at = quote + 1;
  }
}
