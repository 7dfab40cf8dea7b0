import type { Catalog, Operation } from './catalog.ts';
import { otherNamesOf } from './otherNames.ts';
import { letterDistance, type Resource, resourceOf, type Segment } from './resourceOfPath.ts';

/** Cost of putting in or leaving out a word or an id, against 1 for two words that have nothing in common. */
const wordGapCost = 0.7;
const idGapCost = 0.4;
/** A parameter where a word stands: likely a forgotten or misspelt literal. */
const wordForIdCost = 0.6;
/** Company or project in the path here and in the query, or not at all, there. */
const scopeCost = 0.15;
const otherNameCost = 0.05;
/** A candidate that is so much farther than the nearest is noise beside it. */
const spread = 0.15;

/**
 * Paths compared by what they are about: the words and ids behind version, company and project, each in its spelling
 * and by the names that Procore's web app has for it. Of one resource the version as written, else the newest; other
 * methods only where nothing that near takes the wanted one.
 */
export function createNearest(operations: readonly Operation[]): Catalog['nearest'] {
  let templates: readonly Template[] | undefined;
  const costOf = rememberCosts();
  return (method, path, limit) => {
    templates ??= templatesOf(operations);
    const wanted = resourceOf(path);
    if (wanted.segments.length === 0) return [];
    const near = nearTemplates(templates, wanted, costOf);
    if (near.length === 0) return [];
    const version = /\/v\d+\.\d+(?=\/)/.exec(path)?.[0] ?? '';
    const inVersion = near.flatMap(({ operations: group }) => ofOneVersion(group, version));
    const ofMethod = inVersion.filter(operation => operation.method === method.toUpperCase());
    return (ofMethod.length > 0 ? ofMethod : inVersion).slice(0, limit);
  };
}

/** The nearest templates and those little farther than the nearest, nearest first. */
function nearTemplates(
  templates: readonly Template[],
  wanted: Resource,
  costOf: CostOf,
): readonly Template[] {
  const forms = formsOf(wanted);
  const farthest = wanted.segments.length === 1 ? 0.8 : 1.1;
  let best = farthest;
  const ranked: { readonly template: Template; readonly cost: number }[] = [];
  for (const template of templates) {
    // What is farther than the nearest so far allows is noise, whatever follows.
    const most = best + spread;
    const cost = distance(forms, wanted, template, most, costOf);
    if (cost > most || cost >= farthest) continue;
    ranked.push({ template, cost });
    best = Math.min(best, cost);
  }
  return ranked
    .filter(({ cost }) => cost <= best + spread)
    .sort((a, b) => a.cost - b.cost)
    .map(({ template }) => template);
}

/** All methods and versions of one resource. */
interface Template extends Resource {
  readonly operations: readonly Operation[];
  readonly words: number;
  readonly ids: number;
}

function templatesOf(operations: readonly Operation[]): readonly Template[] {
  const groups = new Map<string, Operation[]>();
  for (const operation of operations) {
    const key = operation.path.replace(/^\/rest\/v\d+\.\d+/, '').replace(/\{[^{}]*\}/g, '{}');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [operation]);
    else group.push(operation);
  }
  return [...groups.values()].map(group => {
    const resource = resourceOf(group[0]?.path ?? '');
    const ids = resource.segments.filter(({ id }) => id).length;
    return { ...resource, operations: group, words: resource.segments.length - ids, ids };
  });
}

/** Of each method the operation of that version, else the newest. */
function ofOneVersion(operations: readonly Operation[], version: string): readonly Operation[] {
  const chosen = new Map<string, Operation>();
  for (const operation of operations) {
    const known = chosen.get(operation.method);
    const written = (one: Operation) => version !== '' && one.path.includes(`${version}/`);
    const better =
      known === undefined || (!written(known) && (written(operation) || operation.path > known.path));
    if (better) chosen.set(operation.method, operation);
  }
  return [...chosen.values()];
}

interface Form {
  readonly segments: readonly Segment[];
  readonly cost: number;
  readonly words: number;
  readonly ids: number;
}

