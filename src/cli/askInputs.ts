import type { NeededInput } from '../httpFile/inputs.ts';
import { visibleLine } from '../runner/visibleText.ts';
import type { CliIo } from './io.ts';

/**
 * Asks a person at the terminal for each input, one after another; `undefined` where the person gives up. Of
 * choices, the number or the text itself may be typed.
 */
export async function askInputs(
  inputs: readonly NeededInput[],
  ask: NonNullable<CliIo['ask']>,
): Promise<Readonly<Record<string, string>> | undefined> {
  const answers: Record<string, string> = {};
  for (const input of inputs) {
    const typed = await ask(questionFor(input), { hidden: input.kind === 'hidden' });
    if (typed === undefined) return undefined;
    const answer =
      input.kind === 'pick' ? picked(typed.trim(), input.options) : typed || (input.initial ?? '');
    if (answer === undefined) return undefined;
    answers[input.key] = answer;
  }
  return answers;
}

function questionFor({ kind, label, description, initial, options }: NeededInput): string {
  const about = description === undefined ? '' : ` (${description})`;
  const choices = options.map((option, index) => `  ${index + 1}  ${visibleLine(option)}\n`).join('');
  const preset = initial === undefined || kind === 'hidden' ? '' : ` [${initial}]`;
  return `${choices}${visibleLine(`${label}${about}${preset}`)}: `;
}

function picked(typed: string, options: readonly string[]): string | undefined {
  return options[Number(typed) - 1] ?? options.find(option => option === typed);
}
