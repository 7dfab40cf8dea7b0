import type { DiagnosisContext } from './diagnosis.ts';
import type { Evidence } from './evidence.ts';

type Tool = NonNullable<DiagnosisContext['tools']>[number];

/**
 * The tools, among those the context lists, that a call belongs to. Procore publishes no list of
 * `engine_name` values, so names are compared: the tool of the catalog's tag, else the resource words of
 * the path, with engine name and title. Empty where none fits.
 */
export function toolsOfCall(seen: Evidence): readonly Tool[] {
  const { tools = [] } = seen.context;
  if (tools.length === 0) return [];
  const custom = /\/generic_tools\/(\d+)/.exec(seen.path)?.[1];
  if (custom !== undefined) return tools.filter(tool => tool.engine_name === `generic_tool_${custom}`);
  const byTag = named(tools, wordsOfTag(seen));
  return byTag.length > 0 ? byTag : named(tools, wordsOfPath(seen.path));
}

function named(tools: readonly Tool[], words: readonly string[]): readonly Tool[] {
  return tools.filter(
    ({ engine_name, title }) => words.includes(word(engine_name)) || words.includes(word(title)),
  );
}

function wordsOfTag({ match }: Evidence): readonly string[] {
  const tool = match?.operation.tag.split('/')[1];
  return tool === undefined ? [] : withOtherNames(word(tool));
}

function wordsOfPath(path: string): readonly string[] {
  const segments = path
    .split('/')
    .filter(segment => /^[a-z][a-z_-]+$/.test(segment) && !scopes.has(segment))
    .map(word);
  return segments.slice(0, 2).flatMap(withOtherNames);
}

const scopes = new Set(['rest', 'vapid', 'companies', 'projects']);

/** What a tool or its resources are called elsewhere: in titles, engine names, tags and paths. */
const otherNames: readonly (readonly [resource: RegExp, ...names: string[]])[] = [
  [/^punch/, 'punch list', 'punch'],
  [/^(?:checklist|inspection)/, 'checklist', 'inspection'],
  [/ log$|^daily log$/, 'daily log', 'daily logs'],
  [/^drawing|^document markup$/, 'drawing'],
  [/^(?:folder|file|document)$/, 'document'],
  [/^(?:image|photo|image category)$/, 'photo', 'image'],
  [/^(?:commitment|work order contract|purchase order contract)/, 'commitment'],
  [/^prime contract/, 'prime contract'],
  [/^(?:change order|potential change order)/, 'change order'],
  [/^(?:budget)/, 'budget'],
  [/^specification/, 'specification'],
  [/^(?:schedule|scheduling|calendar item)/, 'schedule', 'scheduling'],
  [/^(?:task item)$/, 'task'],
  [/^(?:timecard|timesheet|field productivity)/, 'timesheet', 'timecard'],
  [/^(?:requisition|invoice|payment application)/, 'invoicing', 'invoice'],
  [/^(?:coordination issue)/, 'coordination issue'],
  [/^(?:bid |bid$)/, 'bidding', 'bid'],
  [/^(?:user|vendor|people|directory)$/, 'directory'],
];

function withOtherNames(name: string): readonly string[] {
  const names = otherNames.filter(([resource]) => resource.test(name)).flatMap(([, ...others]) => others);
  return [name, ...names];
}

/** Lower case words in the singular: `Punch_Items`, `punch-item` and `Punch Items` are one. */
function word(name: string): string {
  return name
    .toLowerCase()
    .replace(/\(.*\)/, '')
    .split(/[^a-z0-9]+/)
    .filter(part => part !== '')
    .map(part => part.replace(/ies$/, 'y').replace(/([^s])s$/, '$1'))
    .join(' ');
}
