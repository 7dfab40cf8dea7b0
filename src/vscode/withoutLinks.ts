/**
 * A text for a notification, its progress, or the prompt of a box, none of which may make a link: there the editor
 * reads `[text](address)` as one, also to a command, and a click runs it. Names, answers and files are not ours.
 */
export function withoutLinks(text: string): string {
  return text.replaceAll('](', '] (');
}
