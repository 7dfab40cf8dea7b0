/** Why a call is refused, before it is put into the error body of its API version. */
export interface Refusal {
  readonly status: number;
  /** The whole body under v1, whose shapes vary. */
  readonly v1: unknown;
  /** What v2 puts into its one envelope. */
  readonly v2: { readonly code: string; readonly details: readonly RefusalDetail[] };
  readonly headers?: Readonly<Record<string, string>>;
  /** For the log, in words for a developer. */
  readonly note: string;
}

/** One of the details in the envelope of v2; `source` is the field or parameter that it is about. */
export interface RefusalDetail {
  readonly reason_code: string;
  readonly message: string;
  readonly source?: string;
}

/** Reason and outer codes that Procore's v2 pages show; those of 409 and 413 follow the pattern [assumed]. */
const v2Codes: Readonly<Record<number, readonly [code: string, reason: string]>> = {
  400: ['BAD_REQUEST', 'INVALID_PROPERTY'],
  401: ['UNAUTHORIZED', 'INVALID_TOKEN'],
  403: ['FORBIDDEN', 'FORBIDDEN'],
  404: ['NOT_FOUND', 'NOT_FOUND'],
  408: ['REQUEST_TIMEOUT', 'REQUEST_TIMEOUT'],
  409: ['CONFLICT', 'CONFLICT'],
  413: ['PAYLOAD_TOO_LARGE', 'PAYLOAD_TOO_LARGE'],
  422: ['VALIDATION_ERROR', 'INVALID_PROPERTY'],
  429: ['TOO_MANY_REQUESTS', 'TOO_MANY_REQUESTS'],
  500: ['INTERNAL_SERVER_ERROR', 'INTERNAL_SERVER_ERROR'],
};

/** `{"errors":"text"}`, the plainest shape of v1. */
export function refuseWithText(status: number, text: string, note = text): Refusal {
  return refuse(status, { errors: text }, [{ message: text }], note);
}

/** `{"errors":["text"]}`, as v1 answers 403. */
export function refuseWithList(status: number, text: string, note = text): Refusal {
  return refuse(status, { errors: [text] }, [{ message: text }], note);
}

/** `{"errors":{"field":["text"]}}`. */
export function refuseFields(
  status: number,
  fields: Readonly<Record<string, readonly string[]>>,
  note = Object.entries(fields)
    .flatMap(([field, texts]) => texts.map(text => `${field} ${text}`))
    .join(', '),
): Refusal {
  const details = Object.entries(fields).flatMap(([source, texts]) =>
    texts.map(message => ({ message, source })),
  );
  return refuse(status, { errors: fields }, details, note);
}

/** Any other v1 shape. */
export function refuse(
  status: number,
  v1: unknown,
  details: readonly { readonly message: string; readonly source?: string }[],
  note: string,
): Refusal {
  const [code, reason] = v2Codes[status] ?? ['UNKNOWN_FAILURE', 'UNKNOWN_FAILURE'];
  return {
    status,
    v1,
    v2: { code, details: details.map(detail => ({ reason_code: reason, ...detail })) },
    note,
  };
}

/**
 * The body to send. Under v2 every error has one envelope; v1 has several shapes. Source: Procore
 * documentation, "Document Management technical guide" and the OpenAPI error schemas [doc] [oas].
 */
export function refusalBody(refusal: Refusal, version2: boolean): string {
  if (!version2) return JSON.stringify(refusal.v1);
  const { code, details } = refusal.v2;
  const message = details.map(detail => detail.message).join(' ');
  return JSON.stringify({ error: { code, message, details } });
}
