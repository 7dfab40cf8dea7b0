import * as vscode from 'vscode';

/** One entry of a pick list; `mark` says that it is the one in use. */
export interface PickRow<T> {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  readonly mark?: boolean;
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
  /** Before the rows, whatever is searched for. */
  readonly first?: readonly PickRow<T>[];
  readonly pages: AsyncIterable<readonly PickRow<T>[]>;
  readonly reading: AbortController;
  readonly back?: boolean;
}): Promise<Picked<T>> {
  const { first = [], pages, reading, step } = options;
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
  const always = first.map(row => ({ ...itemOf(row), alwaysShow: true }));
  pick.items = always;

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
        items = [...items, ...rows.map(itemOf)];
        const current = items.find(({ label }) => label.startsWith('$(check)'));
        pick.items = [...items, ...always];
        if (pick.value === '' && current !== undefined) pick.activeItems = [current];
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
function itemOf<T>({ label, description, detail, mark, value }: PickRow<T>): Item<T> {
  return {
    label: `$(${mark ? 'check' : 'blank'}) ${label.replaceAll('$(', '$\u200B(')}`,
    ...(description === undefined ? {} : { description: description.replaceAll('$(', '$\u200B(') }),
    ...(detail === undefined || detail === '' ? {} : { detail: detail.replaceAll('$(', '$\u200B(') }),
    value,
  };
}
