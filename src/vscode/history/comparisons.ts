import * as vscode from 'vscode';
import type { ComparedAnswers, ComparedEntries, CompareStep } from '../../runner/history/compareEntries.ts';
import { createLateProgress } from '../requests/lateProgress.ts';
import { runFormatJob } from '../responses/formatting.ts';
import type { History } from './history.ts';
import { whyUnreadable } from './historyMessages.ts';

/** Two entries of the history, by their ids. */
export interface Pair {
  readonly older: string;
  readonly newer: string;
}

/** Comparisons of two answers, which are made in a thread of their own: they may have megabytes. */
export interface Comparisons {
  /**
   * Shows that it takes long, with a way to stop it; `undefined`: somebody did. Rejects with a sentence where an
   * entry cannot be read.
   */
  make(pair: Pair): Promise<ComparedAnswers | undefined>;
  /** One side of a comparison, made again where it was not the last; why there is none is said in its place. */
  text(pair: Pair, side: keyof Pair): Promise<string>;
}

export function createComparisons(
  history: Pick<History, 'fileOf' | 'refresh'>,
  workerFile: string,
  { run = runFormatJob, open = createLateProgress } = {},
): Comparisons {
  let last: { readonly pair: Pair; readonly texts: ComparedAnswers } | undefined;

  /** `undefined`: `signal` ended it. */
  async function compared(
    { older, newer }: Pair,
    signal?: AbortSignal,
    onStep?: (step: CompareStep) => void,
  ): Promise<ComparedEntries | undefined> {
    const [olderFile, newerFile] = [history.fileOf(older), history.fileOf(newer)];
    if (olderFile === undefined || newerFile === undefined) return { kind: 'unreadable', reason: 'gone' };
    const wording = {
      sameLines: vscode.l10n.t('… {0} lines that are the same in both …'),
      moreChanges: vscode.l10n.t('Cut here: {0} more differences are not shown.'),
    };
    const job = { kind: 'compare', older: olderFile, newer: newerFile, wording } as const;
    const done = await run(workerFile, job, {
      ...(signal === undefined ? {} : { signal }),
      ...(onStep === undefined ? {} : { onStep }),
    }).catch((error: unknown) => {
      throw cannotCompare(error);
    });
    return done?.kind === 'compare' ? done.compared : undefined;
  }

  return {
    async make(pair) {
      const stop = new AbortController();
      const progress = open(vscode.l10n.t('Comparing two answers'), () => stop.abort());
      progress.report('');
      try {
        const found = await compared(pair, stop.signal, step => progress.report(stepText(step)));
        if (found === undefined) return undefined;
        if (found.kind === 'unreadable') {
          history.refresh();
          throw new Error(whyUnreadable(found.reason));
        }
        last = { pair, texts: found.texts };
        return found.texts;
      } finally {
        progress.end();
      }
    },
    async text(pair, side) {
      if (last?.pair.older === pair.older && last.pair.newer === pair.newer) return last.texts[side];
      try {
        const found = await compared(pair);
        if (found === undefined) return '';
        return found.kind === 'unreadable' ? whyUnreadable(found.reason) : found.texts[side];
      } catch (error) {
        return error instanceof Error ? error.message : String(error);
      }
    },
  };
}

function cannotCompare(error: unknown): Error {
  const reason = error instanceof Error ? error.message : String(error);
  return new Error(vscode.l10n.t('The answers cannot be compared: {0}', reason), { cause: error });
}

function stepText(step: CompareStep): string {
  switch (step) {
    case 'older':
      return vscode.l10n.t('reading the older one');
    case 'newer':
      return vscode.l10n.t('reading the newer one');
    case 'differences':
      return vscode.l10n.t('looking for differences');
  }
}
