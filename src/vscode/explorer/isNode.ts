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
  const texts = ['id', 'environment', ...['companyId', 'projectId'].filter(name => isThere(value, name))];
  return (
    kinds.has(Reflect.get(value, 'kind')) && texts.every(name => typeof Reflect.get(value, name) === 'string')
  );
}

function isThere(value: object, name: string): boolean {
  return Reflect.get(value, name) !== undefined;
}
