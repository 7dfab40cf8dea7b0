/** Whose quoting a command line follows. */
export type Shell = 'posix' | 'cmd' | 'powershell';

/** A command as its shell would read it, as far as it can be read. */
export interface CommandLine {
  readonly shell: Shell;
  /** With quotes and escapes read. What the shell would fill in stands as `{{$processEnv NAME}}`. */
  readonly words: readonly string[];
  /** What was passed over, as sentences. */
  readonly notes: readonly string[];
  /** Why it is not all there, as a sentence; `undefined` where it is. */
  readonly problem: string | undefined;
}

/** Reads the words of the first command of a text; the shell is known by how lines continue and quotes are escaped. */
export function readCommandLine(text: string): CommandLine {
  const shell = shellOf(text);
  const command = text.replace(/^\s*(?:PS [^>\n]*>|[A-Z]:\\[^>\n]*>|[$>%#])[ \t]+/, '').trim();
  if (shell === 'cmd') return { shell, ...split(withoutCarets(command), cmdQuoting) };
  return { shell, ...split(command, shell === 'posix' ? posixQuoting : powershellQuoting) };
}

/** By how the first line goes on, else by what stands before the quotes. */
function shellOf(text: string): Shell {
  const goesOn = /^[^\n]*?([\\^`])[ \t]*\r?\n/.exec(text.trimStart())?.[1];
  if (goesOn === '\\') return 'posix';
  if (goesOn === '^' || /^\s*(?:[A-Z]:\\[^>\n]*>\s*)?curl(?:\.exe)?\s+(?:-\S+\s+)*\^"/i.test(text))
    return 'cmd';
  if (goesOn === '`' || /^\s*PS [^>\n]*>/.test(text)) return 'powershell';
  return /^\s*curl\.exe\s/i.test(text) && text.includes('`"') ? 'powershell' : 'posix';
}

/**
 * In cmd a caret takes the meaning from the next character, and a line continues behind it; a caret before
 * an empty line is how browsers write a line break. Carets within plain quotes stand for themselves.
 */
function withoutCarets(text: string): string {
  let said = '';
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '"') quoted = !quoted;
    if (character !== '^' || quoted) {
      said += character;
      continue;
    }
    const rest = text.slice(at + 1);
    const lineBreak = /^\r?\n(\r?\n)?/.exec(rest);
    if (lineBreak === null) {
      said += rest.charAt(0);
      at++;
    } else {
      if (lineBreak[1] !== undefined) said += '\n';
      at += lineBreak[0].length;
    }
  }
  return said;
}

interface Quoting {
  readonly escape: string;
  /** Whether a line break ends the command. */
  readonly lineEnds: boolean;
  readonly quotes: string;
  /** The text at `at`, just behind a quote or in the open, as it is meant, and where it ends. */
  read(text: string, at: number, quote: string): Piece | undefined;
}

interface Piece {
  readonly said: string;
  readonly end: number;
  readonly note?: string;
}

function split(text: string, quoting: Quoting): Omit<CommandLine, 'shell'> {
  const words: string[] = [];
  const notes: string[] = [];
  let word: string | undefined;
  let quote = '';
  let at = 0;
  const finish = () => {
    if (word !== undefined) words.push(word);
    word = undefined;
  };
  while (at < text.length) {
    const character = text.charAt(at);
    const piece = quoting.read(text, at, quote);
    if (piece !== undefined) {
      if (piece.note !== undefined) notes.push(piece.note);
      if (piece.said !== '' || quote !== '') word = (word ?? '') + piece.said;
      at = piece.end;
    } else if (quote !== '') {
      if (character === quote.at(-1)) quote = '';
      else word = (word ?? '') + character;
      at++;
    } else if (quoting.quotes.includes(character)) {
      quote = character;
      word ??= '';
      at++;
    } else if (character === '$' && quoting.escape === '\\' && text.charAt(at + 1) === "'") {
      quote = "$'";
      word ??= '';
      at += 2;
    } else if (/[\s]/.test(character)) {
      finish();
      if (character === '\n' && quoting.lineEnds && words.length > 0) return passedOver(text.slice(at));
      at++;
    } else if (/[|;&<>]/.test(character) && quoting.lineEnds && isOperator(text, at)) {
      finish();
      return passedOver(text.slice(at));
    } else {
      word = (word ?? '') + character;
      at++;
    }
  }
  finish();
  const open = `A ${quote.at(-1)} is not closed: the command is not all there, or a line with ### cuts it off.`;
  return { words, notes, problem: quote === '' ? undefined : open };

  function passedOver(rest: string) {
    const said = rest.trim();
    if (said !== '') notes.push(`Not read, as it is another command: ${shortened(said)}`);
    return { words, notes, problem: undefined };
  }
}

/** An address may hold & and ; bare only where the shell would have cut it, so an unquoted one ends the command. */
function isOperator(text: string, at: number): boolean {
  return !/^&?[\w%.[\]-]+=/.test(text.slice(at, at + 64)) || text.charAt(at) === '|';
}

const posixQuoting: Quoting = {
  escape: '\\',
  lineEnds: true,
  quotes: '\'"',
  read(text, at, quote) {
    const character = text.charAt(at);
    if (quote === "'") return undefined;
    if (quote === "$'") return character === '\\' ? ansiEscape(text, at + 1) : undefined;
    if (character === '\\') {
      const next = /^\r?\n/.exec(text.slice(at + 1, at + 3))?.[0];
      if (next !== undefined) return { said: '', end: at + 1 + next.length };
      if (quote === '"' && !'"\\$`'.includes(text.charAt(at + 1))) return undefined;
      return { said: text.charAt(at + 1), end: at + 2 };
    }
    if (character === '$' || character === '`') return expansion(text, at);
    return undefined;
  },
};

const powershellQuoting: Quoting = {
  escape: '`',
  lineEnds: true,
  quotes: '\'"',
  read(text, at, quote) {
    const character = text.charAt(at);
    const next = text.charAt(at + 1);
    if (quote !== '' && character === quote && next === quote) return { said: quote, end: at + 2 };
    // Older versions hand quotes to programs only behind a backslash.
    if (quote !== '' && character === '\\') {
      const said = behindBackslashes(text, at);
      if (said !== undefined) return said;
    }
    if (quote === "'") return undefined;
    if (character === '`') {
      const lineBreak = /^[ \t]*\r?\n/.exec(text.slice(at + 1))?.[0];
      if (lineBreak !== undefined) return { said: '', end: at + 1 + lineBreak.length };
      const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '0': '\0' };
      return { said: escapes[next] ?? next, end: at + 2 };
    }
    return character === '$' ? variable(text, at, /^\$(?:env:(\w+)|\{env:(\w+)\})/i) : undefined;
  },
};

/** As Microsoft's C library splits a command line: backslashes count only before a quote. */
const cmdQuoting: Quoting = {
  escape: '',
  lineEnds: false,
  quotes: '"',
  read(text, at, quote) {
    const said = behindBackslashes(text, at);
    if (said !== undefined) return said;
    if (quote === '"' && text.startsWith('""', at)) return { said: '"', end: at + 2 };
    return undefined;
  },
};

/** Backslashes before a quote count by twos, and one that is left makes the quote a character. */
function behindBackslashes(text: string, at: number): Piece | undefined {
  const count = /^(\\+)"/.exec(text.slice(at, at + 64))?.[1]?.length;
  if (count === undefined) return undefined;
  const said = '\\'.repeat(Math.floor(count / 2));
  const quoted = count % 2 === 1;
  return { said: quoted ? `${said}"` : said, end: at + count + (quoted ? 1 : 0) };
}

/** What the shell would fill in by its name, which the form holds bare or in braces. */
function variable(text: string, at: number, form: RegExp): Piece | undefined {
  const [said, bare, braced] = form.exec(text.slice(at, at + 256)) ?? [];
  const name = bare ?? braced;
  if (said === undefined || name === undefined) return undefined;
  return { said: `{{$processEnv ${name}}}`, end: at + said.length };
}

function expansion(text: string, at: number): Piece | undefined {
  const rest = text.slice(at, at + 256);
  const named = variable(text, at, /^\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\})/);
  if (named !== undefined) return named;
  const command = /^(?:\$\((?:[^()]|\([^()]*\))*\)|`[^`]*`)/.exec(rest)?.[0];
  if (command === undefined) return undefined;
  return {
    said: command,
    end: at + command.length,
    note: `What the command ${shortened(command)} prints is not known here; it stands as text.`,
  };
}

/** The escapes of `$'...'` in bash. */
function ansiEscape(text: string, at: number): Piece {
  const hex = /^(?:x([\da-f]{1,2})|u([\da-f]{1,4})|U([\da-f]{1,8}))/i.exec(text.slice(at, at + 9));
  if (hex !== null) {
    const code = Number.parseInt(hex[1] ?? hex[2] ?? hex[3] ?? '0', 16);
    return { said: code > 0x10ffff ? '' : String.fromCodePoint(code), end: at + hex[0].length };
  }
  const octal = /^[0-7]{1,3}/.exec(text.slice(at, at + 3))?.[0];
  if (octal !== undefined)
    return { said: String.fromCharCode(Number.parseInt(octal, 8)), end: at + octal.length };
  const escapes: Readonly<Record<string, string>> = {
    n: '\n',
    r: '\r',
    t: '\t',
    a: '\x07',
    b: '\b',
    e: '\x1b',
    E: '\x1b',
    f: '\f',
    v: '\v',
  };
  const letter = text.charAt(at);
  return { said: escapes[letter] ?? letter, end: at + 1 };
}

function shortened(text: string): string {
  const [line = ''] = text.split(/\r?\n/, 1);
  return line.length > 60 ? `${line.slice(0, 57)}...` : line;
}
