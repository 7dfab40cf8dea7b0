import type { ExplorerNode } from './node.ts';

const kinds: ReadonlySet<unknown> = new Set<ExplorerNode['kind']>([
  'account',
  'company',
  'project',
  'tool',
  'resource',
  'record',
  'more',
  'state',
]);

/** Commands are also called by others, with anything. */
export function isNode(value: unknown): value is ExplorerNode {
  if (typeof value !== 'object' || value === null) return false;
  return kinds.has(Reflect.get(value, 'kind')) && typeof Reflect.get(value, 'environment') === 'string';
}
