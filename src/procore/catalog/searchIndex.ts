import type { Operation } from './catalog.ts';
import { versionOf } from './format.ts';

/** Operations as the search reads them, and every word that occurs in one of them. */
export interface SearchIndex {
  readonly entries: readonly SearchEntry[];
  readonly vocabulary: readonly string[];
}

/** One operation as the search reads it. */
export interface SearchEntry {
  readonly operation: Operation;
  readonly segments: readonly string[];
  /** Words by their place in the vocabulary, each once, with how much they say about the operation, up to 1. */
  readonly words: readonly number[];
  readonly weights: readonly number[];
  /** How many of `words`, from the first, name the resource itself. */
  readonly naming: number;
  readonly depth: number;
  /** Place among the others where nothing that was typed tells them apart: short paths and late versions first. */
  readonly order: number;
}

const weight = {
  name: 1,
  tool: 0.6,
  resource: 0.7,
  segment: 0.55,
  verb: 0.5,
  category: 0.25,
  version: 0.3,
  scope: 0.2,
};

/** What people call the methods; which of the words for reading depends on whether one record is asked for. */
const verbs: Readonly<Record<string, readonly string[]>> = {
  GET: ['get', 'read'],
  POST: ['post', 'create', 'add', 'new'],
  PATCH: ['patch', 'update', 'edit', 'change'],
  PUT: ['put', 'update', 'replace'],
  DELETE: ['delete', 'remove', 'destroy'],
};

/** Reads method, path and tag of each operation; nothing that would decode its details. */
export function createIndex(operations: readonly Operation[]): SearchIndex {
  const places = new Map<string, number>();
  const placeOf = (word: string): number => {
    const known = places.get(word);
    if (known !== undefined) return known;
    places.set(word, places.size);
    return places.size - 1;
  };
  const order = plainOrder(operations);
  // Tags and segments occur again and again.
  const known = new Map<string, readonly string[]>();
  const read = (text: string): readonly string[] => {
    const words = known.get(text) ?? wordsIn(text);
    known.set(text, words);
    return words;
  };
  const entries = operations.map(operation => {
    const segments = operation.path.split('/').slice(1);
    const { words, naming } = wordsOf(operation, segments, read);
    return {
      operation,
      segments,
      words: [...words.keys()].map(placeOf),
      weights: [...words.values()],
      naming,
      depth: depthOf(operation.path),
      order: order.get(operation) ?? 0,
    };
  });
  return { entries, vocabulary: [...places.keys()] };
}

function wordsOf(
  { method, path, tag }: Operation,
  segments: readonly string[],
  read: (text: string) => readonly string[],
): { readonly words: ReadonlyMap<string, number>; readonly naming: number } {
  const words = new Map<string, number>();
  const add = (text: string, weighs: number): void => {
    for (const word of read(text)) words.set(word, Math.max(weighs, words.get(word) ?? 0));
  };
  const literals = segments.filter((segment, place) => place >= 2 && !segment.startsWith('{'));
  const name = literals.at(-1) ?? segments.at(-1) ?? '';
  add(name, weight.name);
  const naming = words.size;
  const [category = '', tool = '', resource = ''] = tag.split('/');
  for (const segment of literals.slice(0, -1)) add(segment, isScope(segment) ? weight.scope : weight.segment);
  add(resource, weight.resource);
  add(tool, weight.tool);
  add(category, weight.category);
  const one = segments.at(-1)?.startsWith('{') === true;
  const reading = method === 'GET' ? (one ? ['show'] : ['list', 'all']) : [];
  for (const verb of [...(verbs[method] ?? []), ...reading]) add(verb, weight.verb);
  words.set(versionOf(path), weight.version);
  return { words, naming };
}

/** Lower case words and numbers of a name, a path or a tag; `v1.0` stays one. */
export function wordsIn(text: string): readonly string[] {
  return text.toLowerCase().match(/v?\d+(?:\.\d+)*|[a-z]+\d*/g) ?? [];
}

function isScope(segment: string): boolean {
  return segment === 'projects' || segment === 'companies';
}

/** The company that v2 writes before the project makes a path no deeper; sign-in is nobody's first thought. */
function depthOf(path: string): number {
  if (!path.startsWith('/rest/')) return 100;
  return path.replace('/companies/{company_id}/projects/', '/projects/').split('/').length;
}

/** What most work begins with: who, where, and the records of the tools that most projects use. */
const starters = [
  ...[
    'me',
    'companies',
    'projects',
    'projects/{id}',
    'companies/{company_id}/projects',
    'companies/{company_id}/me',
  ],
  ...[
    'companies/{company_id}/users',
    'projects/{project_id}/users',
    'vendors',
    'projects/{project_id}/vendors',
  ],
  ...[
    'projects/{project_id}/tools',
    'tools',
    'settings/permissions',
    'company_base_url',
    'app_installations',
  ],
  ...['projects/{project_id}/rfis', 'projects/{project_id}/submittals', 'punch_items', 'observations/items'],
  ...[
    'projects/{project_id}/checklist/lists',
    'projects/{project_id}/incidents',
    'projects/{project_id}/meetings',
  ],
  ...[
    'projects/{project_id}/drawing_revisions',
    'folders',
    'files',
    'images',
    'specification_sections',
    'tasks',
  ],
  ...[
    'projects/{project_id}/manpower_logs',
    'projects/{project_id}/timecard_entries',
    'projects/{project_id}/locations',
  ],
  ...[
    'change_events',
    'change_order_packages',
    'prime_contracts',
    'commitments',
    'budget_views',
    'cost_codes',
  ],
  ...['projects/{project_id}/direct_costs', 'requisitions', 'coordination_issues', 'webhooks/hooks'],
];

/** What most work begins with, then short paths first; of one path the latest version. */
function plainOrder(operations: readonly Operation[]): ReadonlyMap<Operation, number> {
  const keyed = operations.map(operation => {
    const { method, path } = operation;
    const name = unversioned(path);
    const starter = starters.indexOf(name);
    const first = method === 'GET' && starter >= 0 ? starter : starters.length;
    const keys = { first, depth: depthOf(path), name, version: versionOf(path) };
    return { operation, ...keys, method: Object.keys(verbs).indexOf(method) };
  });
  keyed.sort(
    (a, b) =>
      a.first - b.first ||
      a.depth - b.depth ||
      compare(a.name, b.name) ||
      compare(b.version, a.version) ||
      a.method - b.method,
  );
  return new Map(keyed.map(({ operation }, place) => [operation, place]));
}

function unversioned(path: string): string {
  return path.replace(/^\/rest\/v[\d.]+\/(?:companies\/\{company_id\}\/(?=projects\/))?/, '');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
