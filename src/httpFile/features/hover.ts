import { requestAt } from '../names.ts';
import type { FlagNode, HttpFile, Range, ReferenceNode, VariableNode } from '../syntax.ts';

/** What stands under the cursor, for hovers. */
export type Anchor =
  | { readonly kind: 'reference'; readonly reference: ReferenceNode; readonly range: Range }
  | { readonly kind: 'variable'; readonly variable: VariableNode; readonly range: Range }
  | { readonly kind: 'flag'; readonly flag: FlagNode; readonly range: Range };

/** The innermost thing at `offset` that a hover can explain, or `undefined`. */
export function anchorAt(file: HttpFile, offset: number): Anchor | undefined {
  const request = requestAt(file, offset);
  const references = [
    ...(request?.references ?? []),
    ...file.variables.flatMap(variable => variable.references),
  ];
  const reference = references.find(({ range }) => holds(range, offset));
  if (reference !== undefined) return { kind: 'reference', reference, range: reference.range };
  const variable = file.variables.find(({ name }) => holds(name.range, offset));
  if (variable !== undefined) return { kind: 'variable', variable, range: variable.name.range };
  const flag = request?.flags.find(({ range }) => holds(range, offset));
  return flag && { kind: 'flag', flag, range: flag.range };
}

function holds({ start, end }: Range, offset: number): boolean {
  return start <= offset && offset <= end;
}
