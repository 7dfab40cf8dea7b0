import type { Operation, Parameter } from '../../procore/catalog/catalog.ts';
import { bodySkeleton } from '../features/completion/bodySkeleton.ts';
import type { Snippet } from '../features/completion/item.ts';
import { queryName } from '../features/completion/operation.ts';
import type { FeatureContext } from '../features/context.ts';
import { fittingVariable } from '../features/fittingVariable.ts';
import { parseHttpFile } from '../parser.ts';
import type { HttpFile } from '../syntax.ts';

/** A value that a request needs and that no variable gives yet. */
export interface OpenParameter {
  /** Its place in the path, or the name of its query parameter: answers are given by it. */
  readonly key: string;
  readonly place: 'path' | 'query';
  readonly parameter: Parameter;
  /** What the path names before it, e.g. `rfis` of `/rfis/{id}`; '' in a query. */
  readonly of: string;
}

/** What has been said about an operation: values by the key of their parameter, in the order of asking. */
export type OperationAnswers = ReadonlyMap<string, string>;

/** A file with nothing in it; made when it is first asked for, since this module is loaded as the editor starts. */
export function noFile(): HttpFile {
  emptyFile ??= parseHttpFile('');
  return emptyFile;
}

let emptyFile: HttpFile | undefined;

/**
 * What a person has to be asked before an operation can be called: parameters of the path and required ones of
 * the query, but for those that a variable of the environment or the chosen company or project gives.
 */
export function openParameters(
  operation: Operation,
  context: Pick<FeatureContext, 'layers'>,
): readonly OpenParameter[] {
  return [
    ...pathPieces(operation, context).flatMap(piece => ('open' in piece ? [piece.open] : [])),
    ...operation.queryParameters
      .filter(({ required, name }) => required && fittingVariable(name, noFile(), context) === undefined)
      .map(openInQuery),
  ];
}

/** The query parameters that may be left out and were not said yet. */
export function optionalParameters(
  operation: Operation,
  answers: OperationAnswers,
  context: Pick<FeatureContext, 'layers'>,
): readonly OpenParameter[] {
  return operation.queryParameters
    .filter(({ required, name }) => !required || fittingVariable(name, noFile(), context) === undefined)
    .map(openInQuery)
    .filter(({ key }) => !answers.has(key));
}

/**
 * The target of an operation with its answers: variables stand as `{{name}}`, everything else is
 * percent-encoded, and what was not answered stays a placeholder.
 */
export function operationTarget(
  operation: Operation,
  answers: OperationAnswers,
  context: Pick<FeatureContext, 'layers'>,
): string {
  const path = pathPieces(operation, context)
    .map(piece => ('text' in piece ? piece.text : said(answers.get(piece.open.key), piece.open)))
    .join('');
  const query = operation.queryParameters.flatMap(parameter => {
    const open = openInQuery(parameter);
    const answer = answers.get(open.key);
    const variable = fittingVariable(parameter.name, noFile(), context);
    if (answer === undefined && variable !== undefined && parameter.required)
      return [`${queryName(parameter)}={{${variable}}}`];
    if (answer === undefined && !parameter.required) return [];
    return [`${queryName(parameter)}=${said(answer, open)}`];
  });
  return query.length === 0 ? path : `${path}?${query.join('&')}`;
}

/** The request as a block of a `.http` file, with the body that the operation wants to be filled in. */
export function operationBlock(
  operation: Operation,
  answers: OperationAnswers,
  context: FeatureContext,
): Snippet {
  const body = bodySkeleton(operation, noFile(), context);
  const line = `${operation.method} ${operationTarget(operation, answers, context)}`;
  return [`### ${titleOf(operation)}\n${line}`, ...(body.length === 0 ? ['\n'] : body)];
}

/** What people call it, e.g. `GET rfis`. */
export function titleOf({ method, tag }: Operation): string {
  return `${method} ${tag.split('/').at(-1) ?? tag}`;
}

/** Why a text cannot be the value of a parameter; `undefined`: it can. Variables are not looked into. */
export function parameterProblem({ type }: Parameter, text: string): 'empty' | 'integer' | undefined {
  if (text === '') return 'empty';
  if (/\{\{[^{}]*\}\}/.test(text)) return undefined;
  return type === 'integer' && !/^-?\d+$/.test(text) ? 'integer' : undefined;
}

function openInQuery(parameter: Parameter): OpenParameter {
  return { key: `?${parameter.name}`, place: 'query', parameter, of: '' };
}

type PathPiece = { readonly text: string } | { readonly open: OpenParameter };

function pathPieces(
  { path, pathParameters }: Operation,
  context: Pick<FeatureContext, 'layers'>,
): readonly PathPiece[] {
  let of = '';
  return path.split(/(\{[^}]*\})/).map((text, place): PathPiece => {
    if (!text.startsWith('{')) {
      of = text.split('/').findLast(step => step !== '' && !step.startsWith('.')) ?? of;
      return { text };
    }
    const name = text.slice(1, -1);
    const variable = fittingVariable(name, noFile(), context, of.replace(/ies$/, 'y').replace(/s$/, ''));
    if (variable !== undefined) return { text: `{{${variable}}}` };
    const parameter = pathParameters.find(known => known.name === name);
    const known = parameter ?? { name, type: 'string', required: true };
    return { open: { key: `${place}${name}`, place: 'path', parameter: known, of } };
  });
}

function said(answer: string | undefined, { parameter }: OpenParameter): string {
  if (answer === undefined) return `{${parameter.name}}`;
  return answer
    .split(/(\{\{[^{}]*\}\})/)
    .map(part => (/^\{\{.*\}\}$/s.test(part) ? part : encodeURIComponent(part).replaceAll('%2C', ',')))
    .join('');
}
