import type { BodyProperty, Operation } from '../../../procore/catalog/catalog.ts';
import type { HttpFile } from '../../syntax.ts';
import type { FeatureContext } from '../context.ts';
import { fittingVariable } from '../fittingVariable.ts';
import type { Snippet, SnippetPart } from './item.ts';

/** How many properties stand for those that may all be left out. */
const mostOptional = 4;

/** Content type and body with what the operation requires; empty where it takes no body. */
export function bodySkeleton(operation: Operation, file: HttpFile, context: FeatureContext): Snippet {
  const { body } = operation;
  if (body === undefined) return [];
  const json = body.contentTypes.find(type => /\bjson$/.test(type));
  if (json === undefined && body.contentTypes.some(type => type.startsWith('multipart/')))
    return multipart(body.properties, file, context);
  const value = objectParts(body.properties, '', file, context);
  return [`\nContent-Type: ${json ?? body.contentTypes[0] ?? 'application/json'}\n\n`, ...value, '\n'];
}

/** The required properties, or some of those that may be left out where none is required. */
export function chosenProperties(properties: readonly BodyProperty[]): readonly BodyProperty[] {
  const required = properties.filter(({ required }) => required);
  if (required.length > 0) return required;
  const nested = properties.filter(({ type, properties: inner }) => type === 'object' && inner !== undefined);
  if (nested.length === 1) {
    // A record under its own name, with the ids of where it belongs beside it.
    return properties.filter(
      property => property === nested[0] || /^(?:project|company)_id$/.test(property.name),
    );
  }
  return properties.filter(({ name }) => !name.includes('{')).slice(0, mostOptional);
}

function objectParts(
  properties: readonly BodyProperty[],
  indent: string,
  file: HttpFile,
  context: FeatureContext,
): Snippet {
  const chosen = chosenProperties(properties);
  if (chosen.length === 0) return ['{', { stop: '' }, '}'];
  const inner = `${indent}  `;
  return [
    '{\n',
    ...chosen.flatMap((property, place): Snippet => {
      const end = place < chosen.length - 1 ? ',\n' : '\n';
      const value = valueParts(property, inner, file, context);
      return [`${inner}${JSON.stringify(property.name)}: `, ...value, end];
    }),
    `${indent}}`,
  ];
}

/** A value of the property's type to fill in, or the variable that fits it. */
export function valueParts(
  { name, type, values, default: standard, properties }: BodyProperty,
  indent: string,
  file: HttpFile,
  context: FeatureContext,
): Snippet {
  if (type.endsWith('[]')) {
    if (properties === undefined) return ['[', { stop: '' }, ']'];
    return ['[', ...objectParts(properties, indent, file, context), ']'];
  }
  if (properties !== undefined) return objectParts(properties, indent, file, context);
  if (type === 'object') return ['{', { stop: '' }, '}'];
  if (type === 'boolean') return [{ choice: standard === true ? ['true', 'false'] : ['false', 'true'] }];
  const variable = fittingVariable(name, file, context);
  const isText = type.startsWith('string');
  if (variable !== undefined) return [isText ? `"{{${variable}}}"` : `{{${variable}}}`];
  const said = values?.map(String) ?? [];
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
function multipart(properties: readonly BodyProperty[], file: HttpFile, context: FeatureContext): Snippet {
  const fields = fieldsOf(chosenProperties(properties), '');
  return [
    `\nContent-Type: multipart/form-data; boundary=${boundary}\n\n`,
    ...fields.flatMap(({ name, type }): Snippet => {
      const part = `--${boundary}\nContent-Disposition: form-data; name="${name}"`;
      if (type === 'string:binary')
        return [`${part}; filename="`, { stop: 'file.pdf' }, '"\n\n< ./', { stop: 'file.pdf' }, '\n'];
      const variable = fittingVariable(name, file, context);
      return [`${part}\n\n`, variable === undefined ? { stop: '' } : `{{${variable}}}`, '\n'];
    }),
    `--${boundary}--\n`,
  ];
}

/** `file` with `data` in it is the field `file[data]`. */
function fieldsOf(
  properties: readonly BodyProperty[],
  outer: string,
): readonly { readonly name: string; readonly type: string }[] {
  return properties.flatMap(({ name, type, properties: inner }) => {
    const full = outer === '' ? name : `${outer}[${name}]`;
    return inner === undefined ? [{ name: full, type }] : fieldsOf(chosenProperties(inner), full);
  });
}
