import * as vscode from 'vscode';
import type { NeededInput } from '../../httpFile/inputs.ts';
import { withoutLinks } from '../withoutLinks.ts';

interface Position {
  readonly title: string;
  readonly index: number;
  readonly total: number;
}

/**
 * Asks for everything that only a person knows, one box after the other, with Back. The answers by key;
 * rejects with `CancellationError` where the person gives up, so that nothing is sent.
 */
export async function askInputs(
  inputs: readonly NeededInput[],
  title: string,
): Promise<Readonly<Record<string, string>>> {
  const answers: Record<string, string> = {};
  let index = 0;
  for (let input = inputs[index]; input !== undefined; input = inputs[index]) {
    const position = { title, index, total: inputs.length };
    const ask = input.kind === 'pick' ? askPick : askText;
    const answer = await ask(input, position, answers[input.key]);
    if (answer === undefined) throw new vscode.CancellationError();
    if (answer === back) {
      index -= 1;
      continue;
    }
    answers[input.key] = answer;
    index += 1;
  }
  return answers;
}

const back = Symbol('back');

type Answer = string | typeof back | undefined;

function askText(input: NeededInput, position: Position, before: string | undefined): Promise<Answer> {
  const box = placed(vscode.window.createInputBox(), position);
  box.prompt = withoutLinks(questionOf(input));
  box.password = input.kind === 'hidden';
  box.value = before ?? input.initial ?? '';
  return shown(box, () => box.value);
}

function askPick(input: NeededInput, position: Position, before: string | undefined): Promise<Answer> {
  const pick = placed(vscode.window.createQuickPick(), position);
  pick.placeholder = questionOf(input);
  // The texts are the file's own: none of them is an icon.
  const items = input.options.map(option => ({ label: option.replaceAll('$(', '$\u200B('), option }));
  pick.items = items;
  const chosen = items.find(({ option }) => option === (before ?? input.initial));
  if (chosen !== undefined) pick.activeItems = [chosen];
  return shown(pick, () => items.find(item => item === pick.selectedItems[0])?.option);
}

function questionOf({ label, description }: NeededInput): string {
  return description === undefined ? label : vscode.l10n.t('{0}: {1}', label, description);
}

function placed<T extends vscode.QuickInput & { buttons: readonly vscode.QuickInputButton[] }>(
  input: T,
  { title, index, total }: Position,
): T {
  input.title = title;
  input.ignoreFocusOut = true;
  if (total > 1) {
    input.step = index + 1;
    input.totalSteps = total;
  }
  input.buttons = index > 0 ? [vscode.QuickInputButtons.Back] : [];
  return input;
}

function shown(
  input: vscode.InputBox | vscode.QuickPick<vscode.QuickPickItem>,
  answer: () => string | undefined,
): Promise<Answer> {
  return new Promise<Answer>(resolve => {
    input.onDidAccept(() => {
      const given = answer();
      if (given !== undefined) resolve(given);
    });
    input.onDidTriggerButton(() => resolve(back));
    input.onDidHide(() => resolve(undefined));
    input.show();
  }).finally(() => input.dispose());
}
