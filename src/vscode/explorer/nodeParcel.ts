import { isPlainId } from '../../procore/plainId.ts';
import type { Subject } from './nodeRequests.ts';

/** What a dragged row is carried as, within VS Code and by this extension only. */
export const nodeMime = 'application/vnd.procore.node+json';

/** `readParcel` is its opposite. */
export function writeParcel(subject: Subject): string {
  return JSON.stringify(subject);
}

/** What was dropped; `undefined` where it is nothing that `writeParcel` wrote: anybody may drop anything. */
export function readParcel(text: string): Subject | undefined {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof read !== 'object' || read === null) return undefined;
  const at = (name: string): unknown => Reflect.get(read, name);
  const environment = word(at('environment'));
  const companyId = id(at('companyId'));
  const resourceId = at('resourceId');
  if (environment === undefined || companyId === undefined || typeof resourceId !== 'string')
    return undefined;
  const above: unknown = at('above');
  const outer: readonly unknown[] = Array.isArray(above) ? above : [];
  const others = [at('projectId'), at('recordId'), at('toolId')].filter(value => value !== undefined);
  if (![...outer, ...others].every(value => id(value) !== undefined)) return undefined;
  return {
    label: '',
    environment,
    companyId,
    projectId: id(at('projectId')),
    resourceId,
    recordId: id(at('recordId')),
    above: outer.map(id).filter(one => one !== undefined),
    toolId: id(at('toolId')),
    toolTitle: '',
    level: undefined,
  };
}

/** Ids are numbers in v1 and short texts in v2, never a line of a file. */
function id(value: unknown): string | undefined {
  return typeof value === 'string' && isPlainId(value) ? value : undefined;
}

function word(value: unknown): string | undefined {
  return typeof value === 'string' && /^[\w.-]{1,100}$/.test(value) ? value : undefined;
}
