import { isPlainId } from '../../procore/plainId.ts';
import type { Company } from './environments.ts';

/** A project as a list of projects tells of it. */
export interface ListedProject {
  readonly id: string;
  readonly name: string;
  /** The number that the company gave it, and where it is; empty where neither is known. */
  readonly detail: string;
}

/**
 * Companies out of the body of `GET /rest/v1.0/companies`. Ids stay text with all their digits. Entries
 * without id or name are left out; `undefined`: the body is no list.
 * Source: Procore API reference, "Companies".
 */
export function readCompanies(body: string): readonly Company[] | undefined {
  return rowsOf(body)?.flatMap(row => {
    const { id, name } = fieldsOf(row);
    return id === undefined || !isPlainId(id) || name === undefined ? [] : [{ id, name }];
  });
}

/**
 * Projects out of the body of `GET /rest/v1.1/projects`, in the same way.
 * Source: Procore API reference, "Projects".
 */
export function readProjects(body: string): readonly ListedProject[] | undefined {
  return rowsOf(body)?.flatMap(row => {
    const { id, name, project_number, city } = fieldsOf(row);
    if (id === undefined || !isPlainId(id) || name === undefined) return [];
    return [{ id, name, detail: [project_number, city].filter(Boolean).join(' · ') }];
  });
}

type Fields = Readonly<Partial<Record<'id' | 'name' | 'project_number' | 'city', string>>>;

/** The fields that are text or a number. */
function fieldsOf(row: unknown): Fields {
  if (typeof row !== 'object' || row === null) return {};
  return Object.fromEntries(Object.entries(row).filter(([, value]) => typeof value === 'string'));
}

function rowsOf(body: string): readonly unknown[] | undefined {
  const rows = parseWithDigits(body);
  return Array.isArray(rows) ? rows : undefined;
}

type SourceReviver = (this: unknown, key: string, value: unknown, context?: { source?: string }) => unknown;

/** Numbers become the text they were written as; `undefined`: no JSON. */
export function parseWithDigits(body: string): unknown {
  const reviver: SourceReviver = (_key, value, context) =>
    typeof value === 'number' ? (context?.source ?? String(value)) : value;
  try {
    return JSON.parse(body, reviver);
  } catch {
    return undefined;
  }
}
