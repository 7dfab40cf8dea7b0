import assert from 'node:assert/strict';
import type { WebhookVersion } from '../../../src/procore/webhooks/calls.ts';
import { readDeliveries } from '../../../src/procore/webhooks/delivery.ts';
import { readHooks } from '../../../src/procore/webhooks/hook.ts';
import { readTriggers } from '../../../src/procore/webhooks/trigger.ts';
import type { NodeRow } from '../../../src/vscode/explorer/nodeRow.ts';
import { createTexts } from '../../../src/vscode/explorer/texts.ts';
import { deliveriesOf } from '../../../src/vscode/webhooks/childNodes.ts';
import type { WebhookSurroundings } from '../../../src/vscode/webhooks/drawn.ts';
import type { HookNode, ReceiverNode, WebhookNode } from '../../../src/vscode/webhooks/node.ts';
import { webhookRow } from '../../../src/vscode/webhooks/webhookRow.ts';
import { createWebhookTexts } from '../../../src/vscode/webhooks/webhookTexts.ts';
import { l10n } from './l10n.ts';
import { received } from './received.ts';

const around: WebhookSurroundings = {
  receiver: undefined,
  filtered: () => undefined,
  texts: createWebhookTexts(l10n),
  stateTexts: createTexts(l10n, 'en'),
  timeOf: iso => `at ${iso}`,
};
const row = (node: WebhookNode, more: Partial<WebhookSurroundings> = {}): NodeRow =>
  webhookRow(node, { ...around, ...more });

const receiver: ReceiverNode = { kind: 'receiver', id: 'webhooks/receiver' };
const running = {
  url: 'http://127.0.0.1:4791/',
  answer: { status: 200, delayMs: 0 },
  events: [],
};

function hookNode(fields: object = {}, version: WebhookVersion = 'v2.0'): HookNode {
  const [hook] = readHooks({
    id: '7',
    status: 'active',
    namespace: 'my-app',
    payload_version: 'v3.0',
    destination_url: 'https://a.example/in',
    destination_headers: { Authorization: 'Bearer very-secret-value' },
    ...fields,
  });
  assert.ok(hook);
  return { kind: 'hook', id: 'h', environment: 'sandbox', scope: { companyId: '1' }, version, hook };
}

function triggerRow(resourceName: string, eventType: string): NodeRow {
  const [trigger] = readTriggers([{ id: 't1', resource_name: resourceName, event_type: eventType }]);
  assert.ok(trigger);
  return row({ ...hookNode(), kind: 'trigger', trigger });
}

function deliveryRow(status: string, attempt?: object, payload: object = {}): NodeRow {
  const [delivery] = readDeliveries({
    data: [
      {
        id: 'd1',
        status,
        payload: { resource_name: 'RFIs', event_type: 'update', resource_id: 9, ...payload },
        delivery_attempts: attempt === undefined ? [] : [{ id: 1, success: false, ...attempt }],
      },
    ],
  });
  assert.ok(delivery);
  return row({ ...hookNode(), kind: 'delivery', delivery });
}

