import { definitionFor } from '../definitions.ts';
import { findRequest, requestAt } from '../names.ts';
import type { FlagNode, HttpFile, Range, ReferenceNode, RequestNode, VariableNode } from '../syntax.ts';

/** What stands under the cursor, for hovers, definitions and rename. */
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

/**
 * Where the value of a reference at `offset` is written: its `@name = value`, or the request whose answer it
 * reads. `undefined` where the text does not say.
 */
export function definitionAt(file: HttpFile, offset: number): Range | undefined {
  const anchor = anchorAt(file, offset);
  if (anchor?.kind !== 'reference') return undefined;
  const request = requestAt(file, offset) ?? file.requests[0];
  const { name } = anchor.reference;
  const variable = request && definitionFor(file, request, name);
  return (
    (variable?.name ?? answeringRequest(file, name)?.name)?.range ?? answeringRequest(file, name)?.requestLine
  );
}

function answeringRequest(file: HttpFile, name: string): RequestNode | undefined {
  const dot = name.search(/[.[]/);
  return dot > 0 ? findRequest(file, name.slice(0, dot)) : undefined;
}

function holds({ start, end }: Range, offset: number): boolean {
  return start <= offset && offset <= end;
}
