import { camelCase } from '../camelCase.ts';
import type { HttpFile, Range, TextEdit } from '../syntax.ts';
import type { FeatureContext } from './context.ts';
import { namesOf } from './fileNames.ts';
import { type Named, type Occurrence, occurrenceAt, occurrencesOf } from './references.ts';

/** Why something is not done, as a sentence for people. */
export interface Refusal {
  readonly refusal: string;
}

/** What would be renamed at `offset`, and how it is called now; or why it cannot be renamed. */
export function prepareRename(
  file: HttpFile,
  offset: number,
  context: FeatureContext,
): { readonly range: Range; readonly name: string } | Refusal {
  const at = occurrenceAt(file, offset);
  if (at === undefined)
    return {
      refusal: 'There is nothing to rename here. Put the cursor in the name of a variable or request.',
    };
  if (at.named.kind === 'outside') return { refusal: whyOutside(at.named.name, context) };
  return { range: at.range, name: file.text.slice(at.range.start, at.range.end) };
}

/**
 * The edits that rename what stands at `offset` wherever the file calls it by its name, in the order of the
 * text, or why it cannot be called so. References that say a request's name in camel case keep doing so.
 */
export function renameAt(
  file: HttpFile,
  offset: number,
  newName: string,
  context: FeatureContext,
): readonly TextEdit[] | Refusal {
  const prepared = prepareRename(file, offset, context);
  const at = occurrenceAt(file, offset);
  if ('refusal' in prepared) return prepared;
  if (at === undefined) return [];
  const name = newName.trim();
  const { named } = at;
  const refusal =
    named.kind === 'request'
      ? whyNoRequestName(file, named.request, name)
      : whyNoVariableName(file, named, name, context);
  if (refusal !== undefined) return { refusal };
  return occurrencesOf(file, named).map(occurrence => ({
    ...occurrence.range,
    text: named.kind === 'request' ? spelling(file, named, occurrence, name) : name,
  }));
}

/** `{{listItems...}}` of a request named `list items` stays in camel case; a name is never put in with blanks. */
function spelling(
  { text }: HttpFile,
  named: Extract<Named, { kind: 'request' }>,
  { role, range }: Occurrence,
  name: string,
): string {
  if (role === 'definition') return name;
  const exact = text.slice(range.start, range.end) === (named.request.name ?? named.request.title)?.text;
  return exact && !/\s/.test(name) ? name : camelCase(name);
}

function whyOutside(name: string, context: FeatureContext): string {
  const source = sourceOf(name, context);
  if (source !== undefined) return `{{${name}}} is set in ${source}. Rename it there.`;
  const { hostValues } = context;
  if (Object.hasOwn(hostValues, name) || name.startsWith('$procore.'))
    return `{{${name}}} is given by the extension and cannot be renamed.`;
  if (name.startsWith('$')) return `{{${name}}} is a dynamic value and cannot be renamed.`;
  return `Nothing in this file sets {{${name}}}, so it cannot be renamed. Write @name = value above the request first.`;
}

/** Where the value of that name is written outside the file; `undefined` where it is nowhere, or not known. */
function sourceOf(name: string, { layers }: FeatureContext): string | undefined {
  const layer = layers?.find(({ values }) => values.has(name));
  return layer && (layer.section === undefined ? layer.source : `${layer.source}, ${layer.section}`);
}

function whyNoVariableName(
  file: HttpFile,
  named: Exclude<Named, { kind: 'request' }>,
  name: string,
  context: FeatureContext,
): string | undefined {
  if (!/^[\p{L}\p{N}_][\p{L}\p{N}_.-]*$/u.test(name) || name.startsWith('global.'))
    return `"${name}" cannot be the name of a variable. Use letters, digits, _, - and dots, and start with a letter.`;
  if (name === named.name) return undefined;
  const names = namesOf(file);
  if (names.variables.has(name)) return `@${name} is already set in this file. Choose another name.`;
  const [called = ''] = name.split(/[.[]/, 1);
  if (called !== name && names.request(called) !== undefined)
    return `{{${name}}} would read the answer of the request ${called}. Choose another name.`;
  const source =
    sourceOf(name, context) ?? (Object.hasOwn(context.hostValues, name) ? 'the extension' : undefined);
  if (source !== undefined && occurrencesOf(file, { kind: 'outside', name }).length > 0)
    return `{{${name}}} is used in this file already, with its value from ${source}. Choose another name.`;
  return undefined;
}

function whyNoRequestName(
  file: HttpFile,
  request: Extract<Named, { kind: 'request' }>['request'],
  name: string,
): string | undefined {
  if (!/^[\p{L}\p{N}_][\p{L}\p{N}_ -]*$/u.test(name))
    return `"${name}" cannot be the name of a request. Use letters, digits, _, - and blanks, and start with a letter.`;
  const other = namesOf(file).request(name);
  if (other !== undefined && other !== request)
    return `Another request is named ${(other.name ?? other.title)?.text ?? name}. Choose another name.`;
  return undefined;
}
