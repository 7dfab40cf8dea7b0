import type { Delivery } from '../../procore/webhooks/delivery.ts';
import { prettyJson } from '../../runner/jsonText.ts';
import { visibleText } from '../../runner/visibleText.ts';
import type { ReceivedEvent } from '../../runner/webhookReceiver/receiver.ts';

/** A delivery as JSON that a person reads: its attempts, and the event as it was sent. */
export function deliveryText({ id, status, attempts, payload }: Delivery): string {
  return visibleText(`${JSON.stringify({ id, status, attempts, payload }, null, 2)}\n`);
}

/** What came to the receiver as JSON that a person reads, numbers with all their digits. */
export function eventText(received: ReceivedEvent): string {
  const { number, receivedAt, repeats, authorization, problem, answered, headers, body } = received;
  const head = JSON.stringify({
    number,
    receivedAt: new Date(receivedAt).toISOString(),
    ...(repeats !== undefined && { repeatsEvent: repeats }),
    authorization,
    ...(problem !== undefined && { problem }),
    answered,
    headers,
  });
  const json = prettyJson(body) === undefined ? JSON.stringify(body) : body;
  const whole = `${head.slice(0, -1)},"body":${json}}`;
  return visibleText(`${prettyJson(whole) ?? whole}\n`);
}
