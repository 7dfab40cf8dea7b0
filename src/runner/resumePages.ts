import type { PageMark } from '../procore/listBody.ts';
import { pageUrl } from '../procore/pagination.ts';
import type { AccessToken } from './accessToken.ts';
import { pageIn } from './readPages.ts';
import { roundTrip, type Trip } from './roundTrip.ts';
import type { ReadSoFar } from './rowStore.ts';
import type { Attempt } from './send.ts';
import type { WholeList } from './wholeList.ts';

/** An earlier reading that stopped before the last page. */
type StoppedReading = ReadSoFar & { readonly next: PageMark };

/** Where an earlier reading of the list stopped; `undefined`: this one begins with the first page. */
export async function stoppedAt({
  resume,
  store,
  key,
}: Pick<WholeList, 'resume' | 'store' | 'key'>): Promise<StoppedReading | undefined> {
  const earlier = resume ? await store.earlier(key) : undefined;
  return earlier?.next === undefined ? undefined : { ...earlier, next: earlier.next };
}

/**
 * Whether rows of the last page that was kept have gone elsewhere since, which `Total` need not tell. Without
 * ids, or where that page is not answered, there is no reason to think so.
 */
export async function hasMoved(
  { moved, lastIds, lastMark, report }: ReadSoFar,
  request: Attempt,
  token: AccessToken | undefined,
  trip: Trip,
): Promise<boolean> {
  if (moved === true) return true;
  if (lastMark === undefined || lastIds.length === 0) return false;
  const url = pageUrl(request.url, lastMark);
  const rows = pageIn(await roundTrip({ ...request, url }, token, trip), report)?.rows;
  if (rows === undefined) return false;
  const now = new Set(rows.ids);
  return now.size !== new Set(lastIds).size || lastIds.some(id => !now.has(id));
}
