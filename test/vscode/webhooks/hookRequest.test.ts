import assert from 'node:assert/strict';
import { MockAgent } from 'undici';
import { parseHttpFile } from '../../../src/httpFile/parser.ts';
import { type WebhookCall, type WebhookVersion, webhookCalls } from '../../../src/procore/webhooks/calls.ts';
import { requestTextOf } from '../../../src/vscode/webhooks/hookRequest.ts';
import { runText } from '../../support/runText.ts';

describe('a call about webhooks, as a request', () => {
  it('names its company and has its body', () => {
    const text = requestTextOf({ method: 'POST', path: '/rest/v2.0/x', body: { a: 1 } }, { companyId: '7' });
    assert.equal(text, '# @company 7\nPOST /rest/v2.0/x\nContent-Type: application/json\n\n{"a":1}\n');
  });

  it('has one request, whatever was typed', () => {
    const body = { authorization: '{{secret}} ### \n### \n{{{{x}}', nested: { a: {} } };
    const text = requestTextOf({ method: 'POST', path: '/rest/v2.0/x', body }, { companyId: '7' });
    const file = parseHttpFile(text);
    assert.equal(file.requests.length, 1);
    const sent = text.slice(text.indexOf('\n\n') + 2);
    assert.doesNotMatch(sent, /\{\{/);
    assert.deepEqual(JSON.parse(sent), body);
  });

  it('is asked about where it has a note, which stays on its line and names no variable', () => {
    const call = { method: 'DELETE', path: '/x' } as const;
    const text = requestTextOf(call, { companyId: '7' }, 'Deletes\nGET /y {{secret}}');
    assert.equal(text, '# @note Deletes GET /y { {secret}}\n# @company 7\nDELETE /x\n');
  });
});

describe('A write to hooks in production', () => {
  const scope = { companyId: '7', projectId: '8' };
  const trigger = { resourceName: 'RFIs', eventType: 'update' };
  const hook = { namespace: 'my-app', payloadVersion: 'v3.0', destinationUrl: 'https://a.example/' };

  function writesOf(version: WebhookVersion): Readonly<Record<string, WebhookCall | undefined>> {
    const calls = webhookCalls(version, scope);
    return {
      create: calls.createHook(hook),
      pause: calls.setHookStatus('1', 'disabled'),
      resume: calls.setHookStatus('1', 'active'),
      delete: calls.deleteHook('1'),
      'add a trigger': calls.addTrigger('1', trigger, 'v3.0'),
      'add triggers': calls.addTriggers('1', [trigger, { ...trigger, eventType: 'create' }], 'v3.0'),
      'delete a trigger': calls.deleteTrigger('1', '2'),
      'delete triggers': calls.deleteTriggers('1', ['2', '3']),
    };
  }

  for (const version of ['v2.0', 'v1.0'] as const)
    for (const [name, call] of Object.entries(writesOf(version))) {
      if (call === undefined) continue;
      it(`is not sent unless somebody says yes: ${name} by ${version}`, async () => {
        const dispatcher = new MockAgent();
        dispatcher.disableNetConnect();
        const { exchange, questions } = await runText(requestTextOf(call, scope), {
          environment: 'production',
          dispatcher,
          confirmSend: () => Promise.resolve(false),
        });
        assert.equal(exchange.error?.code, 'not-confirmed');
        assert.equal(exchange.response, null);
        assert.deepEqual(
          questions.map(({ reason, method, companyId }) => [reason, method, companyId]),
          [['production-write', call.method, '7']],
        );
      });
    }

  it('cannot be a pause by v1.0, which has no status', () =>
    assert.equal(writesOf('v1.0')['pause'], undefined));
});

describe('A delete of a hook in a sandbox', () => {
  it('asks with what it deletes', async () => {
    const dispatcher = new MockAgent();
    dispatcher.disableNetConnect();
    const call = webhookCalls('v2.0', { companyId: '7' }).deleteHook('1');
    const text = requestTextOf(call, { companyId: '7' }, 'Deletes hook 1 with its triggers.');
    const { exchange, questions } = await runText(text, { environment: 'sandbox', dispatcher });
    assert.equal(exchange.error?.code, 'not-confirmed');
    assert.deepEqual(
      questions.map(({ reason, note }) => [reason, note]),
      [['note', 'Deletes hook 1 with its triggers.']],
    );
  });
});
