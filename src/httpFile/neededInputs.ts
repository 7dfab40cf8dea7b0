import { type Elsewhere, namesUsedBy } from './dependencies.ts';
import { type NeededInput, parseInput, promptsOf } from './inputs.ts';
import type { HttpFile, RequestNode } from './syntax.ts';

/**
 * What a person must still answer before these requests (one with its dependencies, say) can be sent, in the
 * order in which it is asked; of one key only the first. What `overrides` or `answered` holds is not asked,
 * and neither is a `# @prompt` whose name the request does not use.
 */
export function neededInputs(
  file: HttpFile,
  requests: readonly RequestNode[],
  known: Elsewhere & { readonly answered?: Readonly<Record<string, string>> } = {},
): readonly NeededInput[] {
  const { overrides = {}, answered = {} } = known;
  const needed = new Map<string, NeededInput>();
  for (const request of requests) {
    const prompts = promptsOf(request);
    for (const name of namesUsedBy(file, request, known)) {
      const input = prompts.get(name) ?? parseInput(name);
      if (input === undefined || Object.hasOwn(overrides, name) || Object.hasOwn(overrides, input.key))
        continue;
      if (!Object.hasOwn(answered, input.key) && !needed.has(input.key)) needed.set(input.key, input);
    }
  }
  return [...needed.values()];
}
