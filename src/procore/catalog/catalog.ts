/** One operation of Procore's published OpenAPI document (spring 2026 extract): names, types and flags only. */
export interface Operation {
  readonly method: string;
  /** e.g. `/rest/v1.0/projects/{project_id}/rfis`. */
  readonly path: string;
  /** `category/tool/resource`. */
  readonly tag: string;
  readonly id: string;
  readonly pathParameters: readonly Parameter[];
  readonly queryParameters: readonly Parameter[];
  readonly headerParameters: readonly Parameter[];
  /** `undefined`: takes no body. */
  readonly body: OperationBody | undefined;
  /** Documented statuses as written, `default` among them. */
  readonly statuses: readonly string[];
  /** Shape of the 200 or 201 answer; `undefined`: not documented. */
  readonly result: OperationResult | undefined;
  /** Procore says that it will go; `false` also where the source of the catalog does not say. */
  readonly deprecated: boolean;
}

/** A parameter of path, query or headers. */
export interface Parameter {
  readonly name: string;
  /** `integer`, `string`, `string:date`, `integer[]`, `object`, ... as the document has it. */
  readonly type: string;
  readonly required: boolean;
  readonly values?: readonly (string | number)[];
  readonly default?: unknown;
}

/** What an operation takes as its body. */
export interface OperationBody {
  /** The first is the one whose properties are given. */
  readonly contentTypes: readonly string[];
  readonly required: boolean;
  readonly properties: readonly BodyProperty[];
}

/** A field of a body; one of an object, or of a list of objects, with the fields inside. */
export interface BodyProperty extends Parameter {
  readonly properties?: readonly BodyProperty[];
}

/** The answer of an operation that went well. */
export interface OperationResult {
  /** `array`, `object`, `none`, or a scalar type. With `wrapped`, the type under `data`. */
  readonly type: string;
  /** The payload sits under a `data` key. */
  readonly wrapped: boolean;
  /** Fields of the object, or of one item of the array; name and type. */
  readonly fields: readonly (readonly [name: string, type: string])[];
  /** Type of one array item when it is a scalar. */
  readonly item: string | undefined;
}

/** All operations, loaded once and asked by path. */
export interface Catalog {
  readonly operations: readonly Operation[];
  /**
   * The operation a method and a concrete path (no query) mean; a literal segment beats a parameter.
   * `/vapid/` is read as `/rest/v1.0/`, a slash at the end does not count. `undefined`: the catalog does not
   * know it.
   */
  find(method: string, path: string): CatalogMatch | undefined;
  /**
   * Operations on the same path in other API versions, e.g. v1.1 of a v1.0 path, and then those where the
   * company stands before the project as v2 writes it, or does not. Same method only.
   */
  otherVersions(method: string, path: string): readonly Operation[];
  /** The operations nearest to an unknown path, nearest first, at most `limit`. */
  nearest(method: string, path: string, limit: number): readonly Operation[];
  /**
   * The operations that somebody means who is typing, best first, at most `limit`: by words of path, tag and
   * method in any order (`create rfi`, `v1.1 punch`), by their beginnings and with slips of the finger, or by
   * a begun path (`/rest/v1.0/projects/{{id}}/rf`). Of one path the latest version comes first. With `method`
   * only operations of that method. Nothing typed gives the shortest paths.
   */
  search(
    typed: string,
    options: { readonly method?: string | undefined; readonly limit: number },
  ): readonly Operation[];
}

/** An operation with what a concrete path gives its placeholders. */
export interface CatalogMatch {
  readonly operation: Operation;
  /** Path parameters as text: ids may exceed what a number holds. */
  readonly parameters: Readonly<Record<string, string>>;
}
