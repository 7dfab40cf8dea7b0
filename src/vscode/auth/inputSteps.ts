import * as vscode from 'vscode';

/** One box of a wizard. */
export interface InputStep {
  readonly title: string;
  readonly prompt: string;
  readonly placeholder: string;
  readonly password: boolean;
  readonly value?: string;
  /** What is wrong with the text, or `undefined`. */
  readonly problem: (text: string) => string | undefined;
  readonly buttons: readonly InputButton[];
}

export interface InputButton extends vscode.QuickInputButton {
  /** What to say under the box when done; `undefined`: nothing. */
  readonly press: () => Promise<string | undefined>;
}

/** Asks one after the other, with Back; the trimmed answers. Rejects with `CancellationError` on Escape. */
export async function askSteps(steps: readonly InputStep[]): Promise<readonly string[]> {
  const answers: string[] = [];
  let index = 0;
  for (let step = steps[index]; step !== undefined; step = steps[index]) {
    const answer = await askStep(step, index, steps.length, answers[index]);
    if (answer === back) {
      index -= 1;
      continue;
    }
    answers[index] = answer;
    index += 1;
  }
  return answers;
}

const back = Symbol('back');

function askStep(
  step: InputStep,
  index: number,
  total: number,
  before: string | undefined,
): Promise<string | typeof back> {
  const box = vscode.window.createInputBox();
  box.title = step.title;
  box.prompt = step.prompt;
  box.placeholder = step.placeholder;
  box.password = step.password;
  box.value = before ?? step.value ?? '';
  box.ignoreFocusOut = true;
  if (total > 1) {
    box.step = index + 1;
    box.totalSteps = total;
  }
  box.buttons = [...(index > 0 ? [vscode.QuickInputButtons.Back] : []), ...step.buttons];
  return new Promise<string | typeof back>((resolve, reject) => {
    box.onDidChangeValue(() => {
      box.validationMessage = undefined;
    });
    box.onDidAccept(() => {
      const answer = box.value.trim();
      box.validationMessage = step.problem(answer);
      if (box.validationMessage === undefined) resolve(answer);
    });
    box.onDidTriggerButton(async button => {
      if (button === vscode.QuickInputButtons.Back) return resolve(back);
      const said = await step.buttons.find(own => own === button)?.press();
      if (said !== undefined)
        box.validationMessage = { message: said, severity: vscode.InputBoxValidationSeverity.Info };
    });
    box.onDidHide(() => reject(new vscode.CancellationError()));
    box.show();
  }).finally(() => box.dispose());
}
