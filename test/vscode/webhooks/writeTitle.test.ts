import { equal } from 'node:assert/strict';
import { webhookCalls } from '../../../src/procore/webhooks/calls.ts';
import { writeTitle } from '../../../src/vscode/webhooks/writeTitle.ts';

describe('A webhook write', () => {
  const trigger = { resourceName: 'RFIs', eventType: 'create' };
  const hook = { namespace: 'a', payloadVersion: 'v4.0', destinationUrl: 'https://example.com/' };

  for (const version of ['v1.0', 'v2.0'] as const) {
    const calls = webhookCalls(version, { companyId: '1', projectId: '2' });
    for (const [call, title] of [
      [calls.createHook(hook), 'Create Webhook'],
      [calls.deleteHook('7'), 'Delete Webhook'],
      [calls.addTrigger('7', trigger, 'v4.0'), 'Add Webhook Triggers'],
      [calls.addTriggers('7', [trigger], 'v4.0'), 'Add Webhook Triggers'],
      [calls.deleteTrigger('7', '8'), 'Delete Webhook Triggers'],
      [calls.deleteTriggers('7', ['8']), 'Delete Webhook Triggers'],
      [calls.setHookStatus('7', 'disabled'), 'Change Webhook'],
    ] as const)
      if (call !== undefined)
        it(`${call.method} ${call.path} is called ${title}`, () => equal(writeTitle(call), title));
  }
});
