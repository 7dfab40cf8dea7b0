/**
 * Whether a text can be an id of Procore's: a number in v1, a short text such as a ULID or UUID in v2 [oas]. What a
 * server calls an id is written into requests, where other letters could be a variable, or a line of their own.
 */
export function isPlainId(text: string): boolean {
  return /^[\w.:~-]{1,100}$/.test(text);
}
