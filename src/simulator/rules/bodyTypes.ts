import type { BodyProperty } from '../../procore/catalog/catalog.ts';

/**
 * What is wrong with the type of a value of a body, by what the OpenAPI document declares [oas]; `undefined`: nothing,
 * or the document does not tell. Numbers and flags may stand as text and any scalar where text is wanted, as Rails
 * reads them [inferred]; that the rest is a 400, and its wording, is [assumed].
 */
export function typeProblem({ type }: Pick<BodyProperty, 'type'>, value: unknown): string | undefined {
  if (value === null || value === undefined || value === '') return undefined;
  if (type === 'array' || type.endsWith('[]')) return listProblem(type.slice(0, -2), value);
  const wanted = wantedOf(type);
  return wanted === undefined || wanted.holds(value) ? undefined : `must be ${wanted.one}`;
}

interface Wanted {
  readonly one: string;
  readonly many: string;
  readonly holds: (value: unknown) => boolean;
}

function wantedOf(type: string): Wanted | undefined {
  const [kind = '', form = ''] = type.split(':');
  switch (kind) {
    case 'integer':
      return { one: 'an integer', many: 'integers', holds: value => /^-?\d+$/.test(scalar(value)) };
    case 'number':
      return {
        one: 'a number',
        many: 'numbers',
        holds: value => scalar(value).trim() !== '' && Number.isFinite(Number(scalar(value))),
      };
    case 'boolean':
      return {
        one: 'true or false',
        many: 'true or false',
        holds: value => /^(?:true|false|1|0|on|off|yes|no|t|f)$/i.test(scalar(value)),
      };
    case 'string':
      // A file of a form stands as an object.
      return form === 'binary'
        ? undefined
        : { one: 'a string', many: 'strings', holds: value => typeof value !== 'object' || isFile(value) };
    case 'object':
      return { one: 'an object', many: 'objects', holds: value => typeof value === 'object' };
    default:
      return undefined;
  }
}

function listProblem(item: string, value: unknown): string | undefined {
  // Rails takes an object whose names are numbers for a list.
  if (typeof value !== 'object') return 'must be a list';
  const wanted = wantedOf(item);
  if (wanted === undefined || !Array.isArray(value)) return undefined;
  return value.every(one => one === null || one === '' || wanted.holds(one))
    ? undefined
    : `must be a list of ${wanted.many}`;
}

/** Of what is no scalar, a text that is no value of any type. */
function scalar(value: unknown): string {
  return typeof value === 'object' ? ' ' : String(value);
}

function isFile(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'filename' in value && 'content_type' in value;
}
