import * as vscode from 'vscode';

/** One box of a wizard. */
export interface InputStep {
  readonly title: string;
  readonly prompt: string;
  readonly placeholder: string;
  readonly password: boolean;
  readonly value?: string;
  /** What is wrong with the text, or `undefined`; `before` are the answers to the boxes before it. */
  readonly problem: (
    text: string,
    before: readonly string[],
  ) => string | undefined | Promise<string | undefined>;
  readonly buttons: readonly InputButton[];
}

export interface InputButton extends vscode.QuickInputButton {
  /** What to say under the box when done; `undefined`: nothing. */
  readonly press: () => Promise<string | undefined>;
}

/**
 * Asks one after the other, with Back; the trimmed answers. Rejects with `CancellationError` on Escape, or
 * with the signal's reason.
 */
export async function askSteps(steps: readonly InputStep[], signal: AbortSignal): Promise<readonly string[]> {
  const answers: string[] = [];
  let index = 0;
  for (let step = steps[index]; step !== undefined; step = steps[index]) {
    const position = { index, total: steps.length, answers };
    const answer = await askStep(step, position, signal);
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

interface Position {
  readonly index: number;
  readonly total: number;
  readonly answers: readonly string[];
}

async function askStep(
  step: InputStep,
  { index, total, answers }: Position,
  signal: AbortSignal,
): Promise<string | typeof back> {
  signal.throwIfAborted();
  const box = vscode.window.createInputBox();
  box.title = step.title;
  box.prompt = step.prompt;
  box.placeholder = step.placeholder;
  box.password = step.password;
  box.value = answers[index] ?? step.value ?? '';
  box.ignoreFocusOut = true;
  if (total > 1) {
    box.step = index + 1;
    box.totalSteps = total;
  }
  box.buttons = [...(index > 0 ? [vscode.QuickInputButtons.Back] : []), ...step.buttons];
  return await new Promise<string | typeof back>((resolve, reject) => {
    box.onDidChangeValue(() => {
      box.validationMessage = undefined;
    });
    box.onDidAccept(async () => {
      const answer = box.value.trim();
      const busy = setTimeout(() => {
        box.busy = true;
      }, 200);
      try {
        const problem = await step.problem(answer, answers.slice(0, index));
        if (problem === undefined) resolve(answer);
        else if (box.value.trim() === answer) box.validationMessage = problem;
      } catch (error) {
        reject(error);
      }
      clearTimeout(busy);
      box.busy = false;
    });
    box.onDidTriggerButton(async button => {
      if (button === vscode.QuickInputButtons.Back) return resolve(back);
      const said = await step.buttons.find(own => own === button)?.press();
      if (said !== undefined)
        box.validationMessage = { message: said, severity: vscode.InputBoxValidationSeverity.Info };
    });
    box.onDidHide(() => reject(new vscode.CancellationError()));
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    box.show();
  }).finally(() => box.dispose());
}