describe('A row of the Webhooks view', () => {
  it('says whether the receiver runs, where, and how it answers', () => {
    assert.equal(row(receiver).spoken, 'Receiver, not running');
    assert.equal(row(receiver).context, 'receiver stopped');
    const slow = { ...running, answer: { status: 200, delayMs: 6000 } };
    assert.equal(
      row(receiver, { receiver: slow }).spoken,
      'Receiver, answers 200 after 6 s, http://127.0.0.1:4791/',
    );
    assert.equal(row(receiver, { receiver: slow }).context, 'receiver running');
  });

  it('says how many events came, also while it is closed', () => {
    const events = [received(), received()];
    assert.match(
      row(receiver, { receiver: { ...running, events } }).spoken,
      /^Receiver, answers 200, 2 events, /,
    );
    const one = { ...running, events: events.slice(1) };
    assert.match(row(receiver, { receiver: one }).spoken, /^Receiver, answers 200, 1 event, /);
  });

  it('of an event names number, resource, event and record, and how it was answered', () => {
    const event = received();
    const { spoken, icon, hasChildren } = row({ kind: 'event', id: 'e', event });
    assert.equal(spoken, '3 RFIs, update, answered 200, 9');
    assert.deepEqual([icon, hasChildren], ['mail', false]);
  });

  it('marks an event that came before, and one with another Authorization, by more than colour', () => {
    const again = row({ kind: 'event', id: 'e', event: received({ repeats: 1 }) });
    assert.match(again.spoken, /again, as event 1/);
    assert.equal(again.icon, 'copy');
    const event = received({ authorization: 'differs', answered: { status: 401, afterMs: 1 } });
    const refused = row({ kind: 'event', id: 'e', event });
    assert.match(refused.spoken, /another Authorization header than expected, answered 401, 9$/);
    assert.equal(refused.icon, 'warning');
  });

  it('tells an answer that waits from one that nobody heard', () => {
    const of = (answered: 'pending' | 'gone') =>
      row({ kind: 'event', id: 'e', event: received({ answered }) }).spoken;
    assert.match(of('pending'), /answer waits, 9$/);
    assert.match(of('gone'), /the sender hung up before the answer, 9$/);
  });

  it('of a hook names destination, namespace and payload, and masks its Authorization', () => {
    const { spoken, tooltip, context } = row(hookNode());
    assert.equal(spoken, 'https://a.example/in, my-app, payload v3.0');
    assert.match(tooltip, /Hook ID 7/);
    assert.doesNotMatch(tooltip, /very-secret/);
    assert.equal(context, 'hook v2 active');
  });

  it('says that a hook is paused, and what that costs', () => {
    const { spoken, tooltip, context } = row(hookNode({ status: 'disabled' }));
    assert.match(spoken, /, paused, /);
    assert.match(tooltip, /no events until it is resumed/);
    assert.equal(context, 'hook v2 disabled');
  });

  it('offers no pause for a hook of v1, which has no status', () =>
    assert.equal(row(hookNode({ status: undefined }, 'v1.0')).context, 'hook v1'));

  it('says what payload v4 lacks, and only there', () => {
    assert.match(row(hookNode({ payload_version: 'v4.0' })).tooltip, /names no application/);
    assert.doesNotMatch(row(hookNode()).tooltip, /names no application/);
  });

  it('marks a trigger whose event has ended', () => {
    const ended = triggerRow('Project Users', 'update');
    assert.equal(ended.spoken, 'Project Users, update, never fires');
    assert.equal(ended.icon, 'warning');
    assert.match(ended.tooltip, /ended Project Users update on 30 June 2026/);
    assert.equal(triggerRow('RFIs', 'update').spoken, 'RFIs, update');
  });

  for (const [what, status, attempt, shown, cause, remedy] of [
    [
      'too slow',
      'retrying',
      { started_at: '2026-11-22T09:00:00Z', completed_at: '2026-11-22T09:00:05.2Z' },
      /no answer within 5 s \(took 5\.2 s\)/,
      /did not answer within 5 seconds/,
      /Answer 2xx within 5 seconds/,
    ],
    [
      'a 500',
      'retrying',
      { response_status: 500 },
      /answered 500, 9$/,
      /answered 500/,
      /log of the receiver/,
    ],
    [
      'a 401',
      'failed',
      { response_status: 401 },
      /compare the Authorization header/,
      /does not accept the Authorization/,
      /Compare the Authorization header/,
    ],
    [
      'discarded',
      'discarded',
      { response_status: 503 },
      /discarded, answered 503/,
      /discarded after 12 hours/,
      /2xx/,
    ],
  ] as const)
    it(`of a delivery says that it was ${what}, why, and what to do`, () => {
      const { spoken, tooltip } = deliveryRow(status, attempt);
      assert.match(spoken, shown);
      assert.match(tooltip, cause);
      assert.match(tooltip, remedy);
    });

  it('of a delivery that arrived says no more than that', () => {
    const { spoken, tooltip } = deliveryRow('delivered', { success: true, response_status: 200 });
    assert.equal(spoken, 'RFIs, update, delivered, 9');
    assert.equal(tooltip, 'RFIs · update · delivered · 9');
  });

  it('tells each status of a delivery by its icon, too', () => {
    const statuses = ['delivered', 'retrying', 'enqueued', 'failed', 'discarded', 'other'];
    const icons = statuses.map(status => deliveryRow(status).icon);
    assert.equal(new Set(icons).size, statuses.length);
  });

  it('says which deliveries are listed only', () => {
    const list = deliveriesOf(hookNode());
    assert.equal(row(list, { filtered: () => 'failed' }).spoken, 'Deliveries, only Failed');
    assert.equal(row(list).spoken, 'Deliveries');
  });

  it('shows foreign text on one line, with control characters and marks that turn it made visible', () => {
    const hostile = 'RFIs\u001b[31m\n[click](command:evil)\u202eevil';
    const delivery = deliveryRow(
      'failed',
      { response_status: 500, response_body: hostile },
      {
        resource_name: hostile,
      },
    );
    const hook = row(hookNode({ namespace: hostile, destination_url: hostile }));
    for (const { label, description, spoken, tooltip } of [delivery, hook])
      for (const text of [label, description, spoken, tooltip.replaceAll('\n', '')])
        assert.doesNotMatch(text, /(?!\t)\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u);
  });
});
