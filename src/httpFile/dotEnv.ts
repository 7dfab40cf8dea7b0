import type { NamedValues, OutsideProblem } from './outsideFiles.ts';
import type { LayerValue } from './values.ts';

const assignment = /(?:export[ \t]+)?([\w.-]+)[ \t]*(?:=|:(?=[ \t]))[ \t]*/y;

/**
 * Reads a `.env` file as the dotenv package does: `export` before a name, values in single, double or back
 * quotes over several lines, `\n` and `\r` read in double quotes only, a comment from `#` on outside of
 * quotes. Of one name the last counts. Never throws.
 */
export function readDotEnv(
  text: string,
  source: string,
): { readonly values: NamedValues; readonly problems: readonly OutsideProblem[] } {
  const values = new Map<string, LayerValue>();
  const problems: OutsideProblem[] = [];
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\n|\r/);
  for (let at = 0; at < lines.length; at++) {
    const line = (lines[at] ?? '').trim();
    const number = at + 1;
    if (line === '' || line.startsWith('#')) continue;
    const report = (message: string) => problems.push({ source, line: number, message });
    assignment.lastIndex = 0;
    const match = assignment.exec(line);
    const name = match?.[1];
    if (match === null || name === undefined) {
      report('This line is no variable and is passed over. Write NAME=value, or put # before a comment.');
      continue;
    }
    const rest = line.slice(match[0].length);
    const quote = /^["'`]/.exec(rest)?.[0];
    const quoted = quote === undefined ? undefined : readQuoted(lines, at, rest.slice(1), quote);
    if (quoted !== undefined) {
      values.set(name, { text: quote === '"' ? readLineEnds(quoted.text) : quoted.text, line: number });
      at = quoted.last;
      continue;
    }
    if (quote !== undefined)
      report(`The value of ${name} has no closing ${quote}. Add it, or remove the first one.`);
    const value = rest.replace(/#.*$/, '').trim();
    if (/\S#/.test(rest))
      report(`The value of ${name} ends at the #. Put the value in quotes if the # belongs to it.`);
    values.set(name, { text: value, line: number });
  }
  return { values, problems };
}

/** Up to the closing quote, which may stand on a later line; `undefined` where there is none. */
function readQuoted(
  lines: readonly string[],
  from: number,
  rest: string,
  quote: string,
): { readonly text: string; readonly last: number } | undefined {
  const parts: string[] = [];
  for (let at = from; at < Math.min(lines.length, from + mostLines); at++) {
    const line = at === from ? rest : (lines[at] ?? '');
    const close = closingQuote(line, quote);
    if (close >= 0) return { text: [...parts, line.slice(0, close)].join('\n'), last: at };
    parts.push(line);
  }
  return undefined;
}

/** A private key has about 50; an open quote must not make reading slow. */
const mostLines = 1000;

function closingQuote(line: string, quote: string): number {
  let at = line.indexOf(quote);
  while (at > 0 && line.charAt(at - 1) === '\\') at = line.indexOf(quote, at + 1);
  return at;
}

function readLineEnds(text: string): string {
  return text.replaceAll('\\n', '\n').replaceAll('\\r', '\r');
}
