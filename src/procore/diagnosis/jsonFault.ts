const blank = /[ \t\n\r]*/y;
const scalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const escaped = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y;

type Wanted = 'value' | 'first value' | 'name' | 'first name' | 'colon' | 'comma' | 'end';

/**
 * Where a text stops being JSON, as an offset in UTF-16 units; the length of the text where it only ends too
 * early, and `undefined` where nothing is wrong. Engines tell the place in some of their messages only.
 */
export function jsonFaultAt(text: string): number | undefined {
  const open: ('{' | '[')[] = [];
  let wanted: Wanted = 'value';
  for (let at = 0; ; ) {
    at = behind(blank, text, at) ?? at;
    const char = text[at];
    if (char === undefined) return wanted === 'end' ? undefined : text.length;
    const within = open.at(-1);
    if (wanted === 'comma' && char === ',') {
      wanted = within === '{' ? 'name' : 'value';
      at += 1;
    } else if (wanted === 'colon' && char === ':') {
      wanted = 'value';
      at += 1;
    } else if (closes(char, within, wanted)) {
      open.pop();
      wanted = open.length === 0 ? 'end' : 'comma';
      at += 1;
    } else if (char === '"' && /value|name/.test(wanted)) {
      const { end, whole } = readString(text, at);
      if (!whole) return end;
      wanted = /name/.test(wanted) ? 'colon' : open.length === 0 ? 'end' : 'comma';
      at = end;
    } else if ((char === '{' || char === '[') && /value/.test(wanted)) {
      open.push(char);
      wanted = char === '{' ? 'first name' : 'first value';
      at += 1;
    } else {
      const end = /value/.test(wanted) ? behind(scalar, text, at) : undefined;
      if (end === undefined) return at;
      wanted = open.length === 0 ? 'end' : 'comma';
      at = end;
    }
  }
}

function closes(char: string, within: string | undefined, wanted: Wanted): boolean {
  if (char === '}') return within === '{' && (wanted === 'comma' || wanted === 'first name');
  return char === ']' && within === '[' && (wanted === 'comma' || wanted === 'first value');
}

function readString(text: string, start: number): { readonly end: number; readonly whole: boolean } {
  for (let at = start + 1; ; ) {
    const char = text[at];
    if (char === '"') return { end: at + 1, whole: true };
    const next =
      char === '\\' ? behind(escaped, text, at) : char !== undefined && char >= ' ' ? at + 1 : undefined;
    if (next === undefined) return { end: at, whole: false };
    at = next;
  }
}

/** The end of a match that begins just there. */
function behind(form: RegExp, text: string, at: number): number | undefined {
  form.lastIndex = at;
  return form.test(text) ? form.lastIndex : undefined;
}
