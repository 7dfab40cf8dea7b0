import type { HttpFile } from '../syntax.ts';
import { inFlag } from './completion/flag.ts';
import { inHead } from './completion/head.ts';
import { type Completions, nothing } from './completion/item.ts';
import { inBody } from './completion/jsonBody.ts';
import { placeAt } from './completion/place.ts';
import { inReference } from './completion/reference.ts';
import { inRequestLine } from './completion/target.ts';
import type { FeatureContext } from './context.ts';

export type { Completion, CompletionKind, Completions, Snippet, SnippetPart } from './completion/item.ts';
export { snippetText } from './completion/item.ts';

/**
 * What may be written at `offset`, best first; empty where nothing is known. Reads the line, the request around
 * it and the names of the file.
 */
export function completionsAt(file: HttpFile, offset: number, context: FeatureContext): Completions {
  const place = placeAt(file, offset);
  if (place === undefined) return nothing;
  const { before } = place;
  const reference = /\{\{\s*([^{}]*)$/.exec(before)?.[1];
  if (reference !== undefined) return inReference(place, reference, context);
  const flag = /^\s*(?:#+|\/\/)\s*(@.*)$/.exec(before)?.[1];
  if (flag !== undefined) return inFlag(place, flag, context);
  if (/^\s*(?:#|\/\/|@|\?\?|<|>)/.test(before)) return nothing;
  switch (place.part) {
    case 'lead':
    case 'target':
      return inRequestLine(place, context);
    case 'head':
      return inHead(place, context);
    case 'body':
      return inBody(place, context);
  }
}
