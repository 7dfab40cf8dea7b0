import { pageUrl } from '../procore/pagination.ts';
import type { AccessToken } from './accessToken.ts';
import { readPage } from './pages.ts';
import { isSuccess, pageOf } from './readPages.ts';
import { roundTrip, type Trip } from './roundTrip.ts';
import type { ReadSoFar } from './rowStore.ts';
import { type Attempt, isAnswer } from './send.ts';

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
  const { outcome, attempt } = await roundTrip({ ...request, url }, token, trip);
  if (!isAnswer(outcome) || !isSuccess(outcome)) return false;
  const rows = readPage(pageOf(attempt, outcome), report)?.rows;
  if (rows === undefined) return false;
  const now = new Set(rows.ids);
  return now.size !== new Set(lastIds).size || lastIds.some(id => !now.has(id));
}
