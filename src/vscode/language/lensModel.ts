import type { HttpFile, RequestNode } from '../../httpFile/syntax.ts';
import { flagValue } from '../../httpFile/syntax.ts';
import { commandId } from '../commandIds.ts';
import { requestKeys } from '../requests/requestKeys.ts';
import type { SentRequest } from '../requests/sentRequests.ts';
import { headline } from '../responses/responseText.ts';

export interface Lens {
  readonly offset: number;
  readonly title: string;
  readonly tooltip: string;
  readonly command: string;
  readonly key: string;
}

/**
 * The lenses of a file: Send, All Pages where a list has more, and what the last sending came to.
 * `elsewhere` names the environment of a request that does not go to the active one.
 */
export function lensesOf(
  file: HttpFile,
  sentOf: (key: string) => SentRequest | undefined,
  elsewhere: (request: RequestNode) => string | undefined,
): readonly Lens[] {
  return [...requestKeys(file)].flatMap(([key, request]) =>
    requestLenses(key, request, sentOf(key), elsewhere(request)),
  );
}

function requestLenses(
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
