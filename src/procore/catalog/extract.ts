import type { BodyProperty, Operation, Parameter } from './catalog.ts';

/** A per-operation extract of Procore's OpenAPI document: names, types and flags, with short keys. */
export interface Extract {
  readonly ops: readonly ExtractOperation[];
}

interface ExtractOperation {
  readonly m: string;
  readonly p: string;
  readonly g: string;
  readonly id: string;
  readonly path?: readonly ExtractParameter[];
  readonly query?: readonly ExtractParameter[];
  readonly header?: readonly ExtractParameter[];
  readonly body?: {
    readonly ct: string;
    readonly cts?: readonly string[];
    readonly required?: number;
    readonly props: readonly ExtractParameter[];
  };
  readonly status: readonly string[];
  readonly res?: string;
  readonly env?: string;
  readonly res_data?: string;
  readonly fields?: readonly (readonly [string, string])[];
  readonly item?: string;
}

/** Name, type, required, and then nested properties or the options of the value. */
type ExtractParameter = readonly [
  name: string,
  type: string,
  required: number,
  more?:
    | readonly ExtractParameter[]
    | { readonly e?: readonly (string | number | null)[]; readonly d?: unknown },
];

/** Whether a parsed document is such an extract. */
export function isExtract(document: unknown): document is Extract {
  if (typeof document !== 'object' || document === null || !('ops' in document)) return false;
  return Array.isArray(document.ops) && document.ops.every(isOperation);
}

function isOperation(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('m' in value && 'p' in value && 'g' in value))
    return false;
  return [value.m, value.p, value.g].every(part => typeof part === 'string');
}

/** The operations of an extract, in its order. */
export function operationsOfExtract(extract: Extract): readonly Operation[] {
  return extract.ops.map(operation => ({
    method: operation.m,
    path: operation.p,
    tag: operation.g,
    id: operation.id,
    pathParameters: (operation.path ?? []).map(parameterOf),
    queryParameters: (operation.query ?? []).map(parameterOf),
    headerParameters: (operation.header ?? []).map(parameterOf),
    body: operation.body && {
      contentTypes: [...new Set([operation.body.ct, ...(operation.body.cts ?? [])])],
      required: operation.body.required === 1,
      properties: operation.body.props.map(parameterOf),
    },
    statuses: operation.status,
    deprecated: false,
    result:
      operation.res === undefined
        ? undefined
        : {
            type: operation.res_data ?? operation.res,
            wrapped: operation.env === 'data',
            fields: operation.fields ?? [],
            item: operation.item,
          },
  }));
}

function parameterOf([name, type, required, more]: ExtractParameter): Parameter & BodyProperty {
  const parameter = { name, type, required: required === 1 };
  if (more === undefined) return parameter;
  if (isNested(more)) return { ...parameter, properties: more.map(parameterOf) };
  // `null` among the values only says that the field may be empty.
  const values = more.e?.filter(value => value !== null);
  return { ...parameter, ...(values && { values }), ...(more.d !== undefined && { default: more.d }) };
}

function isNested(more: NonNullable<ExtractParameter[3]>): more is readonly ExtractParameter[] {
  return Array.isArray(more);
}
