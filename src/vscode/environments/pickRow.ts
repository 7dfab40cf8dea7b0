import * as vscode from 'vscode';

/** One entry of a pick list. */
export interface PickRow<T> {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  readonly value: T;
}

export type Picked<T> = { readonly kind: 'row'; readonly value: T } | { readonly kind: 'back' } | undefined;

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
  /** Behind the rows, whatever is searched for. */
  readonly always?: readonly PickRow<T>[];
  readonly pages: AsyncIterable<readonly PickRow<T>[]>;
  readonly reading: AbortController;
  readonly back?: boolean;
}): Promise<Picked<T>> {
  const { current, always = [], pages, reading, step } = options;
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
  const first = current === undefined ? [] : [itemOf(current, 'check')];
  const last = always.map(row => ({ ...itemOf(row, 'blank'), alwaysShow: true }));
  pick.items = [...first, ...last];

  return new Promise<Picked<T>>((resolve, reject) => {
    const end = (settle: () => void) => {
      settle();
      pick.dispose();
      reading.abort();
    };
    const show = async () => {
      let items: readonly Item<T>[] = [];
      for await (const rows of pages) {
        if (reading.signal.aborted) return;
        items = [...items, ...rows.map(row => itemOf(row, 'blank'))];
        pick.items = [...first, ...items, ...last];
      }
      pick.busy = false;
    };
    pick.onDidAccept(() => {
      const [item] = pick.selectedItems;
      if (item !== undefined) end(() => resolve({ kind: 'row', value: item.value }));
    });
    pick.onDidTriggerButton(() => end(() => resolve({ kind: 'back' })));
    pick.onDidHide(() => end(() => resolve(undefined)));
    pick.show();
    show().catch((error: unknown) => {
      if (!reading.signal.aborted) end(() => reject(error));
    });
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
