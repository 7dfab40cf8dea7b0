/**
 * What `String` makes of a parsed JSON value, but an object as its JSON text; it never throws. `String` does so
 * where an object has a member `toString` or `__proto__`, and where lists stand in lists without end.
 */
export function plainText(value: unknown): string {
  try {
    if (Array.isArray(value)) return value.map(plainText).join();
    return typeof value === 'object' && value !== null ? (JSON.stringify(value) ?? '') : String(value);
  } catch {
    return '';
  }
}
