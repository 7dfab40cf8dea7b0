import * as vscode from 'vscode';
import type { HistoryWording } from './historyRows.ts';
import { type Moments, momentsOf } from './moments.ts';

let known: Moments | undefined;

/** The editor's language stays the same as long as it runs. */
function moments(): Moments {
  known ??= momentsOf(vscode.env.language);
  return known;
}

/** Days and times as this machine and the editor's language write them. */
export const localHistoryWording: HistoryWording = {
  timeOf: at => moments().time(at),
  dayOf(at) {
    const day = new Date(at);
    const today = new Date();
    if (isSameDay(day, today)) return vscode.l10n.t('Today');
    const isThisYear = day.getFullYear() === today.getFullYear();
    today.setDate(today.getDate() - 1);
    if (isSameDay(day, today)) return vscode.l10n.t('Yesterday');
    return isThisYear ? moments().day(at) : moments().dayOfYear(at);
  },
  requestCount: count => (count === 1 ? vscode.l10n.t('1 request') : vscode.l10n.t('{0} requests', count)),
};

/** Day and time in one. */
export function momentOf(at: number): string {
  return moments().moment(at);
}

function isSameDay(one: Date, other: Date): boolean {
  return one.toDateString() === other.toDateString();
}
