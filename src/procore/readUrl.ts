/** An absolute address; `undefined` where it is none. To ask first whether it can be read would read it twice. */
export function readUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
