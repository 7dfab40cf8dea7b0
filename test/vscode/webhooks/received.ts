import { readPosting } from '../../../src/runner/webhookReceiver/posting.ts';
import type { ReceivedEvent } from '../../../src/runner/webhookReceiver/receiver.ts';

/** An event about an RFI with an id beyond what a double holds, changed as a test needs it. */
export function received(changes: Partial<ReceivedEvent> = {}): ReceivedEvent {
  const body =
    '{"id":12345678901234567890,"ulid":"01J","api_version":"v2.0","event_type":"update","resource_name":"RFIs","resource_id":9}';
  const headers = { authorization: 'Bearer very-secret-value', 'content-type': 'application/json' };
  return {
    ...readPosting({ method: 'POST', headers, body }, undefined),
    number: 3,
    receivedAt: Date.UTC(2026, 10, 22, 9),
    repeats: undefined,
    answered: { status: 200, afterMs: 2 },
    ...changes,
  };
}
