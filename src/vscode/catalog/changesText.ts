import type { CatalogChanges } from '../../procore/catalog/compare.ts';
import { visibleLine } from '../../runner/visibleText.ts';
import { type LinkedText, linkedText } from '../responses/linkedText.ts';

/** What an import changed, to read through: operations by path, and what became of each. */
export function changesText(
  source: string,
  before: number,
  after: number,
  changes: CatalogChanges,
): LinkedText {
  const { added, removed, changed } = changes;
  return linkedText(
    [
      `Catalog from ${source}`,
      `Operations: ${after}; before: ${before}`,
      ...section('Added', added),
      ...section('Removed', removed),
      ...section(
        'Changed',
        changed.flatMap(({ operation, changes: what }) => [operation, ...what.map(each => `    ${each}`)]),
        changed.length,
      ),
    ].map(line => [visibleLine(line)]),
  );
}

function section(title: string, lines: readonly string[], count = lines.length): readonly string[] {
  return ['', `${title}: ${count}`, ...lines.map(line => `  ${line}`)];
}