/** As written, and with what the first word is called in the API. */
function formsOf({ segments }: Resource): readonly Form[] {
  const [first, ...rest] = segments;
  const others = first === undefined || first.id ? [] : otherNamesOf(first.word);
  return [
    form(segments, 0),
    ...others.map(words => form([...words.map(word => ({ id: word === '', word })), ...rest], otherNameCost)),
  ];
}

function form(segments: readonly Segment[], cost: number): Form {
  const ids = segments.filter(({ id }) => id).length;
  return { segments, cost, words: segments.length - ids, ids };
}

/** Of the nearest form; where that is more than `most`, any number that is. Runs over the whole catalog. */
function distance(
  forms: readonly Form[],
  wanted: Resource,
  template: Template,
  most: number,
  costOf: CostOf,
): number {
  const scopes = scopeCost * differing(wanted.scopes, template.scopes);
  let least = Number.POSITIVE_INFINITY;
  for (const one of forms) {
    const known = one.cost + scopes;
    if (known + leastCost(one, template) > most) continue;
    least = Math.min(least, known + edits(one.segments, template.segments, costOf));
  }
  return least;
}

const shortWordCost = Math.min(wordGapCost, wordForIdCost);

/** What the distance is at least, by the numbers of words and ids alone: spares the work on most templates. */
function leastCost(wanted: Form, template: Template): number {
  const words = (wanted.words - template.words) * shortWordCost;
  const ids = (wanted.ids - template.ids) * idGapCost;
  return Math.max(Math.max(0, words) + Math.max(0, ids), Math.max(0, -words) + Math.max(0, -ids));
}

function differing(some: Resource['scopes'], others: Resource['scopes']): number {
  return (
    Number(some.has('company') !== others.has('company')) +
    Number(some.has('project') !== others.has('project'))
  );
}

type CostOf = (segment: string, template: string) => number;

function edits(wanted: readonly Segment[], template: readonly Segment[], costOf: CostOf): number {
  // One row of the table, written over from the left; `corner` is what stood left above.
  const row = [0];
  let last = 0;
  for (const part of template) {
    last += gapOf(part);
    row.push(last);
  }
  for (const segment of wanted) {
    const gap = gapOf(segment);
    let corner = row[0] ?? 0;
    let left = corner + gap;
    row[0] = left;
    for (let column = 0; column < template.length; column++) {
      const part = template[column] ?? segment;
      const above = row[column + 1] ?? 0;
      left = Math.min(corner + segmentCost(segment, part, costOf), above + gap, left + gapOf(part));
      corner = above;
      row[column + 1] = left;
    }
  }
  return row[template.length] ?? 0;
}

function gapOf({ id }: Segment): number {
  return id ? idGapCost : wordGapCost;
}

function segmentCost(segment: Segment, part: Segment, costOf: CostOf): number {
  if (segment.id || part.id) return segment.id && part.id ? 0 : wordForIdCost;
  return segment.word === part.word ? 0 : costOf(segment.word, part.word);
}

/** People try few wrong words; what each costs against all of the catalog is kept. */
const mostWords = 200;

function rememberCosts(): CostOf {
  const all = new Map<string, Map<string, number>>();
  return (word, template) => {
    const costs = all.get(word) ?? new Map<string, number>();
    if (costs.size === 0) {
      if (all.size >= mostWords) all.clear();
      all.set(word, costs);
    }
    const known = costs.get(template);
    if (known !== undefined) return known;
    const cost = wordCost(word, template);
    costs.set(template, cost);
    return cost;
  };
}

/** By letters for slips, by the words inside for another form of the name, e.g. `line_item` and `budget_line_item`. */
function wordCost(word: string, template: string): number {
  const longest = Math.max(word.length, template.length);
  const alike = Math.abs(word.length - template.length) < longest / 1.5;
  const letters = alike ? (1.5 * letterDistance(word, template)) / longest : 1;
  return Math.min(1, letters, partsCost(word, template));
}

function partsCost(word: string, template: string): number {
  const own = word.split('_');
  const theirs = template.split('_');
  if (own.length + theirs.length === 2) return 1;
  const common = own.filter(one => theirs.includes(one)).length;
  return common === 0 ? 1 : Math.max(0, 1 - common / (own.length + theirs.length - common));
}
