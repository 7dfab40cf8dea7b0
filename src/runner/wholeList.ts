import { createHash } from 'node:crypto';
import { header } from '../procore/headers.ts';
import type { AccessToken } from './accessToken.ts';
import { isWrite, type PreparedRequest } from './prepare.ts';
import { redactAddress, redactText } from './redact.ts';
import type { ListKey, RowMask, RowStore } from './rowStore.ts';
import { type JobScope, type Runtime, readsAllPages, secretsToMask } from './runtime.ts';

/** What somebody wants who wants a whole list. */
export interface WholeList {
  readonly key: ListKey;
  readonly store: RowStore;
  /** Go on from where an earlier reading of the same list stopped. */
  readonly resume: boolean;
  /** Masks rows on their way to a disk. */
  readonly mask: (token: AccessToken | undefined) => RowMask;
  readonly onNotice: (notice: string) => void;
}

/**
 * How the whole list of a request is to be read; `undefined`: only its answer is wanted, or the request is a
 * write, which must not be sent once for each page.
 */
export function wholeListOf(
  { rowMemory }: Runtime,
  scope: JobScope,
  prepared: PreparedRequest,
  token: AccessToken | undefined,
): WholeList | undefined {
  const { job } = scope;
  if (!readsAllPages(job) || isWrite(prepared.method)) return undefined;
  const { method, url, headers, body, destination } = prepared;
  const company = headers.find(([name]) => name === header.companyId)?.[1] ?? '';
  const asked = typeof body === 'string' ? body : '';
  const secrets = secretsToMask(scope, prepared);
  const identity = [method, url.href, company, asked, destination?.name ?? '', token?.account ?? ''];
  return {
    key: {
      digest: createHash('sha256').update(JSON.stringify(identity)).digest('hex'),
      request: `${method} ${redactAddress(url.href, secrets)}`,
    },
    store: job.rowStore ?? rowMemory,
    resume: job.resumePages === true,
    mask: used => {
      const known = used === undefined ? secrets : [...secrets, used.reveal()];
      const bytes = known.map(secret => Buffer.from(secret).toString('latin1'));
      return latin1 => redactText(latin1, bytes, url.href);
    },
    onNotice: notice => job.onNotice?.(notice),
  };
}
