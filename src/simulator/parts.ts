import type { Catalog } from '../procore/catalog/catalog.ts';
import type { SeededApp } from './app.ts';
import type { Faults } from './faults.ts';
import type { Grants } from './grants.ts';
import type { RateWindows } from './rateWindows.ts';
import type { Records } from './records/records.ts';
import type { RequestLog } from './requestLog.ts';
import type { SnapshotLimit } from './rules/snapshotLimit.ts';
import type { DocumentUploads } from './uploads/documentUploads.ts';
import type { Uploads } from './uploads/uploads.ts';
import type { Webhooks } from './webhooks/webhooks.ts';

/** Makes responses; the server brings one that its HTTP shell writes without detours. */
export type ResponseClass = new (body: string | ReadableStream | null, init: ResponseInit) => Response;

/** What the routes of one simulator share. */
export interface SimulatorParts {
  readonly environment: string;
  readonly app: SeededApp;
  readonly catalog: Catalog;
  readonly records: Records;
  readonly faults: Faults;
  readonly grants: Grants;
  readonly windows: RateWindows;
  readonly snapshotLimit: SnapshotLimit;
  readonly requestLog: RequestLog;
  readonly uploads: Uploads;
  readonly documentUploads: DocumentUploads;
  readonly webhooks: Webhooks;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** How far ahead the server's clock shows, in milliseconds. */
  readonly skew: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly randomHex: (bytes: number) => string;
  /** Milliseconds added to every API answer. */
  readonly latency: number;
  readonly Response: ResponseClass;
}
