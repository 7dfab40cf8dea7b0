import type { ErrorKind, FieldError, JsonPath } from './normalizedError.ts';

/** What a body says before the texts are put in order; texts are still as the server sent them. */
export interface Shape {
  readonly kind: ErrorKind;
  readonly codes: readonly string[];
  /** Texts about the whole request, the one for the reader first. */
  readonly messages: readonly string[];
  readonly fields: readonly FieldError[];
}

type Json = Readonly<Record<string, unknown>>;

/** A body of thousands of failed rows is told by its first ones. */
export const mostRows = 50;

/**
 * The shape of a parsed JSON body, tried in the order in which Procore's documents and observed answers
 * make them likely: v2 and coded v1 errors, lists, fields, texts, OAuth, plain messages. `undefined`: none
 * of them. Sources: "Error code reference" [doc], error schemas of the published document [oas], bodies
 * quoted by integrators [live].
 */
export function shapeOf(body: unknown): Shape | undefined {
  if (Array.isArray(body)) return rowShape(body);
  if (!isObject(body)) return typeof body === 'string' ? shape('plain', { messages: [body] }) : undefined;
  return (
    codedShape(body) ??
    partialShape(body) ??
    errorsShape(body) ??
    fieldSetShape(body) ??
    oauthShape(body) ??
    messageShape(body)
  );
}

/** `{"error":{"code","message","details":[{"reason_code" | "code","message","source"}]}}`, `{"error":{"error"}}`. */
function codedShape(body: Json, at: JsonPath = []): Shape | undefined {
  const error = body['error'];
  if (!isObject(error)) return undefined;
  const listed = array(error['details']);
  const details = listed.filter(isObject);
  const kind: ErrorKind = 'code' in error || details.length > 0 ? 'coded' : 'nested';
  return shape(kind, {
    codes: [
      ...details.flatMap(detail => [text(detail['reason_code']), text(detail['code'])]),
      text(error['code']),
    ],
    messages: [
      text(error['message']) ?? text(error['error']),
      ...details.filter(detail => source(detail) === undefined).map(detail => text(detail['message'])),
    ],
    fields: listed.flatMap((detail, index) => {
      const field = isObject(detail) ? source(detail) : undefined;
      if (!isObject(detail) || field === undefined) return [];
      const code = text(detail['reason_code']) ?? text(detail['code']);
      const message = text(detail['message']) ?? code ?? '';
      return [{ field, message, code, at: [...at, 'error', 'details', index] }];
    }),
  });
}

function source(detail: Json): string | undefined {
  const { source: named } = detail;
  if (isObject(named)) return text(named['pointer']) ?? text(named['parameter']);
  return text(named);
}

/** Sync and bulk answers: `{"entities":[],"errors":[...]}`, `{"data":{"success":[],"failed":[...]}}`. */
function partialShape(body: Json): Shape | undefined {
  if ('entities' in body) return { ...rowsOfFailures(array(body['errors']), ['errors']), kind: 'partial' };
  const { data } = body;
  if (!isObject(data) || !('failed' in data)) return undefined;
  return { ...rowsOfFailures(array(data['failed']), ['data', 'failed']), kind: 'partial' };
}

/** `{"errors": list | fields | text}`; a text beside it (`error_type`, `message`) is kept. */
function errorsShape(body: Json, at: JsonPath = []): Shape | undefined {
  const errors = body['errors'];
  const beside = [text(body['message']), text(body['error_description'])];
  const codes = [text(body['error_type']), machine(body['code'])];
  if (typeof errors === 'string') return shape('text', { codes, messages: [errors, ...beside] });
  if (Array.isArray(errors)) {
    const objects = errors.slice(0, mostRows).map(row => (isObject(row) ? row : undefined));
    const inner = rowsOfFailures(objects, [...at, 'errors']);
    return shape('list', {
      codes: [...codes, ...inner.codes],
      messages: [...errors.slice(0, mostRows).map(text), ...inner.messages, ...beside],
      fields: inner.fields,
    });
  }
  if (!isObject(errors)) return undefined;
  const fields = fieldErrors(errors, [...at, 'errors']);
  const whole = fields.filter(({ field }) => field === '');
  const named = fields.filter(({ field }) => field !== '');
  return shape('fields', {
    codes,
    messages: [...whole.map(({ message }) => message), joinFields(named), ...beside],
    fields: named,
  });
}

/** One text of all fields, e.g. `subject: can't be blank; due_date: is invalid`; `undefined` without fields. */
export function joinFields(fields: readonly FieldError[]): string | undefined {
  const texts = fields.map(({ field, message }) => (message === '' ? field : `${field}: ${message}`));
  return texts.length === 0 ? undefined : texts.join('; ');
}

