import type { Catalog } from '../../procore/catalog/catalog.ts';
import { createAnswers } from './answer.ts';
import type { Records, RecordsOptions } from './records.ts';
import { seedDirectory } from './seed/directory.ts';

/** Data behind every operation of the catalog. Starts at once: rows are made when they are read. */
export function createRecords(options: RecordsOptions, catalog: Catalog): Records {
  const directory = seedDirectory(options.environment, options.projects);
  return { ...directory, ...createAnswers(options, catalog, directory) };
}
