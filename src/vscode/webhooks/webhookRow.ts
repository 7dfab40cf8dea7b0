import { visibleLine } from '../../runner/visibleText.ts';
import type { NodeRow } from '../explorer/nodeRow.ts';
import { stateText } from '../explorer/stateText.ts';
import { drawAttempt, drawDeliveries, drawDelivery } from './deliveryRows.ts';
import type { Drawn, WebhookSurroundings } from './drawn.ts';
import { drawHook, drawTrigger, drawTriggers, drawVersion } from './hookRows.ts';
import { contextOf, type WebhookNode } from './node.ts';
import { drawEvent, drawReceiver } from './receiverRows.ts';

/** How a row is drawn and spoken. Whatever came from a server or a sender is one line of plain text. */
export function webhookRow(node: WebhookNode, around: WebhookSurroundings): NodeRow {
  const { label, icon, color, details = [], lines = [], action } = draw(node, around);
  const shown = (texts: readonly (string | undefined)[]) =>
    texts.filter(text => text !== undefined && text !== '').map(text => visibleLine(text ?? ''));
  const described = shown(details);
  const name = visibleLine(label);
  const shownAction = shown([action]);
  return {
    label: name,
    description: [...described, ...shownAction].join(' · '),
    tooltip: [[name, ...described].join(' · '), ...shown(lines)].join('\n'),
    spoken: [name, ...described, ...shownAction].join(', '),
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
      return drawTriggers(node, around);
    case 'deliveries':
      return drawDeliveries(node, around);
    case 'trigger':
      return drawTrigger(node, around);
    case 'delivery':
      return drawDelivery(node, around);
    case 'attempt':
      return drawAttempt(node, around);
    case 'more':
      return { label: texts.loadMore(), icon: 'fold-down', details: [texts.some(node.read)] };
    case 'hint':
      return { label: texts.hint(node.hint), icon: 'info' };
    case 'state': {
      const { color, ...drawn } = stateText(node, stateTexts);
      return { ...drawn, ...(color && { color }) };
    }
  }
}
