import type { Environment } from '../../procore/environments.ts';
import type { Exchange } from '../exchange.ts';
import type { Progress, RunJob } from '../runner.ts';
import type { UploadPlace } from './calls.ts';
import type { UploadSource } from './source.ts';
import type { StorageParts } from './storage.ts';

/** One file that a person wants in Procore. */
export interface UploadJob {
  readonly source: UploadSource;
  readonly place: UploadPlace;
  /** `unified`: version 2.1, which Document Management takes; else by the size of the file. */
  readonly wish: 'usual' | 'unified';
  readonly environment: Environment;
  readonly environments: readonly Environment[];
  readonly onProgress?: (progress: UploadProgress) => void;
  /** Hears what it waits for, of kind `waiting`, and that it goes on, of any other kind. */
  readonly onWait?: (progress: Progress) => void;
}

/** Bytes of `total`; reading comes before announcing where sums are announced. */
export interface UploadProgress {
  readonly phase: 'reading' | 'announcing' | 'sending' | 'finishing';
  readonly bytes: number;
  readonly total: number;
}

/** What an upload takes of the world. */
export interface UploadWorld extends StorageParts {
  readonly run: (job: RunJob, signal: AbortSignal) => Promise<Exchange>;
}
