import { cleanText } from '../../errors/cleanText.ts';
import { type AttemptFailure, lastFailure } from '../../webhooks/attemptFailure.ts';
import type { Delivery } from '../../webhooks/delivery.ts';
import { eventGap, findResource } from '../../webhooks/resources.ts';
import type { Trigger } from '../../webhooks/trigger.ts';
import { steps } from '../case.ts';
import { counted, listed } from '../words.ts';

/** What deliveries that did not arrive tell. */
export interface FailureReport {
  readonly cause: readonly string[];
  /** First things first. */
  readonly remedies: readonly string[];
}

type Kind = AttemptFailure['kind'];

/**
 * Why the deliveries of one list failed: what the receiver did, what waits behind it and what is lost. `undefined`:
 * none failed. Source: "How Webhooks Work", Reliability [doc].
 */
export function failureReport(deliveries: readonly Delivery[]): FailureReport | undefined {
  const failing = deliveries.filter(isFailing);
  if (failing.length === 0) return undefined;
  const failures = failing.map(lastFailure).filter(failure => failure !== undefined);
  const kinds = new Set<Kind>(failures.map(({ kind }) => kind));
  const discarded = failing.filter(({ status }) => status === 'discarded').length;
  const behind = deliveries.filter(({ status }) => status === 'enqueued').length;
  const paused = failing.some(({ status }) => status === 'retrying');
  return {
    cause: [
      `${counted(failing.length, 'delivery', 'deliveries')} of this list failed or ${failing.length === 1 ? 'waits' : 'wait'} to be repeated.`,
      ...[...kinds].map(kind => sentenceOf(failures.filter(failure => failure.kind === kind))),
      ...(discarded > 0
        ? [
            `${counted(discarded, 'event was', 'events were')} discarded after 12 hours of failure and ${discarded === 1 ? 'is' : 'are'} not sent again.`,
          ]
        : []),
      ...(paused && behind > 0
        ? [`The queue of the hook is paused: ${counted(behind, 'event waits', 'events wait')} behind.`]
        : []),
    ].filter(sentence => sentence !== ''),
    remedies: steps(
      kinds.has('timeout') && 'Answer 2xx within 5 seconds, and do the work afterwards.',
      kinds.has('unauthorized') &&
        'Compare the Authorization header of the hook with the one that the receiver wants: the list of hooks shows its last 5 characters.',
      kinds.has('redirect') &&
        'Give the hook the address that the receiver redirects to: redirects are not followed.',
      kinds.has('tls') &&
        'Mend the certificate of the receiver: valid, for this host name, and with the certificates between it and a public authority.',
      kinds.has('unreachable') &&
        'Check that the destination is a public https address, reachable from outside your network.',
      kinds.has('status') && 'Look into the log of the receiver for the time of the attempt.',
      !kinds.has('timeout') && 'Answer 2xx within 5 seconds, and do the work afterwards.',
      !kinds.has('unreachable') &&
        'Check that the destination is a public https address, reachable from outside your network.',
      !kinds.has('unauthorized') &&
        'Check the Authorization header that the hook sends against the one that the receiver wants.',
      discarded > 0
        ? 'Fetch what was discarded through the API, by updated_at since the first failure.'
        : 'After 12 hours of failure the waiting events are discarded: fetch what was missed through the API.',
    ),
  };
}

/** The same of one delivery: why it did not arrive, and the two steps that help first. `undefined`: it did not fail. */
export function deliveryReport(delivery: Delivery): FailureReport | undefined {
  const report = failureReport([delivery]);
  // The first sentence counts.
  return report && { cause: report.cause.slice(1), remedies: report.remedies.slice(0, 2) };
}

/** Whether a delivery did not arrive, or not yet; one that waits in the queue has not been tried. */
export function isFailing({ status }: Delivery): boolean {
  return status === 'failed' || status === 'discarded' || status === 'retrying';
}

function sentenceOf(failures: readonly AttemptFailure[]): string {
  const [first] = failures;
  if (first === undefined) return '';
  const statuses = [
    ...new Set(failures.flatMap(failure => ('status' in failure ? [String(failure.status)] : []))),
  ];
  const texts = [
    ...new Set(
      failures.flatMap(failure => ('text' in failure && failure.text ? [cleanText(failure.text, 200)] : [])),
    ),
  ];
  const said = texts.length === 0 ? '.' : `: ${texts.slice(0, 2).join('; ').replace(/\.$/, '')}.`;
  switch (first.kind) {
    case 'timeout':
      return 'The receiver did not answer within 5 seconds of the connection.';
    case 'status':
      return `The receiver answered ${listed(statuses, 3)}.`;
    case 'unauthorized':
      return `The receiver answered ${listed(statuses, 3)}: it does not accept the Authorization header of the hook.`;
    case 'redirect':
      return `The receiver answered ${listed(statuses, 3)}, and redirects are not followed.`;
    case 'tls':
      return `There was no safe connection to the receiver${said}`;
    case 'unreachable':
      return `The receiver could not be reached${said}`;
    case 'unknown':
      return texts.length === 0 ? '' : `The deliveries say${said}`;
  }
}

/**
 * Triggers that can never fire: the resource lacks the event, or it has ended. `undefined`: none. Source: a sandbox's
 * list of resources [live]; announcement "Webhook fanout migration" [doc].
 */
export function neverFiring(triggers: readonly Trigger[]): FailureReport | undefined {
  const gaps = triggers.flatMap(({ resourceName = '', eventType = '' }) => {
    const gap = eventGap(resourceName, eventType);
    return gap === undefined ? [] : [{ resourceName, eventType, gap }];
  });
  if (gaps.length === 0) return undefined;
  const named = (gap: 'ended' | 'lacking') => [
    ...new Set(gaps.filter(one => one.gap === gap).map(one => `${one.resourceName} ${one.eventType}`)),
  ];
  const [ended, lacking] = [named('ended'), named('lacking')];
  const [first] = gaps;
  const has = findResource(first?.resourceName ?? '')?.eventTypes ?? [];
  return {
    cause: [
      ended.length > 0
        ? `Procore ended ${listed(ended, 3)} on 30 June 2026: no such event comes any more.`
        : '',
      lacking.length > 0
        ? `${listed(lacking, 3)}: as far as it is known, there is no such event, so that nothing will come.`
        : '',
    ].filter(sentence => sentence !== ''),
    remedies: steps(
      has.length > 0 && `Use an event that ${first?.resourceName} has: ${has.join(', ')}.`,
      'Ask for the resources of webhooks to see which events the payload version of the hook has.',
      'Fetch changes of the others through the API now and then, by updated_at.',
    ),
  };
}
