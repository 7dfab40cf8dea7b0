/** Characters that a tool gives back at most: some 5,000 tokens. */
export const mostCharacters = 20_000;

/** The beginning of a text that is longer than `most`, with a last line that says so. */
export function capped(text: string, most = mostCharacters): string {
  if (text.length <= most) return text;
  const note = `\n[Cut: the first ${most} of ${text.length} characters.]`;
  return wholeCharacters(text, most) + note;
}

/** What of a body fits: whole rows of a list, else its beginning; `cut` says what is missing. */
export function cappedBody(
  body: string,
  most = mostCharacters,
): { readonly body: unknown; readonly cut: string | undefined } {
  const value = parsed(body);
  if (body.length <= most) return { body: value ?? body, cut: undefined };
  const rows = Array.isArray(value) ? value : rowsUnderData(value);
  const cut = `Only the first ${most} of ${body.length} characters are given. Ask for fewer fields or rows.`;
  if (rows === undefined) return { body: wholeCharacters(body, most), cut };
  const fitting: unknown[] = [];
  let length = 0;
  for (const row of rows) {
    length += JSON.stringify(row).length;
    if (length > most) break;
    fitting.push(row);
  }
  if (fitting.length === 0) return { body: wholeCharacters(body, most), cut };
  const told = `Only the first ${fitting.length} of ${rows.length} rows are given, ${most} characters at most. Ask for fewer by per_page and filters.`;
  return { body: Array.isArray(value) ? fitting : { data: fitting }, cut: told };
}

function rowsUnderData(value: unknown): readonly unknown[] | undefined {
  if (typeof value !== 'object' || value === null || !('data' in value)) return undefined;
  return Array.isArray(value.data) ? value.data : undefined;
}

/** `undefined`: no JSON, or none that a program reads without losing digits. */
function parsed(body: string): unknown {
  if (/(?<![\w.])\d{16,}(?![\w.])/.test(body)) return undefined;
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** No half of a pair is left at the end. */
function wholeCharacters(text: string, most: number): string {
  return text.slice(0, most).replace(/[\ud800-\udbff]$/, '');
}
