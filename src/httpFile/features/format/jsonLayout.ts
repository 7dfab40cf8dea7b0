/** A piece of JSON that may hold `{{name}}` wherever a value or a name may stand. */
interface Token {
  readonly kind: 'open' | 'close' | 'comma' | 'colon' | 'scalar';
  readonly text: string;
  /** A line ends between this one and the one before. */
  readonly onNewLine: boolean;
}

type Value =
  | { readonly kind: 'scalar'; readonly text: string }
  | {
      readonly kind: 'container';
      readonly open: '{' | '[';
      readonly entries: readonly { readonly key: string | undefined; readonly value: Value }[];
      /** Written on one line. */
      readonly inline: boolean;
    };

/** Containers without others in them stay on one line up to this length. */
const longestInline = 80;

/**
 * The text with its objects and lists laid out line by line, each deeper by `indent`; what is short, flat and
 * on one line stays so. Only blanks between the tokens change, so every digit and every `{{name}}` stays.
 * `undefined` where the text is not exactly one JSON object or list with such names in it.
 */
export function layOutJson(text: string, indent: string): string | undefined {
  const value = parse(text);
  return value?.kind === 'container' ? print(value, indent, '') : undefined;
}

/** The text without the blanks between its tokens, for comparing; `undefined` as above. */
export function compactJson(text: string): string | undefined {
  return parse(text) === undefined
    ? undefined
    : tokenize(text)
        ?.map(token => token.text)
        .join(' ');
}

function print(value: Value, indent: string, margin: string): string {
  if (value.kind === 'scalar') return value.text;
  const close = value.open === '{' ? '}' : ']';
  if (value.entries.length === 0) return value.open + close;
  const deeper = margin + indent;
  const entries = value.entries.map(entry => {
    const said = print(entry.value, indent, deeper);
    return entry.key === undefined ? said : `${entry.key}: ${said}`;
  });
  const flat = value.entries.every(entry => entry.value.kind === 'scalar');
  const line = value.open + entries.join(', ') + close;
  if (value.inline && flat && line.length <= longestInline) return line;
  return `${value.open}\n${entries.map(entry => deeper + entry).join(',\n')}\n${margin}${close}`;
}

/** Deeper ones are left as they are: nobody indents them, and reading them would exhaust the stack. */
const deepest = 200;

function parse(text: string): Value | undefined {
  const tokens = tokenize(text);
  if (tokens === undefined) return undefined;
  let at = 0;
  const next = (): Token | undefined => {
    const token = tokens[at];
    at++;
    return token;
  };
  const value = (depth: number): Value | undefined => {
    const token = next();
    if (token === undefined || depth > deepest) return undefined;
    if (token.kind === 'scalar') return { kind: 'scalar', text: token.text };
    if (token.kind !== 'open') return undefined;
    return container(token.text === '{' ? '{' : '[', depth);
  };
  const container = (open: '{' | '[', depth: number): Value | undefined => {
    const close = open === '{' ? '}' : ']';
    const entries: { key: string | undefined; value: Value }[] = [];
    const start = at;
    const done = (): Value => {
      const inline = tokens.slice(start, at).every(({ onNewLine }) => !onNewLine);
      return { kind: 'container', open, entries, inline };
    };
    if (tokens[at]?.text === close && tokens[at]?.kind === 'close') {
      at++;
      return done();
    }
    for (;;) {
      let key: string | undefined;
      if (open === '{') {
        const name = next();
        if (name?.kind !== 'scalar' || !isName(name.text) || next()?.kind !== 'colon') return undefined;
        key = name.text;
      }
      const entry = value(depth + 1);
      if (entry === undefined) return undefined;
      entries.push({ key, value: entry });
      const end = next();
      if (end?.kind === 'close' && end.text === close) return done();
      if (end?.kind !== 'comma') return undefined;
    }
  };
  const root = value(0);
  return at === tokens.length ? root : undefined;
}

function isName(text: string): boolean {
  return text.startsWith('"') || text.includes('{{');
}

const blanks = /[ \t\r\n]*/y;
/** A string, or anything without blanks and structure in which `{{...}}` may stand. */
const scalar = /"(?:[^"\\\r\n]|\\.)*"|(?:[\w.+-]|\{\{[^{}\r\n]*\}\})+/y;
const plainScalar = /^(?:-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)$/;
const kinds: Readonly<Record<string, Token['kind']>> = {
  '{': 'open',
  '[': 'open',
  '}': 'close',
  ']': 'close',
  ',': 'comma',
  ':': 'colon',
};

function tokenize(text: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  let at = 0;
  for (;;) {
    blanks.lastIndex = at;
    const gap = blanks.exec(text)?.[0] ?? '';
    at += gap.length;
    if (at >= text.length) return tokens;
    const onNewLine = /[\r\n]/.test(gap);
    scalar.lastIndex = at;
    const said = scalar.exec(text)?.[0];
    if (said !== undefined) {
      if (!said.startsWith('"') && !said.includes('{{') && !plainScalar.test(said)) return undefined;
      // Two values side by side are one only by what the names stand for: their blanks may matter.
      if (tokens.at(-1)?.kind === 'scalar') return undefined;
      tokens.push({ kind: 'scalar', text: said, onNewLine });
      at += said.length;
      continue;
    }
    const character = text.charAt(at);
    const kind = kinds[character];
    if (kind === undefined) return undefined;
    tokens.push({ kind, text: character, onNewLine });
    at++;
  }
}