/** Custom fields: `{"base":[...],"fields":{"label":"..."}}`. */
function fieldSetShape(body: Json): Shape | undefined {
  if (!isObject(body['fields']) && !Array.isArray(body['base'])) return undefined;
  const fields = isObject(body['fields']) ? fieldErrors(body['fields'], ['fields']) : [];
  return shape('fields', { messages: [...array(body['base']).map(text), joinFields(fields)], fields });
}

/** `{"error":"invalid_grant","error_description":"..."}`; Doorkeeper's form [live]. */
function oauthShape(body: Json): Shape | undefined {
  const error = text(body['error']);
  if (error === undefined || !('error_description' in body || /^[a-z]+(?:_[a-z]+)+$/.test(error))) {
    return undefined;
  }
  return shape('oauth', { codes: [error], messages: [text(body['error_description']) ?? error] });
}

/** `{"message","error" | "exception"}`, `{"code","message","fields","reason","error"}`, `{"error":"text"}`. */
function messageShape(body: Json): Shape | undefined {
  const messages = ['message', 'error', 'reason', 'exception'].map(name => text(body[name]));
  const fields = text(body['fields']);
  if (messages.every(message => message === undefined) && fields === undefined) return undefined;
  return shape('message', {
    codes: [machine(body['code'])],
    messages,
    fields:
      fields === undefined
        ? []
        : [{ field: fields, message: text(body['reason']) ?? '', code: undefined, at: ['fields'] }],
  });
}

/** Bulk updates: `[{"id":1,"errors":{"title":["..."]}}]`; also a bare list of texts. */
function rowShape(body: readonly unknown[]): Shape | undefined {
  if (body.length > 0 && body.slice(0, mostRows).every(row => typeof row === 'string')) {
    return shape('list', { messages: body.slice(0, mostRows).map(text) });
  }
  const rows = body
    .slice(0, mostRows)
    .map(row => (isObject(row) && ('errors' in row || 'error' in row) ? row : undefined));
  return rows.every(row => row === undefined) ? undefined : rowsOfFailures(rows, []);
}

/** `at`: where the rows stand; an `undefined` row is not a failed one. */
function rowsOfFailures(rows: readonly unknown[], at: JsonPath): Shape {
  const shapes = rows.slice(0, mostRows).map((row, index) => {
    if (!isObject(row)) return shape('list', { messages: [text(row)] });
    return (
      errorsShape(row, [...at, index]) ??
      codedShape(row, [...at, index]) ??
      shape('message', {
        codes: [machine(row['code']), machine(row['reason_code'])],
        messages: [text(row['message']), text(row['error'])],
      })
    );
  });
  return {
    kind: 'rows',
    codes: shapes.flatMap(({ codes }) => codes),
    messages: shapes.flatMap(({ messages }) => messages),
    fields: shapes.flatMap(({ fields }) => fields),
  };
}

/** Field to text or texts; `base` speaks of the whole record and gets an empty name. One level of nesting. */
function fieldErrors(errors: Json, at: JsonPath): FieldError[] {
  const named = (field: string, value: unknown, ...names: readonly string[]): FieldError[] =>
    (Array.isArray(value) ? value.slice(0, mostRows) : [value]).flatMap(one => {
      const message = text(one);
      return message === undefined
        ? []
        : [{ field: field === 'base' ? '' : field, message, code: undefined, at: [...at, ...names] }];
    });
  return Object.entries(errors)
    .slice(0, mostRows)
    .flatMap(([field, value]) =>
      isObject(value)
        ? Object.entries(value)
            .slice(0, mostRows)
            .flatMap(([inner, nested]) => named(`${field}.${inner}`, nested, field, inner))
        : named(field, value, field),
    );
}

function shape(
  kind: ErrorKind,
  found: {
    readonly codes?: readonly (string | undefined)[];
    readonly messages: readonly (string | undefined)[];
    readonly fields?: readonly FieldError[];
  },
): Shape {
  const present = (values: readonly (string | undefined)[]) => values.filter(value => value !== undefined);
  return {
    kind,
    codes: present(found.codes ?? []),
    messages: present(found.messages),
    fields: found.fields ?? [],
  };
}

/** Machine strings only: `{"code":400}` repeats the status and says nothing. */
function machine(value: unknown): string | undefined {
  const code = text(value);
  return code !== undefined && /^[A-Za-z][\w.-]*$/.test(code) ? code : undefined;
}

function text(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

function array(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value.slice(0, mostRows) : [];
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
