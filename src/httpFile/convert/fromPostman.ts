import type { PostmanCollection, PostmanEnvironment, PostmanItem } from './postmanFormat.ts';
import { headText, variableLines } from './postmanHead.ts';
import { type Around, blockOf, type Inherited } from './postmanRequest.ts';
import {
  type EnvironmentValues,
  environmentSections,
  isInEnvironment,
  merged,
  valuesByName,
} from './postmanValues.ts';
import type { KnownEnvironments } from './procoreTarget.ts';

export type { Sections } from './postmanValues.ts';

/** Its values are for `http-client.env.json` and `http-client.private.env.json`. */
export interface ImportedCollection extends EnvironmentValues {
  /** With names that any file system takes. */
  readonly files: readonly { readonly name: string; readonly text: string }[];
  readonly requestCount: number;
  /** What was not carried over, as sentences; the files say it, too. */
  readonly notes: readonly string[];
}

/** How a collection is to be written down, and which environments its addresses may mean. */
export interface ImportOptions extends KnownEnvironments {
  /** A file for each top folder instead of one for the collection. */
  readonly byFolder: boolean;
}

/**
 * A Postman collection as request files, and its environments as values for environment files. Requests to
 * Procore get a path as target and no `Authorization`; secrets go into private values; scripts stand as
 * comments, and of their tests the status becomes an assertion.
 */
export function fromPostman(
  collection: PostmanCollection | undefined,
  environments: readonly PostmanEnvironment[],
  options: ImportOptions,
): ImportedCollection {
  const sections = environmentSections(environments, collection?.variables ?? []);
  const hidden = new Map<string, string>();
  const notes = new Set<string>();
  if (collection === undefined)
    return { files: [], requestCount: 0, ...merged(sections, hidden), notes: [...notes] };

  const variables = collection.variables.filter(({ key, disabled }) => key !== '' && !disabled);
  const valuesOf = valuesByName([...environments.map(({ values: own }) => own), variables]);
  const counts = { examples: 0, lines: 0 };
  const common = { options, valuesOf, hidden, notes, unknown: new Set<string>(), counts };
  const inherited = { auth: collection.auth, scripts: [] };
  const folders = options.byFolder ? collection.items.filter(({ items }) => items !== undefined) : [];
  const loose = collection.items.filter(item => !folders.includes(item));
  const parts = [
    ...(loose.length === 0 ? [] : [{ name: collection.name, items: loose, path: [], inherited }]),
    ...folders.map(({ name, items = [], auth, scripts }) => ({
      name,
      items,
      path: [],
      inherited: { auth: auth ?? inherited.auth, scripts },
    })),
  ];
  const files = parts.map(({ name, items, path, inherited: own }) => {
    const around: Around = { ...common, answers: new Map(), names: new Set() };
    const blocks = items.flatMap(item => blocksOf(item, path, own, around));
    const lines = variableLines(
      variables.filter(({ key }) => !isInEnvironment(key, environments)),
      around,
    );
    return { name, blocks, lines, scripts: [...collection.scripts, ...own.scripts] };
  });
  for (const name of common.unknown)
    notes.add(`{{${name}}} is a dynamic value of Postman's that has no counterpart here.`);
  if (counts.examples > 0) notes.add(`Saved answers were left out: ${counts.examples}.`);
  const said = [...notes];
  const taken = new Set<string>();
  return {
    files: files.map(({ name, blocks, lines, scripts }) => ({
      name: fileNameOf(name, taken),
      text: [
        headText(collection, said, scripts),
        ...(lines.length === 0 ? [] : [`${lines.join('\n')}\n`]),
        blocks.join('\n'),
      ].join('\n'),
    })),
    requestCount: files.reduce((sum, { blocks }) => sum + blocks.length, 0),
    ...merged(sections, hidden),
    notes: said,
  };
}

function blocksOf(
  item: PostmanItem,
  path: readonly string[],
  inherited: Inherited,
  around: Around,
): readonly string[] {
  around.counts.examples += item.examples;
  if (item.items !== undefined) {
    const scripts = [...inherited.scripts, ...item.scripts];
    const own = { auth: item.auth ?? inherited.auth, scripts };
    return item.items.flatMap(inner => blocksOf(inner, [...path, item.name], own, around));
  }
  return item.request === undefined ? [] : [blockOf(item, item.request, path, inherited, around)];
}

/** Names that no system forbids, each once. */
function fileNameOf(name: string, taken: Set<string>): string {
  const plain = name
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{N}._ -]+/gu, ' ')
    .trim()
    .replaceAll(/\s+/g, '-')
    .replace(/^[.-]+|[.-]+$/g, '')
    .slice(0, 80);
  const base = plain === '' || /^(?:con|prn|aux|nul|com\d|lpt\d)$/i.test(plain) ? `postman-${plain}` : plain;
  let free = base;
  for (let count = 2; taken.has(free.toLowerCase()); count++) free = `${base}-${count}`;
  taken.add(free.toLowerCase());
  return `${free}.http`;
}
