import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { encodeCatalog } from './encode.ts';
import { readCatalogSource } from './source.ts';

/**
 * Makes `catalog.json` from Procore's OpenAPI document or an extract of it:
 *
 *     node src/procore/catalog/make.ts FILE [OUT]
 */
const usage = 'Usage: node src/procore/catalog/make.ts FILE [OUT]';

function main(argv: readonly string[]): number {
  const [file, out = join(import.meta.dirname, 'catalog.json'), ...rest] = argv;
  if (file === undefined || rest.length > 0) return refuse(usage);
  let document: string;
  try {
    document = readFileSync(file, 'utf8');
  } catch (error) {
    return refuse(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
  const source = readCatalogSource(document, basename(file));
  if (source.kind === 'refused') return refuse(`${file}: ${source.reason}`);
  const text = encodeCatalog(source.operations, source.name);
  writeFileSync(out, text);
  console.log(`${out}: ${source.operations.length} operations, ${text.length} characters`);
  return 0;
}

function refuse(message: string): number {
  console.error(message);
  return 2;
}

process.exitCode = main(process.argv.slice(2));
