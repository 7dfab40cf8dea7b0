import { camelCase } from './names.ts';
import { problem } from './problems.ts';
import type { Problem, RequestNode, TextNode, VariableNode } from './syntax.ts';

/** Adds a problem for each name that two requests have. */
export function reportNames(requests: readonly RequestNode[], problems: Problem[]): void {
  const first = new Map<string, TextNode>();
  const reported = new Set<TextNode>();
  for (const { name } of requests) {
    if (name === undefined) continue;
    const key = camelCase(name.text);
    const earlier = first.get(key);
    if (earlier === undefined) {
      first.set(key, name);
      continue;
    }
    if (!reported.has(earlier)) problems.push(problem('name-duplicate', earlier.range, earlier.text));
    reported.add(earlier);
    problems.push(problem('name-duplicate', name.range, name.text));
  }
}

/** A name that is set anew below a request means something else to tools that take the last of the file. */
export function reportRedefinitions(
  variables: readonly VariableNode[],
  requests: readonly RequestNode[],
  problems: Problem[],
): void {
  const last = new Map<string, VariableNode>();
  let request = 0;
  const requestsAbove = new Map<VariableNode, number>();
  for (const variable of variables) {
    while ((requests[request]?.sent.start ?? Number.POSITIVE_INFINITY) < variable.range.start) request++;
    requestsAbove.set(variable, request);
    const earlier = last.get(variable.name.text);
    last.set(variable.name.text, variable);
    if (earlier === undefined || earlier.value.text === variable.value.text) continue;
    if (requestsAbove.get(earlier) !== request) {
      problems.push(problem('variable-redefined', variable.range, variable.name.text));
    }
  }
}
