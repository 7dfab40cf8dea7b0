import assert from 'node:assert/strict';
import { readDeliveries } from '../../../src/procore/webhooks/delivery.ts';
import { deliveryText, eventText } from '../../../src/vscode/webhooks/eventTexts.ts';
import { received } from './received.ts';

describe('An event as text', () => {
  it('is JSON with every digit of its numbers', () => {
    const text = eventText(received());
    assert.match(text, /"id": 12345678901234567890/);
    assert.equal(JSON.parse(text).receivedAt, '2026-11-22T09:00:00.000Z');
  });

  it('holds no credential', () => assert.doesNotMatch(eventText(received()), /very-secret/));

  it('names the event that it repeats', () =>
    assert.equal(JSON.parse(eventText(received({ repeats: 1 }))).repeatsEvent, 1));

  it('keeps a body that is no JSON as a text, with what hides in it made visible', () => {
    const text = eventText(received({ body: 'no {json\u202e', problem: 'The body is not JSON.' }));
    assert.match(text, /"body": "no \{json\\u202e"/);
    assert.match(text, /"problem": "The body is not JSON\."/);
  });
});

describe('A delivery as text', () => {
  it('is JSON with its attempts and the event as it was sent', () => {
    const [delivery] = readDeliveries({
      data: [
        {
          id: 'd1',
          status: 'failed',
          payload: { id: '01J', resource_name: 'RFIs' },
          delivery_attempts: [{ id: 1, success: false, response_status: 500, response_body: 'no' }],
        },
      ],
    });
    assert.ok(delivery);
    const { id, status, attempts, payload } = JSON.parse(deliveryText(delivery));
    assert.deepEqual([id, status, payload], ['d1', 'failed', { id: '01J', resource_name: 'RFIs' }]);
    assert.equal(attempts[0].responseStatus, 500);
  });
});
