import type { HeaderMap } from '../headers.ts';
import type { DiagnosisAction, DiagnosisField } from './actions.ts';

/** error: the request failed; warning: data may be missing; information: a hint. */
export type Severity = 'error' | 'warning' | 'information';

/** One recognised case with its cause and what to do, in order. `link` is a page of Procore's documentation. */
export interface Diagnosis extends PrintedDiagnosis {
  /** What can be done with one click, the most helpful first; empty where nothing can. */
  readonly actions: readonly DiagnosisAction[];
  /** The fields and parameters that it is about; empty where it is about none. */
  readonly fields: readonly DiagnosisField[];
}

/** As programs get it: the contract of `explain --json` and `run --json`. */
export interface PrintedDiagnosis {
  readonly id: DiagnosisId;
  readonly severity: Severity;
  readonly title: string;
  readonly cause: string;
  readonly remedies: readonly string[];
  readonly link: string;
}

/** A diagnosis as it is printed: exactly what the contract has. */
export function printedDiagnosis({
  id,
  severity,
  title,
  cause,
  remedies,
  link,
}: PrintedDiagnosis): PrintedDiagnosis {
  return { id, severity, title, cause, remedies, link };
}

/** The ids are a contract: Problems codes, the CLI and other programs rely on them. */
export const diagnosisIds = [
  'access-token-invalid',
  'refresh-token-invalid',
  'authorization-code-invalid',
  'redirect-uri-mismatch',
  'authorization-malformed',
  'wrong-environment',
  'client-credentials-invalid',
  'app-not-connected',
  'permission-insufficient',
  'tool-disabled',
  'outside-access-scope',
  'not-found-or-hidden',
  'company-header-missing',
  'wrong-version-or-path',
  'rate-limit-spike',
  'rate-limit-hourly',
  'service-unavailable',
  'gateway-error',
  'server-error',
  'sandbox-data-missing',
  'app-not-installable',
  'webhook-not-delivered',
  'webhook-disabled',
  'webhook-duplicate-event',
  'bad-request-json',
  'bad-request-content-type',
  'bad-request-parameter',
  'unprocessable-field',
  'record-locked-by-erp',
  'origin-id-taken',
  'reference-missing',
  'invalid-status-transition',
  'conflict',
  'partial-failure',
  'unexpected-empty',
  'more-pages',
  'storage-authorization',
  'upload-expired',
  'payload-too-large',
  'request-timeout',
  'not-signed-in',
  'network-unreachable',
  'tls-error',
  'timeout',
  'proxy-error',
] as const;

/** One of `diagnosisIds`. */
export type DiagnosisId = (typeof diagnosisIds)[number];

/**
 * What a diagnosis is made from; an exchange fits it. Bodies are raw text. Every field of `context` is
 * optional, and absent means not known.
 */
export interface DiagnosisInput {
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: HeaderMap;
    readonly body?: string;
    /** Size of a body whose text is not given, as in an exchange. */
    readonly bodyBytes?: number;
  };
  /** `null`: nothing came back. */
  readonly response: {
    readonly status: number;
    readonly headers: HeaderMap;
    readonly body?: string;
    /** Redirects that were followed to it; absent: none, or not known. */
    readonly redirects?: number;
  } | null;
  /** Node's or undici's code, e.g. `ENOTFOUND`, `UND_ERR_HEADERS_TIMEOUT`, `CERT_HAS_EXPIRED`. */
  readonly error?: { readonly code: string; readonly message: string } | null;
  /** Of an exchange: the environment it was sent to, unless `context` names one. */
  readonly environment?: string | null;
  /** Of an exchange: what the headers said, and how far the pages were read. */
  readonly rateLimit?: { readonly window: 'spike' | 'hourly' | 'unknown'; readonly resetAt: string } | null;
  readonly pagination?: {
    readonly page: number | null;
    readonly total: number | null;
    readonly hasNext: boolean;
    readonly rowsRead: number;
  } | null;
  readonly context?: DiagnosisContext;
}

/** What the client knows besides the exchange. Times are ISO 8601. */
export interface DiagnosisContext {
  readonly environment?: string;
  readonly tokenEnvironment?: string;
  readonly tokenExpiresAt?: string;
  readonly now?: string;
  readonly grant?: 'authorization_code' | 'client_credentials';
  readonly tools?: readonly {
    readonly engine_name: string;
    readonly title: string;
    readonly is_active: boolean;
    readonly user_access_level?: string;
  }[];
  readonly projects?: readonly { readonly id: number | string; readonly name: string }[];
  /** Those that the account is listed. */
  readonly companies?: readonly { readonly id: number | string; readonly name: string }[];
  /** What the login host said of the token when it was asked (`/oauth/token/info`). */
  readonly token?: 'good' | 'refused';
  readonly refresh?: 'replayed' | 'revoked' | 'unknown-outcome';
  /** The company whose list of projects has the project of the call, where that is not the one it names. */
  readonly projectCompany?: { readonly id: number | string; readonly name: string };
  /** `false`: another call of the same company was told that the app is not connected. */
  readonly appConnected?: boolean;
}
