import type { ValueLayer } from '../../httpFile/values.ts';

type Layers = readonly ValueLayer[];

/** Which values from outside a document something that is shown was made with. */
export interface UsedLayers<Document extends object> {
  /** `undefined`: they are not known yet, so that it was made as if there were none. */
  note(document: Document, layers: Layers | undefined): void;
  /** Whether one of these documents would be shown otherwise now; nothing is told of one that was never shown. */
  areOthers(documents: readonly Document[], now: (document: Document) => Layers | undefined): boolean;
}

export function createUsedLayers<Document extends object>(): UsedLayers<Document> {
  const used = new WeakMap<Document, Layers>();
  return {
    note: (document, layers = []) => void used.set(document, layers),
    areOthers: (documents, now) =>
      documents.some(document => {
        const before = used.get(document);
        const layers = before && now(document);
        // What is being read again is told of when it is known.
        if (before === undefined || layers === undefined || before === layers) return false;
        return before.length > 0 || layers.length > 0;
      }),
  };
}
