/** Text with a `|` where the cursor stands: the text without it, and the offset it stood at. */
export function withCursor(marked: string): { text: string; offset: number } {
  const offset = marked.indexOf('|');
  if (offset < 0) throw new Error('no | in the marked text');
  return { text: marked.slice(0, offset) + marked.slice(offset + 1), offset };
}
