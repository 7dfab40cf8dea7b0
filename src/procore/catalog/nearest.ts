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
    const forms = formsOf(wanted);
    const farthest = wanted.segments.length === 1 ? 0.8 : 1.1;
    const ranked = templates
      .map(template => ({ template, cost: distance(forms, wanted, template, farthest, costOf) }))
      .filter(({ cost }) => cost < farthest)
      .sort((a, b) => a.cost - b.cost);
    const [best] = ranked;
    if (best === undefined) return [];
    const near = ranked.filter(({ cost }) => cost <= best.cost + spread);
    const version = /\/v\d+\.\d+(?=\/)/.exec(path)?.[0] ?? '';
    const inVersion = near.flatMap(({ template }) => ofOneVersion(template.operations, version));
    const ofMethod = inVersion.filter(operation => operation.method === method.toUpperCase());
    return (ofMethod.length > 0 ? ofMethod : inVersion).slice(0, limit);
  };
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
}

/** As written, and with what the first word is called in the API. */
function formsOf({ segments }: Resource): readonly Form[] {
  const [first, ...rest] = segments;
  const others = first === undefined || first.id ? [] : otherNamesOf(first.word);
  return [
    { segments, cost: 0 },
    ...others.map(words => ({
      segments: [...words.map(word => ({ id: word === '', word })), ...rest],
      cost: otherNameCost,
    })),
  ];
}

function distance(
  forms: readonly Form[],
  wanted: Resource,
  template: Template,
  farthest: number,
  costOf: CostOf,
): number {
  const scopes = scopeCost * differing(wanted.scopes, template.scopes);
  return Math.min(
    ...forms.map(({ cost, segments }) => {
      if (cost + scopes + leastCost(segments, template) >= farthest) return Number.POSITIVE_INFINITY;
      return cost + scopes + edits(segments, template.segments, costOf);
    }),
  );
}

/** What the distance is at least, by the numbers of words and ids alone: spares the work on most templates. */
function leastCost(segments: readonly Segment[], template: Template): number {
  let ids = 0;
  for (const { id } of segments) if (id) ids++;
  const words = segments.length - ids;
  const more = (count: number, than: number, cost: number) => Math.max(0, count - than) * cost;
  const wordCost = Math.min(wordGapCost, wordForIdCost);
  return Math.max(
    more(template.words, words, wordCost) + more(template.ids, ids, idGapCost),
    more(words, template.words, wordCost) + more(ids, template.ids, idGapCost),
  );
}

function differing(some: ReadonlySet<string>, others: ReadonlySet<string>): number {
  return [...some].filter(one => !others.has(one)).length + [...others].filter(one => !some.has(one)).length;
}

type CostOf = (segment: string, template: string) => number;

function edits(wanted: readonly Segment[], template: readonly Segment[], costOf: CostOf): number {
  const gap = ({ id }: Segment) => (id ? idGapCost : wordGapCost);
  let previous = [0];
  for (const part of template) previous.push((previous.at(-1) ?? 0) + gap(part));
  for (const segment of wanted) {
    const current = [(previous[0] ?? 0) + gap(segment)];
    template.forEach((part, column) => {
      current.push(
        Math.min(
          (previous[column] ?? 0) + segmentCost(segment, part, costOf),
          (previous[column + 1] ?? 0) + gap(segment),
          (current[column] ?? 0) + gap(part),
        ),
      );
    });
    previous = current;
  }
  return previous.at(-1) ?? 0;
}

function segmentCost(segment: Segment, part: Segment, costOf: CostOf): number {
  if (segment.id || part.id) return segment.id && part.id ? 0 : wordForIdCost;
  return segment.word === part.word ? 0 : costOf(segment.word, part.word);
}

/** People try few wrong words; what each costs against all of the catalog is kept. */
const mostWords = 200;

function rememberCosts(): CostOf {
  const known = new Map<string, Map<string, number>>();
  return (word, template) => {
    const costs = known.get(word) ?? new Map<string, number>();
    if (costs.size === 0) {
      if (known.size >= mostWords) known.clear();
      known.set(word, costs);
    }
    const cost = costs.get(template) ?? wordCost(word, template);
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
