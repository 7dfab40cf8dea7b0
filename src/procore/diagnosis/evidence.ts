import type { Catalog, CatalogMatch } from '../catalog/catalog.ts';
import type { Environment } from '../environments.ts';
import type { NormalizedError } from '../errors/normalizedError.ts';
import type { HeaderMap } from '../headers.ts';
import type { DiagnosisContext, DiagnosisInput } from './diagnosis.ts';

/** An input as the cases read it. What costs time is worked out when it is first asked for. */
export interface Evidence {
  readonly input: DiagnosisInput;
  readonly context: DiagnosisContext;
  readonly catalog: Catalog | undefined;
  readonly method: string;
  /** `undefined`: the address cannot be read. */
  readonly url: URL | undefined;
  /** Without query and trailing slash. */
  readonly path: string;
  /** 0 where nothing came back. */
  readonly status: number;
  readonly failed: boolean;
  readonly succeeded: boolean;
  /** A call that Procore's API was meant to answer; neither OAuth nor storage. */
  readonly api: boolean;
  /** Procore's API, sign-in or storage; of other servers only the network tells. */
  readonly ours: boolean;
  /** Which OAuth endpoint, e.g. `token`, `authorize`. */
  readonly oauth: string | undefined;
  /** Object storage, where uploads go with a signed address. */
  readonly storage: boolean;
  /** The environment of the address; of a host that is not Procore's own, the one the context names. */
  readonly environment: string | undefined;
  /** The same with its hosts; `undefined` for the simulator and environments of the user's own. */
  readonly builtIn: Environment | undefined;
  /** A Developer or Monthly Sandbox. An On-Demand Sandbox shares production's hosts and cannot be told. */
  readonly sandbox: boolean;
  readonly headers: HeaderMap;
  readonly body: string;
  /** The error body in one form; of a success it holds what a success may hide. */
  readonly error: NormalizedError;
  readonly requestBody: string | undefined;
  /** Parsed request body; `undefined` where there is none or it is no JSON. */
  readonly requestJson: unknown;
  /** Parsed answer, whole up to some megabytes. For the few cases that count rows. */
  readonly json: unknown;
  /** What the catalog knows the call as. */
  readonly match: CatalogMatch | undefined;
  /** Id of the project that path, query or body name. */
  readonly projectId: string | undefined;
  readonly companyId: string | undefined;
}

/** Whether other pages of the list came whose page was refused: what all of them have cannot be the cause. */
export function hasOtherPages({ failed, input }: Pick<Evidence, 'failed' | 'input'>): boolean {
  return failed && (input.pagination?.rowsRead ?? 0) > 0;
}

/** Whether a path is one that the API answers at; other paths of its host are not. */
export function isUnderApi(path: string): boolean {
  return /^\/(?:rest|vapid)\//.test(path);
}
