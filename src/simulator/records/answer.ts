import type { Catalog, Operation } from '../../procore/catalog/catalog.ts';
import type { Directory } from './directory.ts';
import type { Records, RecordsOptions } from './records.ts';
import { engineOfTag } from './seed/tools.ts';

/** Answers to the catalog's operations. */
export function createAnswers(
  _options: RecordsOptions,
  _catalog: Catalog,
  _directory: Directory,
): Pick<Records, 'answer' | 'toolOf' | 'exampleParameters'> {
  return {
    answer: () => ({ kind: 'refused', status: 404, errors: 'Not Found' }),
    toolOf: (operation: Operation) => engineOfTag(operation.tag),
    exampleParameters: () => ({ path: {}, query: {} }),
  };
}
