import type { Catalog, Operation } from './catalog.ts';

/** Cost of putting in or leaving out a segment, against 1 for two that have nothing in common. */
const gapCost = 0.7;
/** Another version of the right path is nearer than any other path. */
const versionCost = 0.15;
/** A parameter where a word stands: likely a forgotten or misspelt literal. */
const wordForParameterCost = 0.5;
const otherMethodCost = 0.4;

/** Paths compared by the edit distance of their segments; the same method goes before others. */
export function createNearest(operations: readonly Operation[]): Catalog['nearest'] {
  let byPath: ReadonlyMap<string, readonly Operation[]> | undefined;
  return (method, path, limit) => {
    byPath ??= groupByPath(operations);
    const wanted = segmentsOf(path);
    const farthest = Math.max(1.2, wanted.length / 2);
    const costOf = rememberCosts();
    return [...byPath]
      .flatMap(([template, candidates]) => {
        const segments = segmentsOf(template);
        if (Math.abs(segments.length - wanted.length) * gapCost >= farthest) return [];
        const cost = distance(wanted, segments, costOf);
        return candidates.map(operation => ({
          operation,
          cost: cost + (operation.method === method.toUpperCase() ? 0 : otherMethodCost),
        }));
      })
      .filter(({ cost }) => cost < farthest)
      .sort((a, b) => a.cost - b.cost)
      .slice(0, limit)
      .map(({ operation }) => operation);
  };
}

function groupByPath(operations: readonly Operation[]): ReadonlyMap<string, readonly Operation[]> {
  const groups = new Map<string, Operation[]>();
  for (const operation of operations) {
    const group = groups.get(operation.path);
    if (group === undefined) groups.set(operation.path, [operation]);
    else group.push(operation);
  }
  return groups;
}

function segmentsOf(path: string): readonly string[] {
  return path.split('/').filter(segment => segment !== '');
}

type CostOf = (segment: string, template: string) => number;

function distance(wanted: readonly string[], template: readonly string[], costOf: CostOf): number {
  let previous = Array.from({ length: template.length + 1 }, (_, index) => index * gapCost);
  wanted.forEach((segment, row) => {
    const current = [(row + 1) * gapCost];
    template.forEach((part, column) => {
      current.push(
        Math.min(
          (previous[column] ?? 0) + costOf(segment, part),
          (previous[column + 1] ?? 0) + gapCost,
          (current[column] ?? 0) + gapCost,
        ),
      );
    });
    previous = current;
  });
  return previous.at(-1) ?? 0;
}

function rememberCosts(): CostOf {
  const known = new Map<string, number>();
  return (segment, template) => {
    if (segment === template) return 0;
    const key = `${segment}/${template}`;
    const cost = known.get(key) ?? segmentCost(segment, template);
    known.set(key, cost);
    return cost;
  };
}

function segmentCost(segment: string, template: string): number {
  const value = /^\{|^\d+$|^[0-9a-f-]{36}$/i.test(segment);
  if (template.startsWith('{')) return value ? 0 : wordForParameterCost;
  if (value) return 1;
  if (/^v\d/.test(segment) && /^v\d/.test(template)) return versionCost;
  return Math.min(1, (1.5 * letterDistance(segment, template)) / Math.max(segment.length, template.length));
}

function letterDistance(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 0; row < from.length; row++) {
    const current = [row + 1];
    for (let column = 0; column < to.length; column++) {
      const replaced = (previous[column] ?? 0) + (from[row] === to[column] ? 0 : 1);
      current.push(Math.min(replaced, (previous[column + 1] ?? 0) + 1, (current[column] ?? 0) + 1));
    }
    previous = current;
  }
  return previous.at(-1) ?? 0;
}
