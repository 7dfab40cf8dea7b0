import assert from 'node:assert/strict';
import { loadBundledCatalog } from '../../../src/procore/catalog/bundled.ts';
import { createRecords } from '../../../src/simulator/records/createRecords.ts';
import type { Records, RecordsAnswer, RecordsOptions } from '../../../src/simulator/records/records.ts';

/** Sunday, 22 November 2026. */
export const now = Date.UTC(2026, 10, 22, 9);

export type Answer = Extract<RecordsAnswer, { kind: 'answer' }>;
type Row = Readonly<Record<string, unknown>>;

/** Records with short ways to call them; the caller is the Admin unless told otherwise. */
export interface Caller {
  readonly records: Records;
  /** `METHOD /path?query`, answered or refused. */
  answer(request: string, options?: { readonly body?: unknown; readonly user?: string }): RecordsAnswer;
  /** The body of a call that must be answered, `data` taken off. */
  body(request: string, options?: { readonly body?: unknown; readonly user?: string }): unknown;
  row(request: string, options?: { readonly body?: unknown; readonly user?: string }): Row;
  rows(request: string, options?: { readonly body?: unknown; readonly user?: string }): readonly Row[];
}

/** `user` is the first name of a seeded user. */
export async function openRecords(options: Partial<RecordsOptions> = {}): Promise<Caller> {
  const catalog = await loadBundledCatalog();
  const records = createRecords(
    { seed: 1, rows: 450, environment: 'simulator', now: () => now, ...options },
    catalog,
  );
  const answer: Caller['answer'] = (request, { body, user = 'Ana' } = {}) => {
    const [method = '', address = ''] = request.split(' ');
    const url = new URL(address, 'http://localhost');
    const match = catalog.find(method, url.pathname);
    assert.ok(match, `the catalog has no ${request}`);
    const caller = records.users.find(({ firstName }) => firstName === user) ?? records.serviceAccount;
    const companyId = String(records.companies[0]?.id);
    return records.answer({ match, query: url.searchParams, body, userId: caller.id, companyId });
  };
  const body: Caller['body'] = (request, more) => {
    const answered = answer(request, more);
    assert.equal(answered.kind, 'answer', `${request}: ${JSON.stringify(answered)}`);
    const whole = answered.kind === 'answer' ? answered.body : undefined;
    return isRow(whole) && 'data' in whole && Array.isArray(whole['data']) ? whole['data'] : unwrap(whole);
  };
  return {
    records,
    answer,
    body,
    row: (request, more) => {
      const value = body(request, more);
      assert.ok(isRow(value), `${request} answers no object`);
      return value;
    },
    rows: (request, more) => {
      const value = body(request, more);
      assert.ok(Array.isArray(value), `${request} answers no list`);
      return value;
    },
  };
}

/** The page of a list answer. */
export function pageOf(answer: RecordsAnswer): unknown {
  return answer.kind === 'answer' ? answer.page : undefined;
}

function unwrap(value: unknown): unknown {
  return isRow(value) && Object.keys(value).length === 1 && 'data' in value ? value['data'] : value;
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
