/** `text` with the edits made; they may come in any order, but must not overlap. */
export function applied(
  text: string,
  edits: readonly { readonly start: number; readonly end: number; readonly text: string }[],
): string {
  let made = text;
  for (const edit of edits.toSorted((a, b) => b.start - a.start))
    made = made.slice(0, edit.start) + edit.text + made.slice(edit.end);
  return made;
}
