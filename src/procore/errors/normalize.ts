import type { HeaderMap } from '../headers.ts';

/** Which of the shapes of Procore's error bodies was met; see `shapes.ts`. */
export type ErrorKind =
  | 'coded'
  | 'list'
  | 'fields'
  | 'text'
  | 'message'
  | 'oauth'
  | 'nested'
  | 'rows'
  | 'partial'
  | 'html'
  | 'storage-xml'
  | 'plain'
  | 'empty'
  | 'unknown';

/** What an answer says about a field, a parameter or, with an empty `field`, the whole record. */
export interface FieldError {
  readonly field: string;
  readonly message: string;
  /** Machine string of a v2 detail, e.g. `INVALID_PROPERTY`; `undefined` elsewhere. */
  readonly code: string | undefined;
}

/** An error answer in one shape. Texts come from the server: to be shown as plain text only. */
export interface NormalizedError {
  readonly status: number;
  readonly kind: ErrorKind;
  /** The machine string to key on: v2 reason code, `error.code`, OAuth `error`, storage `Code`. */
  readonly code: string | undefined;
  /** All machine strings of the body, the outer one first. */
  readonly codes: readonly string[];
  /** The text for the reader, one line without control characters; `undefined` where there is none. */
  readonly message: string | undefined;
  /** Every text of the body that speaks of the whole request, cleaned as `message`. */
  readonly messages: readonly string[];
  readonly fields: readonly FieldError[];
  /** `X-Request-Id`, to quote to API Support [sdk]. */
  readonly requestId: string | undefined;
  readonly raw: string;
}

/** Never throws: what fits no shape gives `kind: 'unknown'` with whatever text there is. */
export function normalizeError(status: number, _headers: HeaderMap, body: string): NormalizedError {
  return {
    status,
    kind: body === '' ? 'empty' : 'unknown',
    code: undefined,
    codes: [],
    message: undefined,
    messages: [],
    fields: [],
    requestId: undefined,
    raw: body,
  };
}
