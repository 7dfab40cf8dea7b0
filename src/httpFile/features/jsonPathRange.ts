import type { JsonPath } from '../../procore/diagnosis/actions.ts';
import type { Range } from '../syntax.ts';
import type { JsonMember, JsonNode } from './diagnostics/jsonNode.ts';

/** Where a path through JSON leads. */
export interface PathPlace {
  /** A member with its name, or the name alone where the value is an object or a list; of a list its item. */
  readonly range: Range;
  /** Whether the path was followed to its end; else it is the place of what holds the rest. */
  readonly whole: boolean;
}

/**
 * Follows names and indexes from the root as far as they lead; of an object that lacks the next name its own
 * place is given, of the root its first bracket. Of a name that stands twice the last one counts, as in
 * JSON.parse.
 */
export function placeOfPath(root: JsonNode, path: JsonPath): PathPlace {
  let node = root;
  let range: Range = opening(root);
  for (const step of path) {
    const next = stepInto(node, step);
    if (next === undefined) return { range, whole: false };
    ({ node, range } = next);
  }
  return { range, whole: true };
}

function stepInto(node: JsonNode, step: string | number): { node: JsonNode; range: Range } | undefined {
  if (typeof step === 'number') {
    const item = node.kind === 'array' ? node.items[step] : undefined;
    return item && { node: item, range: isSimple(item) ? item.range : opening(item) };
  }
  const member = node.kind === 'object' ? node.members.findLast(({ key }) => key === step) : undefined;
  return member && { node: member.value, range: rangeOfMember(member) };
}

function rangeOfMember({ keyRange, value }: JsonMember): Range {
  return isSimple(value) ? { start: keyRange.start, end: value.range.end } : keyRange;
}

function isSimple({ kind }: JsonNode): boolean {
  return kind === 'scalar' || kind === 'template';
}

function opening({ range }: JsonNode): Range {
  return { start: range.start, end: Math.min(range.start + 1, range.end) };
}
