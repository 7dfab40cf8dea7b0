import type { Catalog } from '../procore/catalog/catalog.ts';
import { mayHaveQueryHint, queryHint } from '../procore/diagnosis/queryHint.ts';
import type { Exchange } from '../runner/exchange.ts';

/** A line for each exchange that went well although it may not have asked what it seems to ask. */
export async function queryHintLines(
  exchanges: readonly Exchange[],
  load: () => Promise<Catalog>,
): Promise<readonly string[]> {
  const open = exchanges.filter(mayHaveQueryHint);
  // Without its catalog an answer has no hint.
  const catalog = open.length === 0 ? undefined : await load().catch(() => undefined);
  if (catalog === undefined) return [];
  return open.flatMap(exchange => {
    const text = queryHint(exchange, catalog)?.text;
    const { name, file, line } = exchange.request;
    return text === undefined ? [] : [`Hint: ${name ?? `${file ?? ''}:${line ?? ''}`}: ${text}`];
  });
}
