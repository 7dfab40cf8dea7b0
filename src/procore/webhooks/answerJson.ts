type SourceReviver = (this: unknown, key: string, value: unknown, context?: { source?: string }) => unknown;

/**
 * The JSON of an answer or an event. A whole number that would lose digits becomes the text it was written as, since
 * ids tell one thing from another; payloads are shown, so the others stay numbers. `undefined`: no JSON. Never throws.
 */
export function readAnswer(body: string): unknown {
  const reviver: SourceReviver = (_key, value, context) =>
    typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)
      ? (context?.source ?? value)
      : value;
  try {
    return JSON.parse(body, reviver);
  } catch {
    return undefined;
  }
}
