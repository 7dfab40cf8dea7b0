import * as vscode from 'vscode';
import { withoutLinks } from '../withoutLinks.ts';
import { changingRows } from './changingRows.ts';

/** What came of one box or list of several: a value, a step back, or that the person gave it up. */
export type Said<T> = { readonly value: T } | 'back' | undefined;

/** One row of a list. */
export interface Row<T> extends vscode.QuickPickItem {
  readonly value: T;
}

/** Where in the questions a box stands; `of` may grow while they are answered. */
export interface Step {
  readonly step: number;
  readonly of: number;
  /** Whether there is something to go back to. */
  readonly back: boolean;
}

/** A box for one value. What is typed is checked as it is typed, and told of only when it is to be taken. */
export function askText(options: {
  readonly title: string;
  readonly prompt: string;
  readonly placeholder: string;
  readonly value: string;
  /** Default: it can be read. */
  readonly password?: boolean;
  readonly step: Step;
  readonly problem: (text: string) => string | undefined | Promise<string | undefined>;
}): Promise<Said<string>> {
  const { title, prompt, placeholder, password = false, step, problem } = options;
  const box = vscode.window.createInputBox();
  Object.assign(box, {
    title,
    prompt: withoutLinks(prompt),
    placeholder,
    value: options.value,
    password,
    ignoreFocusOut: true,
  });
  placeAt(box, step);
  return new Promise<Said<string>>(resolve => {
    box.onDidChangeValue(() => {
      box.validationMessage = undefined;
    });
    box.onDidAccept(async () => {
      const text = box.value.trim();
      const found = await problem(text);
      if (found === undefined) resolve({ value: text });
      else if (box.value.trim() === text) box.validationMessage = withoutLinks(found);
    });
    box.onDidTriggerButton(() => resolve('back'));
    box.onDidHide(() => resolve(undefined));
    box.show();
  }).finally(() => box.dispose());
}

/** A list of which one row is taken. With `search` the rows are those that the typed text means. */
export function askRow<T>(options: {
  readonly title: string;
  readonly placeholder: string;
  readonly step: Step;
  readonly rows: readonly Row<T>[];
  readonly search?: {
    readonly typed: string;
    readonly rowsFor: (typed: string) => readonly Row<T>[];
    readonly onTyped: (typed: string) => void;
  };
}): Promise<Said<T>> {
  const { title, placeholder, step, search } = options;
  const pick = vscode.window.createQuickPick<Row<T>>();
  Object.assign(pick, { title, placeholder, ignoreFocusOut: true, matchOnDescription: search === undefined });
  placeAt(pick, step);
  // They are chosen and ranked already, also by words that do not stand in them.
  const found = search && changingRows(pick, rowUnseen);
  const show = (typed: string) =>
    found?.show(search?.rowsFor(typed).map(row => ({ ...row, alwaysShow: true })) ?? []);
  if (search === undefined) pick.items = options.rows;
  else pick.value = search.typed;
  show(pick.value);
  return new Promise<Said<T>>(resolve => {
    pick.onDidChangeValue(typed => {
      if (search === undefined) return;
      search.onTyped(typed);
      show(typed);
    });
    pick.onDidAccept(() => {
      const [row] = pick.selectedItems;
      if (row !== undefined) resolve({ value: row.value });
    });
    pick.onDidTriggerButton(() => resolve('back'));
    pick.onDidHide(() => resolve(undefined));
    pick.show();
  }).finally(() => pick.dispose());
}

function rowUnseen<T>({ value }: Row<T>): Row<T> {
  return { label: '', kind: vscode.QuickPickItemKind.Separator, value };
}

function placeAt(input: vscode.InputBox | vscode.QuickPick<vscode.QuickPickItem>, at: Step): void {
  if (at.of > 1) {
    input.step = at.step;
    input.totalSteps = at.of;
  }
  if (at.back) input.buttons = [vscode.QuickInputButtons.Back];
}
