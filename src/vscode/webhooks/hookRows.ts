import { neverFiring } from '../../procore/diagnosis/cases/webhookFailures.ts';
import { translated } from '../l10n.ts';
import type { Drawn, WebhookSurroundings } from './drawn.ts';
import type { HookNode, ListNode, TriggerNode, VersionNode } from './node.ts';

export function drawVersion({ version, namespace }: VersionNode, { texts }: WebhookSurroundings): Drawn {
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

export function drawHook({ hook }: HookNode, { texts }: WebhookSurroundings): Drawn {
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

export function drawTriggers({ hook }: ListNode, { texts }: WebhookSurroundings): Drawn {
  const { triggerCount: count } = hook;
  return {
    label: texts.triggers(),
    icon: 'zap',
    details: [count === undefined ? undefined : String(count)],
  };
}

export function drawTrigger({ trigger }: TriggerNode, { texts, stateTexts }: WebhookSurroundings): Drawn {
  const silent = neverFiring([trigger]);
  return {
    label: trigger.resourceName ?? texts.unknownEvent(),
    icon: silent === undefined ? 'zap' : 'warning',
    ...(silent !== undefined && { color: 'list.warningForeground' }),
    details: [trigger.eventType, silent && texts.neverFires()],
    lines: [
      stateTexts.recordId(trigger.id),
      ...[...(silent?.cause ?? []), ...(silent?.remedies ?? [])].map(translated),
    ],
  };
}
