import type { CatalogChanges } from '../../procore/catalog/compare.ts';
import { visibleLine } from '../../runner/visibleText.ts';
import { l10n } from '../l10n.ts';
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
      l10n.t('Catalog from {0}', source),
      l10n.t('Operations: {0}; before: {1}', after, before),
      ...section(l10n.t('Added'), added),
      ...section(l10n.t('Removed'), removed),
      ...section(
        l10n.t('Changed'),
        changed.flatMap(({ operation, changes: what }) => [operation, ...what.map(each => `    ${each}`)]),
        changed.length,
      ),
    ].map(line => [visibleLine(line)]),
  );
}

function section(title: string, lines: readonly string[], count = lines.length): readonly string[] {
  return ['', `${title}: ${count}`, ...lines.map(line => `  ${line}`)];
}
