import { deliveryReport, neverFiring } from '../../procore/diagnosis/cases/webhookFailures.ts';
import { attemptFailure, lastFailure } from '../../procore/webhooks/attemptFailure.ts';
import type { DeliveryStatus } from '../../procore/webhooks/delivery.ts';
import { visibleLine } from '../../runner/visibleText.ts';
import type { ReceivedEvent, ReceiverAnswer } from '../../runner/webhookReceiver/receiver.ts';
import type { NodeRow } from '../explorer/nodeRow.ts';
import { stateText } from '../explorer/stateText.ts';
import type { Texts } from '../explorer/texts.ts';
import {
  contextOf,
  type DeliveryNode,
  type DeliveryStatusFilter,
  type EventNode,
  type HookNode,
  type ListNode,
  type ReceiverNode,
  type TriggerNode,
  type VersionNode,
  type WebhookNode,
} from './node.ts';
import type { WebhookTexts } from './webhookTexts.ts';

/** The receiver as it is now; `undefined`: it does not run. */
export interface ReceiverState {
  readonly url: string;
  readonly answer: ReceiverAnswer;
  readonly events: readonly ReceivedEvent[];
}

export interface WebhookSurroundings {
  readonly receiver: ReceiverState | undefined;
  readonly filtered: (list: ListNode) => DeliveryStatusFilter | undefined;
  readonly texts: WebhookTexts;
  /** Of states, which the Projects view has too. */
  readonly stateTexts: Texts;
  /** A time of ISO 8601 as a person reads it. */
  readonly timeOf: (iso: string) => string;
}

type Drawn = Pick<NodeRow, 'label' | 'icon'> & {
  readonly color?: string;
  readonly details?: readonly (string | undefined)[];
  readonly lines?: readonly (string | undefined)[];
};

/** Of what a receiver answered, in a hover. */
const longestAnswer = 500;

/** How a row is drawn and spoken. Whatever came from a server or a sender is one line of plain text. */
export function webhookRow(node: WebhookNode, around: WebhookSurroundings): NodeRow {
  const { label, icon, color, details = [], lines = [] } = draw(node, around);
  const shown = (texts: readonly (string | undefined)[]) =>
    texts.filter(text => text !== undefined && text !== '').map(text => visibleLine(text ?? ''));
  const described = shown(details);
  const name = visibleLine(label);
  return {
    label: name,
    description: described.join(' · '),
    tooltip: [[name, ...described].join(' · '), ...shown(lines)].join('\n'),
    spoken: [name, ...described].join(', '),
    icon,
    color,
    context: contextOf(node, around.receiver !== undefined),
    hasChildren: hasChildren(node),
  };
}

function hasChildren(node: WebhookNode): boolean {
  if (node.kind === 'delivery') return node.delivery.attempts.length > 0;
  return ['receiver', 'scope', 'version', 'hook', 'triggers', 'deliveries'].includes(node.kind);
}

function draw(node: WebhookNode, around: WebhookSurroundings): Drawn {
  const { texts, stateTexts } = around;
  switch (node.kind) {
    case 'receiver':
      return drawReceiver(node, around);
    case 'event':
      return drawEvent(node, around);
    case 'scope':
      return {
        label: node.name,
        icon: node.scope.projectId === undefined ? 'organization' : 'project',
        details: [node.scope.projectId === undefined ? texts.company() : texts.project()],
        lines: [
          stateTexts.companyId(node.scope.companyId),
          node.scope.projectId && stateTexts.projectId(node.scope.projectId),
        ],
      };
    case 'version':
      return drawVersion(node, around);
    case 'hook':
      return drawHook(node, around);
    case 'triggers':
      return { label: texts.triggers(), icon: 'zap', details: [countOf(node)] };
    case 'deliveries': {
      const status = around.filtered(node);
      return { label: texts.deliveries(), icon: 'mail', details: [status && texts.only(status)] };
    }
    case 'trigger':
      return drawTrigger(node, around);
    case 'delivery':
      return drawDelivery(node, around);
    case 'attempt': {
      const failure = attemptFailure(node.attempt);
      return {
        label: texts.attempt(node.number),
        icon: failure === undefined ? 'pass' : 'error',
        ...(failure !== undefined && { color: 'list.errorForeground' }),
        details: [
          failure === undefined ? texts.succeeded() : texts.failure(failure),
          node.attempt.startedAt && around.timeOf(node.attempt.startedAt),
        ],
        lines: [node.attempt.responseBody?.slice(0, longestAnswer)],
      };
    }
    case 'more':
      return { label: texts.loadMore(), icon: 'fold-down', details: [texts.some(node.read)] };
    case 'hint':
      return { label: texts.hint(node.hint), icon: 'info' };
    case 'state': {
      const { label, icon, color, lines, detail } = stateText(node, stateTexts);
      return { label, icon, lines, ...(color && { color }), details: [detail] };
    }
  }
}

