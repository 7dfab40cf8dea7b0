import type { RequestNode } from '../../httpFile/syntax.ts';
import { commandId } from '../commandIds.ts';
import { type Lens, requestLenses } from '../language/lensModel.ts';
import type { SentRequest } from '../requests/sentRequests.ts';

/**
 * What stands above the answer of a list that has more pages: to read all of them, or to read on. A request of a file
 * has the same above itself, and one that is in no file has no other place for it.
 */
export function pagesLenses(
  request: RequestNode,
  sent: SentRequest,
): readonly Pick<Lens, 'title' | 'tooltip' | 'command'>[] {
  return requestLenses(sent.key, request, sent, undefined)
    .filter(({ command }) => command === commandId.sendAllPages || command === commandId.resumePages)
    .map(({ title, tooltip, command }) => ({ title, tooltip, command }));
}
