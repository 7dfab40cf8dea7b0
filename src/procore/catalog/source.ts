import type { Operation } from './catalog.ts';
import { isExtract, operationsOfExtract } from './extract.ts';
import { isOpenApi, operationsOfOpenApi } from './openApi.ts';

/** What a document says about an API, or why it says nothing. */
export type CatalogSource =
  | {
      readonly kind: 'operations';
      /** What the document calls itself, else the name of its file. */
      readonly name: string;
      readonly operations: readonly Operation[];
    }
  | { readonly kind: 'refused'; readonly reason: string };

/** Reads an OpenAPI 3 or Swagger 2 document in JSON, or an extract of one. Never throws. */
export function readCatalogSource(text: string, fileName: string): CatalogSource {
  let document: unknown;
  try {
    document = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return refused(`it is no JSON (${reason.slice(0, 200)}). Download it again, as JSON and not as YAML.`);
  }
  try {
    return sourceOf(document, fileName);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return refused(`its operations cannot be read (${reason.slice(0, 200)}). Download it again.`);
  }
}

function sourceOf(document: unknown, fileName: string): CatalogSource {
  const source = isExtract(document)
    ? { name: 'Procore OpenAPI extract, spring 2026', operations: operationsOfExtract(document) }
    : isOpenApi(document)
      ? { name: nameOf(document.info) ?? fileName, operations: operationsOfOpenApi(document) }
      : undefined;
  if (source === undefined) {
    return refused(
      'it is neither an OpenAPI 3 nor a Swagger 2 document (no "openapi" or "swagger" with "paths") nor an extract of one (no "ops"). Give the JSON file that Procore\'s developer portal serves.',
    );
  }
  if (source.operations.length === 0) return refused('it has no operations.');
  return { kind: 'operations', ...source };
}

function nameOf(
  info: { readonly title?: unknown; readonly version?: unknown } | undefined,
): string | undefined {
  const parts = [info?.title, info?.version].filter(part => typeof part === 'string' && part !== '');
  return parts.length === 0 ? undefined : parts.join(' ').slice(0, 200);
}

function refused(reason: string): CatalogSource {
  return { kind: 'refused', reason };
}
