import * as vscode from 'vscode';
import { growingRows } from './growingRows.ts';

/** One entry of a pick list. */
export interface PickRow<T> {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  readonly value: T;
}

export type Picked<T> = { readonly kind: 'row'; readonly value: T } | { readonly kind: 'back' } | undefined;

/** Of a list that can be searched where it lies, no more is read at first. */
const mostPages = 5;
/** Between the last key and the search for what was typed, in milliseconds. */
const typingPause = 400;

interface Item<T> extends vscode.QuickPickItem {
  readonly value: T;
}

/**
 * A pick list that can be searched while its pages still come. `undefined`: the person gave it up, which
 * aborts `reading`. Rejects with what reading a page rejected with.
 */
export function pickRow<T>(options: {
  readonly title: string;
  readonly placeholder: string;
  readonly step?: { readonly step: number; readonly of: number };
  /** The one in use, which stands first and is marked; the pages leave it out. */
  readonly current?: PickRow<T> | undefined;
  /** Behind the rows, once these are read; in a list that is not searched elsewhere, whatever is typed. */
  readonly always?: readonly PickRow<T>[];
  readonly pages: AsyncIterable<readonly PickRow<T>[]>;
  /** For a list that is too long to be read whole: rows that have what is typed, from where all of them are. */
  readonly search?: (text: string, signal: AbortSignal) => AsyncIterable<readonly PickRow<T>[]>;
  readonly reading: AbortController;
  readonly back?: boolean;
}): Promise<Picked<T>> {
  const { current, always = [], pages, search, reading, step } = options;
  const pick = vscode.window.createQuickPick<Item<T>>();
  pick.title = options.title;
  pick.placeholder = options.placeholder;
  if (step !== undefined) {
    pick.step = step.step;
    pick.totalSteps = step.of;
  }
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  pick.ignoreFocusOut = true;
  pick.keepScrollPosition = true;
  pick.busy = true;
  if (options.back) pick.buttons = [vscode.QuickInputButtons.Back];
  const inUse = current === undefined ? [] : [itemOf(current, 'check')];
  const last = always.map(row => ({ ...itemOf(row, 'blank'), alwaysShow: search === undefined }));
  const rows = growingRows<Item<T>>(inUse);
  pick.items = rows.all();

  return new Promise<Picked<T>>((resolve, reject) => {
    let typing: NodeJS.Timeout | undefined;
    const end = (settle: () => void) => {
      settle();
      clearTimeout(typing);
      pick.dispose();
      reading.abort();
    };
    let isCut = false;
    const add = (found: readonly PickRow<T>[]) => {
      rows.add(found.map(row => [`${row.label}\n${row.description ?? ''}`, itemOf(row, 'blank')]));
      pick.items = rows.all();
    };
    const addLast = () => {
      rows.add(last.map(row => [row.label, row]));
      pick.items = rows.all();
    };
    const show = async () => {
      let count = 0;
      for await (const found of pages) {
        if (reading.signal.aborted) return;
        add(found);
        count += 1;
        isCut = search !== undefined && count === mostPages;
        if (isCut) break;
      }
      if (reading.signal.aborted) return;
      addLast();
      pick.busy = false;
    };
    let searching: AbortController | undefined;
    const find = async (text: string) => {
      if (search === undefined) return;
      searching?.abort();
      const mine = new AbortController();
      searching = mine;
      pick.busy = true;
      for await (const found of search(text, AbortSignal.any([mine.signal, reading.signal]))) {
        if (mine.signal.aborted || reading.signal.aborted) return;
        add(found);
        break;
      }
      pick.busy = false;
    };
    const fail = (error: unknown) => {
      if (!reading.signal.aborted) end(() => reject(error));
    };
    pick.onDidChangeValue(text => {
      clearTimeout(typing);
      if (!isCut || text.trim().length < 2) return;
      typing = setTimeout(() => {
        find(text.trim()).catch(error => {
          // What is typed meanwhile is searched for next.
          if (!(error instanceof vscode.CancellationError)) fail(error);
        });
      }, typingPause);
    });
    pick.onDidAccept(() => {
      const [item] = pick.selectedItems;
      if (item !== undefined) end(() => resolve({ kind: 'row', value: item.value }));
    });
    pick.onDidTriggerButton(() => end(() => resolve({ kind: 'back' })));
    pick.onDidHide(() => end(() => resolve(undefined)));
    pick.show();
    show().catch(fail);
  });
}

/** Names come from a server: `$(name)` in them is no icon. */
function itemOf<T>({ label, description, detail, value }: PickRow<T>, icon: 'check' | 'blank'): Item<T> {
  return {
    label: `$(${icon}) ${label.replaceAll('$(', '$\u200B(')}`,
    ...(description === undefined ? {} : { description: description.replaceAll('$(', '$\u200B(') }),
    ...(detail === undefined || detail === '' ? {} : { detail: detail.replaceAll('$(', '$\u200B(') }),
    value,
  };
}
