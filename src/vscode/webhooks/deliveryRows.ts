import { deliveryReport } from '../../procore/diagnosis/cases/webhookFailures.ts';
import { attemptFailure, lastFailure } from '../../procore/webhooks/attemptFailure.ts';
import type { DeliveryStatus } from '../../procore/webhooks/delivery.ts';
import { translated } from '../l10n.ts';
import type { Drawn, WebhookSurroundings } from './drawn.ts';
import type { AttemptNode, DeliveryNode, ListNode } from './node.ts';

/** Of what a receiver answered, in a hover. */
const longestAnswer = 500;

export function drawDeliveries(node: ListNode, { texts, filtered }: WebhookSurroundings): Drawn {
  const status = filtered(node);
  return { label: texts.deliveries(), icon: 'mail', details: [status && texts.only(status)] };
}

const deliveryIcons: Readonly<Record<DeliveryStatus, readonly [icon: string, color?: string]>> = {
  delivered: ['pass'],
  retrying: ['sync', 'list.warningForeground'],
  enqueued: ['clock'],
  failed: ['error', 'list.errorForeground'],
  discarded: ['trash', 'list.errorForeground'],
  unknown: ['question'],
};

export function drawDelivery({ delivery }: DeliveryNode, { texts, timeOf }: WebhookSurroundings): Drawn {
  const { status, attempts, resourceName, eventType, event } = delivery;
  const [icon, color] = deliveryIcons[status];
  const failure = status === 'delivered' ? undefined : lastFailure(delivery);
  const report = deliveryReport(delivery);
  return {
    label: resourceName ?? texts.unknownEvent(),
    icon,
    ...(color !== undefined && { color }),
    details: [
      eventType,
      texts.status(status),
      failure && texts.failure(failure),
      attempts.length > 1 ? texts.attempts(attempts.length) : undefined,
      event?.resourceId,
    ],
    lines: [
      event?.timestamp && timeOf(event.timestamp),
      ...[...(report?.cause ?? []), ...(report?.remedies ?? [])].map(translated),
    ],
  };
}

export function drawAttempt({ number, attempt }: AttemptNode, { texts, timeOf }: WebhookSurroundings): Drawn {
  const failure = attemptFailure(attempt);
  return {
    label: texts.attempt(number),
    icon: failure === undefined ? 'pass' : 'error',
    ...(failure !== undefined && { color: 'list.errorForeground' }),
    details: [
      failure === undefined ? texts.succeeded() : texts.failure(failure),
      attempt.startedAt && timeOf(attempt.startedAt),
    ],
    lines: [attempt.responseBody?.slice(0, longestAnswer)],
  };
}
