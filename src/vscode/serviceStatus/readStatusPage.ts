/** A way to the network, as the editor has it. */
export type Get = (
  url: string,
  init: { readonly headers: Readonly<Record<string, string>>; readonly signal: AbortSignal },
) => Promise<Response>;

/** More than fifty times what the page has. In UTF-16 units. */
const longest = 8_000_000;

/**
 * The text at that address. Nothing but the wish for JSON is sent: no token, no cookie. Rejects with a sentence on
 * an answer that is none, one that is too long, and where `signal` says stop.
 */
export async function readStatusPage(url: string, get: Get, signal: AbortSignal): Promise<string> {
  const response = await get(url, { headers: { accept: 'application/json' }, signal });
  if (!response.ok) {
    await response.body?.cancel();
    throw new Error(`It answered with ${response.status}.`);
  }
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > longest) throw new Error('It answered with far more than a status.');
  }
  return text + decoder.decode();
}
