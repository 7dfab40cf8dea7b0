import type { CatalogMatch } from '../../procore/catalog/catalog.ts';
import type { Session } from '../grants.ts';
import type { DirectoryCompany, DirectoryProject } from '../records/directory.ts';

/** A request to an operation, as far as the rules know it. */
export interface ApiCall {
  readonly method: string;
  readonly query: URLSearchParams;
  readonly match: CatalogMatch;
  readonly session: Session;
  /** The `Procore-Company-Id` header as sent; `undefined`: none. */
  readonly companyId: string | undefined;
  /** Parsed; `undefined`: no body. */
  readonly body: unknown;
}

/** What a call is about, once the ids in it are known to exist. */
export interface Scope {
  readonly company: DirectoryCompany | undefined;
  readonly project: DirectoryProject | undefined;
}
