import * as vscode from 'vscode';
import type { HistoryWording } from './historyRows.ts';

/** Days and times as this machine and the editor's language write them. */
export const localHistoryWording: HistoryWording = {
  timeOf: at => new Date(at).toLocaleTimeString(vscode.env.language, { hour12: false }),
  dayOf(at) {
    const day = new Date(at);
    const today = new Date();
    if (isSameDay(day, today)) return vscode.l10n.t('Today');
    today.setDate(today.getDate() - 1);
    if (isSameDay(day, today)) return vscode.l10n.t('Yesterday');
    return day.toLocaleDateString(vscode.env.language, {
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      ...(day.getFullYear() === today.getFullYear() ? {} : { year: 'numeric' }),
    });
  },
  requestCount: count => (count === 1 ? vscode.l10n.t('1 request') : vscode.l10n.t('{0} requests', count)),
};

/** Day and time in one. */
export function momentOf(at: number): string {
  return new Date(at).toLocaleString(vscode.env.language, {
    dateStyle: 'medium',
    timeStyle: 'medium',
    hour12: false,
  });
}

function isSameDay(one: Date, other: Date): boolean {
  return one.toDateString() === other.toDateString();
}
