/**
 * Which kind of error body was met. `coded`: v2, and v1 with a code. `list`, `fields`, `text`: what stands
 * under `errors`. `message`: v1 with `message` or `error`. `nested`: a text two levels down. `rows`: one
 * entry for each record. `partial`: a success with failures inside. `html`, `plain`: a gateway or an unknown
 * route. `storage-xml`: object storage.
 */
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

/** Names and indexes from the root of a JSON body. */
export type JsonPath = readonly (string | number)[];

/** What an answer says about one field or parameter. */
export interface FieldError {
  /** As the server names it, e.g. `assignees`, `body.hook.namespace`. */
  readonly field: string;
  readonly message: string;
  /** Machine string of a v2 detail, e.g. `INVALID_PROPERTY`; `undefined` elsewhere. */
  readonly code: string | undefined;
  /** Where the answer speaks of it. */
  readonly at: JsonPath;
}

/** An error answer in one form. Texts come from the server: show them as plain text only. */
export interface NormalizedError {
  readonly status: number;
  readonly kind: ErrorKind;
  /**
   * The machine string to key on: the v2 reason code before the outer code, as "Document Management
   * technical guide" asks [doc]; OAuth `error`; `Code` of object storage. `undefined`: the body has none.
   */
  readonly code: string | undefined;
  /** All machine strings of the body. */
  readonly codes: readonly string[];
  /** The text for the reader: one line, no control characters. `undefined`: the body has none. */
  readonly message: string | undefined;
  /** Every text that speaks of the whole request, the reader's first. */
  readonly messages: readonly string[];
  readonly fields: readonly FieldError[];
  /** `X-Request-Id`, to quote to API Support; `undefined` where it was not sent [sdk]. */
  readonly requestId: string | undefined;
  /** The body as it came. */
  readonly raw: string;
}
