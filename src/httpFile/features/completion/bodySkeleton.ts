import type { BodyProperty, Operation } from '../../../procore/catalog/catalog.ts';
import type { HttpFile } from '../../syntax.ts';
import type { FeatureContext } from '../context.ts';
import { fittingVariable } from '../fittingVariable.ts';
import type { Snippet, SnippetPart } from './item.ts';

/** How many properties of a new record stand for those that may all be left out. */
const mostOptional = 4;

/** With what a body is filled in. */
interface Filling {
  readonly file: HttpFile;
  readonly context: FeatureContext;
  /** Properties to give where none is required. Of a change none: what is not filled in would overwrite. */
  readonly optional: number;
}

/** Content type and body with what the operation requires; empty where it takes no body. */
export function bodySkeleton(operation: Operation, file: HttpFile, context: FeatureContext): Snippet {
  const { body } = operation;
  if (body === undefined) return [];
  const filling = { file, context, optional: operation.method === 'POST' ? mostOptional : 0 };
  const json = body.contentTypes.find(type => /\bjson$/.test(type));
  if (json === undefined && body.contentTypes.some(type => type.startsWith('multipart/')))
    return multipart(body.properties, filling);
  const value = objectParts(body.properties, '', filling);
  return [`\nContent-Type: ${json ?? body.contentTypes[0] ?? 'application/json'}\n\n`, ...value, '\n'];
}

/** The required properties, or some of those that may be left out where none is required. */
function chosenProperties(properties: readonly BodyProperty[], optional: number): readonly BodyProperty[] {
  const required = properties.filter(({ required }) => required);
  if (required.length > 0) return required;
  const nested = properties.filter(({ type, properties: inner }) => type === 'object' && inner !== undefined);
  if (nested.length === 1) {
    // A record under its own name, with the ids of where it belongs beside it.
    return properties.filter(
      property => property === nested[0] || /^(?:project|company)_id$/.test(property.name),
    );
  }
  return properties.filter(({ name }) => !name.includes('{')).slice(0, optional);
}

function objectParts(properties: readonly BodyProperty[], indent: string, filling: Filling): Snippet {
  const chosen = chosenProperties(properties, filling.optional);
  if (chosen.length === 0) return ['{', { stop: '' }, '}'];
  const inner = `${indent}  `;
  return [
    '{\n',
    ...chosen.flatMap((property, place): Snippet => {
      const end = place < chosen.length - 1 ? ',\n' : '\n';
      const value = partsOfValue(property, inner, filling);
      return [`${inner}${JSON.stringify(property.name)}: `, ...value, end];
    }),
    `${indent}}`,
  ];
}

/** A value of the property's type to fill in, or the variable that fits it; of an object what it requires. */
export function valueParts(
  property: BodyProperty,
  indent: string,
  file: HttpFile,
  context: FeatureContext,
): Snippet {
  return partsOfValue(property, indent, { file, context, optional: 0 });
}

function partsOfValue(
  { name, type, values, default: standard, properties }: BodyProperty,
  indent: string,
  filling: Filling,
): Snippet {
  if (type.endsWith('[]')) {
    if (properties === undefined) return ['[', { stop: '' }, ']'];
    return ['[', ...objectParts(properties, indent, filling), ']'];
  }
  if (properties !== undefined) return objectParts(properties, indent, filling);
  if (type === 'object') return ['{', { stop: '' }, '}'];
  if (type === 'boolean') return [{ choice: standard === true ? ['true', 'false'] : ['false', 'true'] }];
  const variable = fittingVariable(name, filling.file, filling.context);
  const isText = type.startsWith('string');
  if (variable !== undefined) return [isText ? `"{{${variable}}}"` : `{{${variable}}}`];
  // Some documents put a sentence there, with quotes in it.
  const said =
    values?.map(value => (isText ? JSON.stringify(String(value)).slice(1, -1) : String(value))) ?? [];
  const part: SnippetPart = said.length > 1 ? { choice: said } : { stop: said[0] ?? example(type, standard) };
  return isText ? ['"', part, '"'] : [part];
}

function example(type: string, standard: unknown): string {
  if (typeof standard === 'string' || typeof standard === 'number') return String(standard);
  if (type === 'string:date') return 'YYYY-MM-DD';
  if (type === 'string:date-time') return 'YYYY-MM-DDTHH:MM:SSZ';
  if (type === 'integer' || type.startsWith('number')) return '0';
  return type === 'any' ? 'null' : '';
}

const boundary = 'part';

/** Each field a part of its own; a file is read from beside the `.http` file. */
function multipart(properties: readonly BodyProperty[], { file, context, optional }: Filling): Snippet {
  const fields = fieldsOf(properties, '', optional);
  return [
    `\nContent-Type: multipart/form-data; boundary=${boundary}\n\n`,
    ...fields.flatMap(({ name, holdsFile }): Snippet => {
      const part = `--${boundary}\nContent-Disposition: form-data; name="${name}"`;
      if (holdsFile)
        return [`${part}; filename="`, { stop: 'file.pdf' }, '"\n\n< ./', { stop: 'file.pdf' }, '\n'];
      const variable = fittingVariable(name, file, context);
      return [`${part}\n\n`, variable === undefined ? { stop: '' } : `{{${variable}}}`, '\n'];
    }),
    `--${boundary}--\n`,
  ];
}

/** `file` with `data` in it is the field `file[data]`. A file is always among them: it is why parts are sent. */
function fieldsOf(
  properties: readonly BodyProperty[],
  outer: string,
  optional: number,
): readonly { readonly name: string; readonly holdsFile: boolean }[] {
  const chosen = new Set(chosenProperties(properties, optional));
  return properties
    .filter(property => chosen.has(property) || isFile(property))
    .flatMap(property => {
      const { name, properties: inner } = property;
      const full = outer === '' ? name : `${outer}[${name}]`;
      if (inner !== undefined) return fieldsOf(inner, full, optional);
      return [{ name: full, holdsFile: isFile(property) }];
    });
}

/** Some operations call the file `data` and a plain string, as `file[data]` of POST /rest/v1.0/files. */
function isFile({ name, type }: BodyProperty): boolean {
  return type === 'string:binary' || (type === 'string' && name === 'data');
}
