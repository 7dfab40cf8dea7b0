import type { OperationBody } from '../../procore/catalog/catalog.ts';
import { type Refusal, refuseWithText } from '../refusal.ts';

/** A body as a value, or why there is none to be had. */
export type ParsedBody = { readonly body: unknown } | { readonly refusal: Refusal };

const forms = ['multipart/form-data', 'application/x-www-form-urlencoded'];

/**
 * The body as a value: JSON, or the fields of a form nested as Rails names them (`rfi[subject]`,
 * `ids[]`); a file stands as its name, type and size. `body` is `undefined` where none was sent. Source:
 * Procore documentation, "RESTful API concepts" [doc]; wording of the refusals [assumed].
 */
export async function parseBody(request: Request, declared: OperationBody | undefined): Promise<ParsedBody> {
  const contentType = mediaType(request.headers.get('content-type'));
  if (contentType !== undefined && forms.includes(contentType)) {
    try {
      return { body: nestFormFields(await request.formData()) };
    } catch {
      return {
        refusal: refuseWithText(400, 'The form data could not be read.', `unreadable ${contentType}`),
      };
    }
  }
  const text = await request.text();
  if (text === '') return { body: undefined };
  if (contentType === undefined || !isJson(contentType)) {
    if (declared?.contentTypes.some(type => type === contentType)) return { body: undefined };
    const sent = contentType ?? 'none';
    return {
      refusal: refuseWithText(
        400,
        'Content-Type must be application/json.',
        `content type of the body: ${sent}`,
      ),
    };
  }
  try {
    return { body: JSON.parse(text) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { refusal: refuseWithText(400, `There was a problem in the JSON you submitted: ${reason}`) };
  }
}

function isJson(mediaType: string): boolean {
  return mediaType === 'application/json' || mediaType.endsWith('+json');
}

/** Lower case, without parameters; `undefined` where the header is missing or empty. */
export function mediaType(contentType: string | null): string | undefined {
  const type = contentType?.split(';', 1)[0]?.trim().toLowerCase();
  return type === '' ? undefined : type;
}

type Nested = { [name: string]: unknown };

/** `a[b][]=1&a[b][]=2` becomes `{a: {b: ['1', '2']}}`. */
export function nestFormFields(form: FormData): unknown {
  const root: Nested = Object.create(null);
  for (const [name, value] of form) {
    const [first = '', ...rest] = name.split('[').map(part => part.replace(/\]$/, ''));
    const entry =
      typeof value === 'string'
        ? value
        : { filename: value.name, content_type: value.type, size: value.size };
    put(root, [first, ...rest], entry);
  }
  return { ...root };
}

function put(target: Nested, [name = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) {
    target[name] = value;
  } else if (rest[0] === '') {
    const list = Array.isArray(target[name]) ? target[name] : [];
    if (rest.length === 1) {
      list.push(value);
    } else {
      const last: unknown = list.at(-1);
      const next = rest.slice(1);
      const fits = isNested(last) && !(next.length === 1 && (next[0] ?? '') in last);
      const item: Nested = fits ? last : Object.create(null);
      if (!fits) list.push(item);
      put(item, next, value);
    }
    target[name] = list;
  } else {
    const inner = isNested(target[name]) ? target[name] : Object.create(null);
    put(inner, rest, value);
    target[name] = inner;
  }
}

function isNested(value: unknown): value is Nested {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
