import type { Shell } from './shellWords.ts';

/** A request as it goes out, or as it may be shown. */
export interface SentRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Bytes that are no text are said to be in a file: `undefined` there, with its path. */
  readonly body: { readonly text: string } | { readonly file: string } | undefined;
}

/** The curl command that sends the request, an option to a line, quoted for that shell. */
export function curlFrom(request: SentRequest, shell: Shell): string {
  // In older PowerShell plain curl is another program.
  const words = curlWords(request, shell === 'powershell' ? 'curl.exe' : 'curl');
  const quote = quoting[shell];
  const lines = words.map(([option, value]) => (value === undefined ? option : `${option} ${quote(value)}`));
  const joined = lines.join(lineBreaks[shell]);
  // What its quotes mean to programs changed in PowerShell 7.3; the setting asks for the way all versions know.
  return shell === 'powershell' ? `& { $PSNativeCommandArgumentPassing = 'Legacy'; ${joined} }` : joined;
}

type Word = readonly [option: string, value?: string];

function curlWords({ method, url, headers, body }: SentRequest, program: string): readonly Word[] {
  const words: Word[] = [];
  const usual = body === undefined ? 'GET' : 'POST';
  if (method === 'HEAD' && body === undefined) words.push(['--head']);
  else if (method !== usual) words.push(['--request', method]);
  const compressed = headers.some(([name]) => name.toLowerCase() === 'accept-encoding');
  for (const [name, value] of headers) {
    if (name.toLowerCase() === 'accept-encoding') continue;
    words.push(['--header', value === '' ? `${name};` : `${name}: ${value}`]);
  }
  // Without this curl would add a type of its own.
  if (body !== undefined && !headers.some(([name]) => name.toLowerCase() === 'content-type'))
    words.push(['--header', 'Content-Type:']);
  if (compressed) words.push(['--compressed']);
  if (body !== undefined)
    words.push('text' in body ? ['--data-raw', body.text] : ['--data-binary', `@${body.file}`]);
  // curl would read brackets and braces as a list of addresses.
  if (/[[\]{}]/.test(url)) words.push(['--globoff']);
  return [[program, url], ...words];
}

const lineBreaks: Readonly<Record<Shell, string>> = {
  posix: ' \\\n  ',
  cmd: ' ^\n  ',
  powershell: ' `\n  ',
};

const quoting: Readonly<Record<Shell, (text: string) => string>> = {
  posix: text => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`),
  cmd: cmdQuoted,
  powershell: powershellQuoted,
};

/** For the C library first, then for cmd itself: with a caret before all that means something to it. */
function cmdQuoted(text: string): string {
  const forProgram = text.replaceAll(/(\\*)"/g, '$1$1\\"').replace(/\\+$/, '$&$&');
  const forShell = forProgram
    .replaceAll(/[^\w\s\-:=+~'/.,?;()*\\]/g, '^$&')
    // A name between two percent signs would be filled in.
    .replaceAll(/%(?=\w)/g, '%^')
    .replaceAll(/\r\n|\r|\n/g, '^\n\n');
  return `^"${forShell}^"`;
}

function powershellQuoted(text: string): string {
  const forProgram = text.replaceAll(/(\\*)"/g, '$1$1\\"');
  // Only what has blanks is put in quotes on its way, before which backslashes count twice.
  const closed = /\s/.test(text) ? forProgram.replace(/\\+$/, '$&$&') : forProgram;
  return `'${closed.replaceAll("'", "''")}'`;
}
