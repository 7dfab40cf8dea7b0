/** A field as an answer names it, and as a body may have it: `assignees` and `assignee_ids`. */
export function spellingsOf(name: string): readonly string[] {
  const one = name.replace(/s$/, '');
  return [name, `${name}_id`, `${one}_ids`, `${one}_id`];
}
