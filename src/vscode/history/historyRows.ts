import path from 'node:path';
import { matches } from '../../runner/history/search.ts';
import { visibleLine } from '../../runner/visibleText.ts';
import type { HistoryList, ListedEntry } from './history.ts';

/** Ways to say what depends on the reader's language and place. */
export interface HistoryWording {
  /** Time of day of a time in milliseconds since 1970. */
  readonly timeOf: (at: number) => string;
  /** The day that a time is in, such as Today; the same text for all times of a day. */
  readonly dayOf: (at: number) => string;
  readonly requestCount: (count: number) => string;
}

/** One row of the view, as plain data. */
export type HistoryRow = DayRow | EntryRow;

export interface DayRow {
  readonly kind: 'day';
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly expanded: boolean;
  readonly children: readonly EntryRow[];
}

export interface EntryRow {
  readonly kind: 'entry';
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly tooltip: string;
  /** For those who hear the row. */
  readonly spoken: string;
  readonly icon: string;
  readonly color: string | undefined;
  readonly entry: ListedEntry;
  /** Where the request stood, as commands take it. */
  readonly sent: { readonly document: string; readonly key: string };
}

/** Days, latest first, each with what was sent in it and has every word of `wanted`. */
export function historyRows(
  { entries }: HistoryList,
  wanted: string,
  wording: HistoryWording,
): readonly DayRow[] {
  const days = new Map<string, ListedEntry[]>();
  for (const entry of entries) {
    if (!matches(entry.head, wanted)) continue;
    const day = wording.dayOf(entry.head.at);
    const before = days.get(day);
    if (before === undefined) days.set(day, [entry]);
    else before.push(entry);
  }
  return [...days].map(([day, of], index) => ({
    kind: 'day',
    // What is found is shown; a tree keeps a row of one id as it was.
    id: `day/${day}/${wanted}`,
    label: day,
    description: wording.requestCount(of.length),
    expanded: index === 0 || wanted.trim() !== '',
    children: of.map(entry => entryRow(entry, day, wording)),
  }));
}

function entryRow(entry: ListedEntry, day: string, { timeOf }: HistoryWording): EntryRow {
  const { head, id } = entry;
  const time = timeOf(head.at);
  const label = visibleLine(head.label);
  const outcome = visibleLine(head.outcome);
  const place = visibleLine(head.environmentTitle);
  return {
    kind: 'entry',
    id,
    label,
    description: `${time} · ${outcome} · ${place}`,
    tooltip: [
      `${head.method} ${visibleLine(head.url)}`,
      `${place}, ${day} ${time}, ${outcome}`,
      visibleLine(fileOf(head.document)),
    ].join('\n'),
    spoken: [label, outcome, place, `${day} ${time}`].join(', '),
    ...icons[head.result],
    entry,
    sent: { document: head.document, key: head.key },
  };
}

const icons = {
  passed: { icon: 'pass', color: 'testing.iconPassed' },
  failed: { icon: 'error', color: 'testing.iconFailed' },
  cancelled: { icon: 'circle-slash', color: undefined },
} as const;

function fileOf(document: string): string {
  if (!URL.canParse(document)) return document;
  try {
    return path.posix.basename(decodeURIComponent(new URL(document).pathname));
  } catch {
    return document;
  }
}
