import { definitionFor, variableName } from '../definitions.ts';
import { requestAt } from '../names.ts';
import type {
  FlagNode,
  HeaderNode,
  HttpFile,
  Range,
  ReferenceNode,
  RequestNode,
  VariableNode,
} from '../syntax.ts';
import { unfollowed } from '../unfollowedFlags.ts';
import type { Scope } from '../values.ts';
import type { FeatureContext } from './context.ts';
import { knownFlag } from './flags.ts';
import { knownHeader } from './headers.ts';
import { type Explanation, type ExplanationPart, said, title } from './hover/explanation.ts';
import { explainOperation } from './hover/operation.ts';
import { explainProperty, explainQueryName } from './hover/parameter.ts';
import { explainName } from './hover/value.ts';
import { operationOf, procorePath } from './operation.ts';

export type { Explanation, ExplanationPart } from './hover/explanation.ts';

/** What stands under the cursor. */
export type Anchor =
  | { readonly kind: 'reference'; readonly reference: ReferenceNode; readonly range: Range }
  | { readonly kind: 'variable'; readonly variable: VariableNode; readonly range: Range }
  | { readonly kind: 'flag'; readonly flag: FlagNode; readonly range: Range }
  | { readonly kind: 'header'; readonly header: HeaderNode; readonly range: Range }
  | { readonly kind: 'target'; readonly request: RequestNode; readonly range: Range }
  | { readonly kind: 'body'; readonly request: RequestNode; readonly range: Range };

/** The innermost thing at `offset` that a hover can explain, or `undefined`. */
export function anchorAt(file: HttpFile, offset: number): Anchor | undefined {
  const request = requestAt(file, offset);
  const variable = file.variables.find(({ range }) => holds(range, offset));
  const references = [...(request?.references ?? []), ...(variable?.references ?? [])];
  const reference = references.find(({ range }) => holds(range, offset));
  if (reference !== undefined) return { kind: 'reference', reference, range: reference.range };
  if (variable !== undefined)
    return holds(variable.name.range, offset)
      ? { kind: 'variable', variable, range: variable.name.range }
      : undefined;
  if (request === undefined) return undefined;
  const flag = [...request.flags, ...nameFlag(file, request)].find(({ range }) => holds(range, offset));
  if (flag !== undefined) return { kind: 'flag', flag, range: flag.range };
  const header = request.headers.find(({ name }) => holds(name.range, offset));
  if (header !== undefined) return { kind: 'header', header, range: header.name.range };
  const part = request.targetParts.find(({ range }) => holds(range, offset));
  const line = holds(request.requestLine, offset) ? request.requestLine : part?.range;
  if (line !== undefined) return { kind: 'target', request, range: line };
  const { body } = request;
  return body !== undefined && holds(body.range, offset)
    ? { kind: 'body', request, range: body.range }
    : undefined;
}

/**
 * What the thing at `offset` means: a value with its origin, an operation, a parameter, a header, a flag.
 * `scopeOf` gives what names stand for as far as it is known before anything is sent. Secrets are masked.
 * `undefined` where there is nothing to say.
 */
export function explanationAt(
  file: HttpFile,
  offset: number,
  context: FeatureContext,
  scopeOf: (request: RequestNode) => Scope,
): Explanation | undefined {
  const anchor = anchorAt(file, offset);
  if (anchor === undefined) return undefined;
  if (anchor.kind === 'body') return explainProperty(file, anchor.request, offset, context);
  const inQuery = anchor.kind === 'target' && explainQueryName(file, anchor.request, offset, context);
  if (inQuery) return inQuery;
  const parts = partsOf(file, anchor, offset, context, scopeOf);
  return parts.length === 0 ? undefined : { parts, range: anchor.range };
}

function partsOf(
  file: HttpFile,
  anchor: Exclude<Anchor, { readonly kind: 'body' }>,
  offset: number,
  context: FeatureContext,
  scopeOf: (request: RequestNode) => Scope,
): readonly ExplanationPart[] {
  switch (anchor.kind) {
    case 'flag': {
      const { name } = anchor.flag;
      const flag = knownFlag(name);
      if (flag !== undefined) return [title(`# ${flag.form}`), said(flag.does)];
      const consequence = unfollowed(name);
      return consequence === undefined
        ? []
        : [title(`# @${name}`), said(`A flag of other tools, not followed here: ${consequence}.`)];
    }
    case 'header': {
      const header = knownHeader(anchor.header.name.text);
      return header === undefined ? [] : [title(header.name), said(header.does)];
    }
    case 'target': {
      const match = operationOf(file, anchor.request, context);
      if (match === undefined || context.catalog === undefined) return [];
      const path = procorePath(file, anchor.request, anchor.request.target, context);
      return explainOperation(match.operation, context.catalog, path);
    }
    case 'reference': {
      const request = requestAt(file, offset) ?? file.requests[0];
      return request === undefined ? [] : explainName(anchor.reference.name, scopeOf(request), context);
    }
    case 'variable': {
      const name = variableName(anchor.variable);
      const request = readerOf(file, anchor.variable, name);
      return request === undefined ? [] : explainName(name, scopeOf(request), context);
    }
  }
}

/** `# @name` is kept apart from the other flags. */
function nameFlag(file: HttpFile, { name }: RequestNode): readonly FlagNode[] {
  if (name === undefined) return [];
  const start = file.text.lastIndexOf('@', name.range.start);
  return [{ name: 'name', value: name.text, range: { start, end: name.range.end }, valueRange: name.range }];
}

/** A request for which the variable has the value that is written here; else the next one. */
function readerOf(file: HttpFile, variable: VariableNode, name: string): RequestNode | undefined {
  const below = file.requests.find(request => request.sent.start > variable.range.start);
  if (below !== undefined && definitionFor(file, below, name) === variable) return below;
  return below ?? file.requests.at(-1);
}

function holds({ start, end }: Range, offset: number): boolean {
  return start <= offset && offset <= end;
}
