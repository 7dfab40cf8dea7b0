import { prerequisites } from '../httpFile/dependencies.ts';
import type { NeededInput } from '../httpFile/inputs.ts';
import { neededInputs } from '../httpFile/neededInputs.ts';
import type { HttpFile, RequestNode } from '../httpFile/syntax.ts';
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
    const answer = await answerTo(input, ask);
    if (answer === undefined) return undefined;
    answers[input.key] = answer;
  }
  return answers;
}

/** Of choices, none but those that there are: asked again until one is taken. */
async function answerTo(input: NeededInput, ask: NonNullable<CliIo['ask']>): Promise<string | undefined> {
  for (;;) {
    const typed = await ask(questionFor(input), { hidden: input.kind === 'hidden' });
    if (typed === undefined) return undefined;
    if (input.kind !== 'pick') return typed || (input.initial ?? '');
    const answer = picked(typed.trim(), input.options);
    if (answer !== undefined) return answer;
  }
}

/** What all requests of a run need of a person, with what must be sent before them; of one key only the first. */
export function inputsOfRun(
  requests: readonly { readonly file: HttpFile; readonly request: RequestNode }[],
  overrides: Readonly<Record<string, string>>,
): readonly NeededInput[] {
  const needed = new Map<string, NeededInput>();
  for (const { file, request } of requests) {
    if (!/@prompt\b|\$(?:input|prompt|password|pick)\b/.test(file.text)) continue;
    const { order } = prerequisites(file, request, { overrides });
    for (const input of neededInputs(file, [...order, request], { overrides })) {
      if (!needed.has(input.key)) needed.set(input.key, input);
    }
  }
  return [...needed.values()];
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
