import type { CatalogChanges } from '../../procore/catalog/compare.ts';

/** What an import changed, as it is kept beside the catalog. */
export interface KeptChanges {
  /** Name of the document. */
  readonly source: string;
  /** Numbers of operations, after and before. */
  readonly operations: number;
  readonly before: number;
  readonly changes: CatalogChanges;
}

/** The text of the file, which `readChanges` reads. */
export function writtenChanges({ source, operations, before, changes }: KeptChanges): string {
  return JSON.stringify({ source, operations, before, changes } satisfies KeptChanges);
}

/** `undefined`: the text is not what was written, as of a disk that was full, or of somebody who edited it. */
export function readChanges(text: string): KeptChanges | undefined {
  const { source, operations, before, changes } = membersOf(parsed(text));
  const { added, removed, changed } = membersOf(changes);
  if (typeof source !== 'string' || typeof operations !== 'number' || typeof before !== 'number')
    return undefined;
  if (!isListOf(added, isText) || !isListOf(removed, isText) || !isListOf(changed, isChange))
    return undefined;
  return { source, operations, before, changes: { added, removed, changed } };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function isListOf<T>(value: unknown, isOne: (each: unknown) => each is T): value is readonly T[] {
  return Array.isArray(value) && value.every(isOne);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isChange(value: unknown): value is CatalogChanges['changed'][number] {
  const { operation, changes } = membersOf(value);
  return isText(operation) && isListOf(changes, isText);
}
