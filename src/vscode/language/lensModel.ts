import type { RequestNode } from '../../httpFile/syntax.ts';
import { flagValue } from '../../httpFile/syntax.ts';
import { commandId } from '../commandIds.ts';
import type { SentRequest } from '../requests/sentRequests.ts';
import { headline } from '../responses/responseText.ts';

export interface Lens {
  /** Counted as the ranges of the request are. */
  readonly offset: number;
  readonly title: string;
  readonly tooltip: string;
  readonly command: string;
  readonly key: string;
}

/**
 * The lenses of a request: Send, All Pages where a list has more, and what the last sending came to.
 * `environment` is named where the request does not go to the active one.
 */
export function requestLenses(
  key: string,
  request: RequestNode,
  sent: SentRequest | undefined,
  environment: string | undefined,
): readonly Lens[] {
  const at = { offset: request.requestLine.start, key };
  const running = sent !== undefined && sent.exchange === undefined;
  if (running)
    return [
      { ...at, title: 'Cancel', tooltip: 'Stop the running requests', command: commandId.cancelRequests },
      { ...at, title: 'Running…', tooltip: 'Show the answer', command: commandId.showResponse },
    ];
  const pagination = sent?.exchange?.pagination;
  const hasMore = pagination?.hasNext === true || (pagination?.pagesRead ?? 0) > 1;
  const all = hasMore && flagValue(request, 'allPages') === undefined;
  return [
    {
      ...at,
      title: environment === undefined ? 'Send' : `Send to ${environment}`,
      tooltip: 'Send this request',
      command: commandId.sendRequest,
    },
    ...(all
      ? [
          {
            ...at,
            title: 'All Pages',
            tooltip: 'Read every page into one answer',
            command: commandId.sendAllPages,
          },
        ]
      : []),
    ...(sent?.exchange === undefined
      ? []
      : [
          {
            ...at,
            title: headline(sent.exchange),
            tooltip: 'Show the answer',
            command: commandId.showResponse,
          },
        ]),
  ];
}
