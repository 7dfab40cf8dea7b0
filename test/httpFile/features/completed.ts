import assert from 'node:assert/strict';
import { type Completion, completionsAt, snippetText } from '../../../src/httpFile/features/completion.ts';
import { type FeatureContext, featureContext } from '../../../src/httpFile/features/context.ts';
import { parseHttpFile } from '../../../src/httpFile/parser.ts';
import { withCursor } from '../../support/cursor.ts';

/** What is offered at the `|`. */
export function offered(marked: string, known: Partial<FeatureContext> = {}): readonly Completion[] {
  const { text, offset } = withCursor(marked);
  return completionsAt(parseHttpFile(text), offset, featureContext(known)).items;
}

export function labels(marked: string, known?: Partial<FeatureContext>): readonly string[] {
  return offered(marked, known).map(({ label }) => label);
}

/** The text after the first item of that label was taken, nothing filled in. */
export function taken(marked: string, label: string, known?: Partial<FeatureContext>): string {
  const { text } = withCursor(marked);
  const found = offered(marked, known).find(completion => completion.label === label);
  assert.ok(found, `${label} is not offered`);
  return text.slice(0, found.range.start) + snippetText(found.insert) + text.slice(found.range.end);
}
