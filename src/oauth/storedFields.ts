/** What a stored object may hold: every field may be missing or of any type. */
export type StoredFields<Field extends string> = { readonly [field in Field]?: unknown };

/** The fields of stored JSON; none where the text is no JSON object. Never throws. */
export function storedFields<Field extends string>(text: string): StoredFields<Field> {
  try {
    return fieldsOf<Field>(JSON.parse(text));
  } catch {
    return {};
  }
}

/** The fields of a value that may be anything; none where it is no object. */
export function fieldsOf<Field extends string>(value: unknown): StoredFields<Field> {
  return typeof value === 'object' && value !== null ? value : {};
}
