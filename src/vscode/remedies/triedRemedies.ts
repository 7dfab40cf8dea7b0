import type { DiagnosisAction } from '../../procore/diagnosis/actions.ts';
import { type SentRequests, succeeded } from '../requests/sentRequests.ts';
import { remedyTitle } from './remedyModel.ts';

/** What was done about requests that failed, until they succeed or their answers are forgotten; for a report. */
export interface TriedRemedies {
  /** `before`: the key that the request had, where an edit gave it another one. */
  note(document: string, key: string, what: string, before?: string): void;
  /** Each a sentence with its time, first things first. */
  of(document: string, key: string): readonly string[];
}

/** Nobody reads more of one request. */
const mostOfOne = 20;
const mostRequests = 100;

export function createTriedRemedies(
  sent: Pick<SentRequests, 'get' | 'onDidChange'>,
  now: () => number = Date.now,
): TriedRemedies {
  const tried = new Map<string, readonly string[]>();
  const idOf = (document: string, key: string) => `${document}\n${key}`;

  sent.onDidChange(entries => {
    for (const { document, key } of entries) {
      const entry = sent.get(document, key);
      const isOver = entry === undefined || (entry.exchange !== undefined && succeeded(entry.exchange));
      if (isOver) tried.delete(idOf(document, key));
    }
  });

  return {
    note(document, key, what, before = key) {
      const earlier = tried.get(idOf(document, before)) ?? [];
      const time = new Date(now()).toISOString().slice(11, 19);
      tried.delete(idOf(document, before));
      tried.delete(idOf(document, key));
      tried.set(idOf(document, key), [...earlier, `"${what}" at ${time} UTC.`].slice(-mostOfOne));
      for (const oldest of [...tried.keys()].slice(0, -mostRequests)) tried.delete(oldest);
    },
    of: (document, key) => tried.get(idOf(document, key)) ?? [],
  };
}

/** As a report names it; `undefined`: it only shows more, which mends nothing. */
export function triedTitle(action: DiagnosisAction): string | undefined {
  return looksOnly.has(action.kind) ? undefined : remedyTitle(action);
}

const looksOnly: ReadonlySet<DiagnosisAction['kind']> = new Set([
  'findCause',
  'read',
  'showDeliveries',
  'copySupportReport',
  'openRecord',
]);
