import type { Drawn, WebhookSurroundings } from './drawn.ts';
import type { EventNode, ReceiverNode } from './node.ts';

export function drawReceiver(_node: ReceiverNode, { receiver, texts }: WebhookSurroundings): Drawn {
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
    details: [
      texts.answers(status, delayMs),
      receiver.events.length === 0 ? undefined : texts.events(receiver.events.length),
      receiver.url,
    ],
    lines: [texts.receiverTip()],
  };
}

export function drawEvent({ event }: EventNode, { texts, timeOf }: WebhookSurroundings): Drawn {
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
