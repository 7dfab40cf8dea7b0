import type { Entry } from '../../runner/history/entry.ts';
import type { SupportCase } from '../../runner/supportReport/supportReport.ts';
import type { SentRequest } from '../requests/sentRequests.ts';
import { placeOf } from '../responses/responseText.ts';

/** A case with what its document is known by. */
export interface LabelledCase {
  /** The same for each report on the same sending. */
  readonly id: string;
  /** Never the target: it is shown in a tab. */
  readonly label: string;
  readonly about: SupportCase;
}

/** `undefined` while the request runs. `tried`: what was done about it, each a sentence. */
export function caseOfSent(sent: SentRequest, tried: readonly string[] = []): LabelledCase | undefined {
  const { document, key, label, method, target, exchange, known, sentAt, startedAt } = sent;
  if (exchange === undefined) return undefined;
  const at = exchange.attempts === 0 ? undefined : (sentAt ?? startedAt);
  return {
    id: `sent ${document}\n${key}`,
    label: tabLabel(label, method, target),
    about: {
      exchange,
      sentBody: known?.sentBody,
      at,
      environmentTitle: placeOf(sent),
      ...(tried.length > 0 ? { tried } : {}),
    },
  };
}

/** `id`: of the entry in its history. */
export function caseOfEntry(id: string, { head, detail }: Entry): LabelledCase {
  const { exchange, sentBody } = detail;
  const at = exchange.attempts === 0 ? undefined : head.at;
  return {
    id: `history ${id}`,
    label: tabLabel(head.label, head.method, ''),
    about: { exchange, sentBody, at, environmentTitle: head.environmentTitle },
  };
}

/** The id of the entry that a row of the History view stands for, out of arguments that may be anything. */
export function historyIdOf([row]: readonly unknown[]): string | undefined {
  const entry: unknown = typeof row === 'object' && row !== null ? Reflect.get(row, 'entry') : undefined;
  const id: unknown = typeof entry === 'object' && entry !== null ? Reflect.get(entry, 'id') : undefined;
  return typeof id === 'string' ? id : undefined;
}

/** A name or a title; of a request without either only its method, as its target may hold what is nobody's business. */
function tabLabel(label: string, method: string, target: string): string {
  const isTarget = label === `${method} ${target}` || label.startsWith(`${method} `);
  const text = (isTarget ? method : label).replaceAll(/[\\/:*?"<>|\s\p{Cc}]+/gu, ' ').trim();
  return text.slice(0, 60) || method;
}
