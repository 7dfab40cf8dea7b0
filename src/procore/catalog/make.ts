import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Operation } from './catalog.ts';
import { encodeCatalog } from './encode.ts';
import { isExtract, operationsOfExtract } from './extract.ts';
import { isOpenApi, operationsOfOpenApi } from './openApi.ts';

/**
 * Makes `catalog.json` from Procore's OpenAPI document or an extract of it:
 *
 *     node src/procore/catalog/make.ts FILE [OUT]
 */
const usage = 'Usage: node src/procore/catalog/make.ts FILE [OUT]';

function main(argv: readonly string[]): number {
  const [file, out = join(import.meta.dirname, 'catalog.json'), ...rest] = argv;
  if (file === undefined || rest.length > 0) return refuse(usage);
  let document: unknown;
  try {
    document = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    return refuse(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
  const source = readSource(document, file);
  if (source === undefined) {
    return refuse(
      `${file}: neither an OpenAPI 3 or Swagger 2 document (no "openapi" or "swagger" with "paths") nor an extract (no "ops"). Give a JSON file that Procore's developer portal serves.`,
    );
  }
  if (source.operations.length === 0) return refuse(`${file}: has no operations.`);
  const text = encodeCatalog(source.operations, source.name);
  writeFileSync(out, text);
  console.log(`${out}: ${source.operations.length} operations, ${text.length} characters`);
  return 0;
}

function readSource(
  document: unknown,
  file: string,
): { readonly name: string; readonly operations: readonly Operation[] } | undefined {
  if (isExtract(document)) {
    return { name: 'Procore OpenAPI extract, spring 2026', operations: operationsOfExtract(document) };
  }
  if (isOpenApi(document)) {
    const { title, version } = document.info ?? {};
    const name = [title, version].filter(part => part !== undefined).join(' ') || basename(file);
    return { name, operations: operationsOfOpenApi(document) };
  }
  return undefined;
}

function refuse(message: string): number {
  console.error(message);
  return 2;
}

process.exitCode = main(process.argv.slice(2));
