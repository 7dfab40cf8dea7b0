import type { Catalog } from '../procore/catalog/catalog.ts';
import { queryHint } from '../procore/diagnosis/queryHint.ts';
import type { Exchange } from '../runner/exchange.ts';

/** A line about an exchange that went well although it may not have asked what it seems to ask; `undefined`: none. */
export async function queryHintLine(
  exchange: Exchange,
  load: () => Promise<Catalog>,
): Promise<string | undefined> {
  // Without its catalog an answer has no hint.
  const catalog = await load().catch(() => undefined);
  const text = catalog && queryHint(exchange, catalog)?.text;
  const { name, file, line } = exchange.request;
  return text === undefined ? undefined : `Hint: ${name ?? `${file ?? ''}:${line ?? ''}`}: ${text}`;
}