function countOf({ hook }: ListNode): string | undefined {
  return hook.triggerCount === undefined ? undefined : String(hook.triggerCount);
}

function drawReceiver(_node: ReceiverNode, { receiver, texts }: WebhookSurroundings): Drawn {
  if (receiver === undefined)
    return {
      label: texts.receiver(),
      icon: 'broadcast',
      details: [texts.receiverOff()],
      lines: [texts.receiverTip()],
    };
  const { status, delayMs } = receiver.answer;
  return {
    label: texts.receiver(),
    icon: 'broadcast',
    color: 'charts.green',
    details: [receiver.url, texts.answers(status, delayMs)],
    lines: [texts.receiverTip()],
  };
}

function drawEvent({ event }: EventNode, { texts, timeOf }: WebhookSurroundings): Drawn {
  const { answered, authorization, repeats, problem } = event;
  const isRefused = authorization === 'missing' || authorization === 'differs';
  const isWell = problem === undefined && !isRefused;
  return {
    label: `${event.number} ${event.event?.resourceName ?? texts.noEvent()}`,
    icon: isWell ? (repeats === undefined ? 'mail' : 'copy') : 'warning',
    ...(!isWell && { color: 'list.warningForeground' }),
    details: [
      event.event?.eventType,
      problem,
      repeats === undefined ? undefined : texts.repeats(repeats),
      isRefused ? texts.check(authorization) : undefined,
      typeof answered === 'object' ? texts.answered(answered.status) : texts[answered](),
      event.event?.resourceId,
    ],
    lines: [timeOf(new Date(event.receivedAt).toISOString()), texts.check(authorization)],
  };
}

function drawVersion({ version, namespace }: VersionNode, { texts }: WebhookSurroundings): Drawn {
  const isFirst = version === 'v1.0';
  return {
    label: texts.version(version),
    icon: 'versions',
    details: [
      isFirst
        ? texts.allNamespaces()
        : namespace === undefined
          ? texts.namespaceUnknown()
          : texts.namespace(namespace),
    ],
    lines: [isFirst ? texts.deprecated() : undefined],
  };
}

function drawHook({ hook }: HookNode, { texts }: WebhookSurroundings): Drawn {
  const { id, status, destinationUrl, namespace, payloadVersion } = hook;
  const headers = Object.entries(hook.destinationHeaders).map(([name, value]) => `${name}: ${value}`);
  return {
    label: destinationUrl ?? texts.hookId(id),
    icon: status === 'disabled' ? 'debug-pause' : 'plug',
    ...(status === 'disabled' && { color: 'list.warningForeground' }),
    details: [
      status === 'disabled' ? texts.paused() : undefined,
      namespace,
      payloadVersion && texts.payload(payloadVersion),
    ],
    lines: [
      texts.hookId(id),
      status === 'active' ? texts.active() : undefined,
      ...headers,
      status === 'disabled' ? texts.pausedTip() : undefined,
      hook.payload === 'v4' ? texts.withoutMetadata() : undefined,
    ],
  };
}

function drawTrigger({ trigger }: TriggerNode, { texts, stateTexts }: WebhookSurroundings): Drawn {
  const silent = neverFiring([trigger]);
  return {
    label: trigger.resourceName ?? texts.unknownEvent(),
    icon: silent === undefined ? 'zap' : 'warning',
    ...(silent !== undefined && { color: 'list.warningForeground' }),
    details: [trigger.eventType, silent && texts.neverFires()],
    lines: [stateTexts.recordId(trigger.id), ...(silent?.cause ?? []), ...(silent?.remedies ?? [])],
  };
}

const deliveryIcons: Readonly<Record<DeliveryStatus, readonly [icon: string, color?: string]>> = {
  delivered: ['pass'],
  retrying: ['sync', 'list.warningForeground'],
  enqueued: ['clock'],
  failed: ['error', 'list.errorForeground'],
  discarded: ['trash', 'list.errorForeground'],
  unknown: ['question'],
};

function drawDelivery({ delivery }: DeliveryNode, { texts, timeOf }: WebhookSurroundings): Drawn {
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
      ...(report?.cause ?? []),
      ...(report?.remedies ?? []),
    ],
  };
}
