import assert from 'node:assert/strict';
import fc from 'fast-check';
import { attemptFailure, lastFailure } from '../../../src/procore/webhooks/attemptFailure.ts';
import { deliveredTwice, readDeliveries } from '../../../src/procore/webhooks/delivery.ts';
import { payloadVersionOf, readEvent } from '../../../src/procore/webhooks/event.ts';
import { isNamespace, maskedSecret, readHooks } from '../../../src/procore/webhooks/hook.ts';
import { readResources } from '../../../src/procore/webhooks/resources.ts';
import { readTriggerFailures, readTriggers } from '../../../src/procore/webhooks/trigger.ts';

describe('hooks', () => {
  it('read the same from both versions', () => {
    const [first] = readHooks([
      {
        id: 43593499,
        api_version: 'v2',
        namespace: 'my-app',
        destination_url: 'https://hooks.example.com/a',
        destination_headers: { Authorization: '*****token' },
        owned_by_company_id: 42,
        owned_by_project_id: null,
      },
    ]);
    const [second] = readHooks({
      data: [
        {
          id: '43593499',
          payload_version: 'v2.0',
          namespace: 'my-app',
          destination_url: 'https://hooks.example.com/a',
          destination_headers: { Authorization: '*****token' },
          company_id: '42',
          project_id: null,
          status: 'disabled',
          trigger_count: 3,
          hook_type: 'classic',
          created_at: '2026-11-21T21:32:32Z',
        },
      ],
    });
    assert.deepEqual(
      { ...first },
      {
        ...second,
        status: undefined,
        payloadVersion: 'v2',
        triggerCount: undefined,
        hookType: undefined,
        createdAt: undefined,
      },
    );
    assert.equal(second?.status, 'disabled');
    assert.equal(second?.payload, 'v2');
    assert.equal(second?.triggerCount, 3);
  });

  it('come from one hook as from a list, and never without an id', () => {
    assert.deepEqual(
      readHooks({ data: { id: '7', status: 'active' } }).map(({ id }) => id),
      ['7'],
    );
    assert.deepEqual(readHooks([{ namespace: 'x' }, null, 'text']), []);
  });

  it('never show a secret that the server forgot to mask', () => {
    const [hook] = readHooks([{ id: 1, destination_headers: { Authorization: 'Bearer abcdefghijkl12345' } }]);
    assert.deepEqual(hook?.destinationHeaders, { Authorization: '*****12345' });
    assert.equal(maskedSecret('secret'), '*****');
    assert.equal(maskedSecret('************oken1'), '************oken1');
  });

  it('have namespaces of lower-case letters, digits and dashes', () => {
    assert.ok(isNamespace('acme-invoice-sync2'));
    for (const wrong of ['', 'Acme', 'a b', 'a_b', 'é']) assert.ok(!isNamespace(wrong), wrong);
  });
});

describe('triggers', () => {
  it('read the same whatever case and number the version uses', () => {
    const expected = { id: '5', hookId: '9', resourceName: 'RFIs', eventType: 'update' };
    const inProject = { ...expected, companyId: undefined, projectId: '3' };
    const row = { id: 5, webhook_hook_id: 9, resource_name: 'RFIs', event_type: 'UPDATE', project_id: 3 };
    assert.deepEqual(readTriggers([row]), [inProject]);
    const text = { ...row, id: '5', webhook_hook_id: '9', event_type: 'UPDATED', project_id: '3' };
    assert.deepEqual(readTriggers({ data: [text] }), [inProject]);
  });

  it('of a bulk call are those that went through, beside what did not', () => {
    const first = {
      success: [{ id: 1, resource_name: 'RFIs', event_type: 'create' }],
      failed: [{ code: '400', message: 'Bad Request', trigger: { resource_name: 'Nonsense' } }],
    };
    assert.deepEqual(
      readTriggers(first).map(({ id }) => id),
      ['1'],
    );
    assert.deepEqual(readTriggerFailures(first), ['Nonsense 400 Bad Request']);
    assert.deepEqual(readTriggerFailures({ data: { succeeded: ['1'], failed: ['67890'] } }), ['67890']);
    assert.deepEqual(readTriggerFailures({ success: [7] }), []);
  });
});

const eventV2 = {
  id: 123456789,
  ulid: '01J9ABCDEFGHJKMNPQRSTVWXYZ',
  timestamp: '2026-11-22T09:00:00Z',
  metadata: { source_application_id: 'app-1', source_user_id: 5 },
  user_id: 5,
  company_id: 42,
  project_id: 7,
  api_version: 'v2.0',
  event_type: 'update',
  resource_name: 'RFIs',
  resource_id: 54321,
};

describe('events', () => {
  it('read the same in all three payload versions', () => {
    const v2 = readEvent(eventV2);
    const v3 = readEvent({
      ...eventV2,
      api_version: 'v3.0',
      related_resources: [{ id: 1234, name: 'Direct Costs' }],
    });
    const v4 = readEvent({
      id: '01J9ABCDEFGHJKMNPQRSTVWXYZ',
      timestamp: '2026-11-22T09:00:00Z',
      reason: 'update',
      company_id: '42',
      project_id: '7',
      user_id: '5',
      resource_type: 'RFIs',
      resource_id: '54321',
    });
    assert.deepEqual(v3, { ...v2, payloadVersion: 'v3', related: [{ id: '1234', name: 'Direct Costs' }] });
    assert.deepEqual(v4, { ...v2, payloadVersion: 'v4', applicationId: undefined });
    assert.equal(v2?.applicationId, 'app-1');
    assert.equal(v2?.payloadVersion, 'v2');
  });

  it('tell their generation from either spelling', () => {
    assert.deepEqual(['v2', 'v2.0', '4', 'V3.0', 'v5', undefined].map(payloadVersionOf), [
      'v2',
      'v2',
      'v4',
      'v3',
      undefined,
      undefined,
    ]);
  });
});

describe('deliveries', () => {
  const attempt = (second: number, outcome: string, status?: number) => ({
    event: eventV2,
    event_id: 123456789,
    outcome,
    ...(status === undefined ? {} : { response_status: status }),
    started_at: `2026-11-22T09:00:0${second}Z`,
    completed_at: `2026-11-22T09:00:0${second + 1}Z`,
  });

  it('of v1 gather the attempts of one event, newest row first or last', () => {
    const rows = [attempt(3, 'ok', 200), attempt(1, 'retried', 500), attempt(0, 'retried', 500)];
    for (const body of [rows, rows.toReversed()]) {
      const [delivery, ...more] = readDeliveries(body);
      assert.deepEqual(more, []);
      assert.equal(delivery?.status, 'delivered');
      assert.equal(delivery?.eventId, '01J9ABCDEFGHJKMNPQRSTVWXYZ');
      assert.deepEqual(
        delivery?.attempts.map(({ responseStatus, success }) => [responseStatus, success]),
        [
          [500, false],
          [500, false],
          [200, true],
        ],
      );
    }
  });

  it('of v1 that arrived twice stay two', () => {
    const deliveries = readDeliveries([attempt(5, 'ok', 200), attempt(1, 'ok', 200)]);
    assert.equal(deliveries.length, 2);
    assert.equal(new Set(deliveries.map(({ id }) => id)).size, 2);
    assert.deepEqual(deliveredTwice(deliveries), ['01J9ABCDEFGHJKMNPQRSTVWXYZ']);
  });

  it('of v2 have the same shape', () => {
    const attempts = [
      {
        id: '2',
        success: true,
        response_status: 200,
        response_body: '',
        started_at: '2026-11-22T09:00:02Z',
      },
      {
        id: '1',
        success: false,
        response_status: 500,
        response_body: 'Oops',
        response_headers: { 'content-type': 'text/plain', 'set-cookie': ['a', 'b'] },
        started_at: '2026-11-22T09:00:00Z',
      },
    ];
    const [delivery] = readDeliveries({
      data: [{ id: '77', status: 'delivered', payload: eventV2, delivery_attempts: attempts }],
    });
    assert.equal(delivery?.id, '77');
    assert.equal(delivery?.status, 'delivered');
    assert.equal(delivery?.resourceName, 'RFIs');
    assert.equal(delivery?.eventType, 'update');
    assert.deepEqual(
      delivery?.attempts.map(({ id }) => id),
      ['1', '2'],
    );
    assert.deepEqual(delivery?.attempts[0]?.responseHeaders, {
      'content-type': 'text/plain',
      'set-cookie': 'a, b',
    });
    assert.equal(delivery?.payload, eventV2);
  });

  it('that were discarded unsent have no attempt', () => {
    const [delivery] = readDeliveries([{ event: eventV2, outcome: 'discarded', response_status: null }]);
    assert.equal(delivery?.status, 'discarded');
    assert.deepEqual(delivery?.attempts, []);
  });

  it('with a word nobody knows are unknown', () => {
    assert.equal(readDeliveries([{ id: '1', status: 'somehow' }])[0]?.status, 'unknown');
  });
});

describe('why an attempt failed', () => {
  const failed = (fields: object) =>
    lastFailure(
      readDeliveries([
        { id: '1', status: 'failed', delivery_attempts: [{ success: false, ...fields }] },
      ])[0] ?? {
        id: '',
        status: 'unknown',
        attempts: [],
        payload: undefined,
        event: undefined,
        eventId: undefined,
        resourceName: undefined,
        eventType: undefined,
      },
    );

  for (const [name, fields, expected] of [
    ['an answer that is not 2xx', { response_status: 500 }, { kind: 'status', status: 500 }],
    ['a refused Authorization header', { response_status: 401 }, { kind: 'unauthorized', status: 401 }],
    ['a redirect', { response_status: 302 }, { kind: 'redirect', status: 302 }],
    [
      'silence for 5 seconds, without a word for it',
      { started_at: '2026-11-22T09:00:00Z', completed_at: '2026-11-22T09:00:05.1Z' },
      { kind: 'timeout', seconds: 5.1 },
    ],
    ['a time-out in words', { response_error: 'Net::ReadTimeout' }, { kind: 'timeout', seconds: undefined }],
    [
      'a certificate',
      { response_error: 'SSL_connect returned=1 state=error: certificate verify failed' },
      { kind: 'tls', text: 'SSL_connect returned=1 state=error: certificate verify failed' },
    ],
    [
      'no connection',
      { response_error: 'getaddrinfo: Name or service not known' },
      { kind: 'unreachable', text: 'getaddrinfo: Name or service not known' },
    ],
    ['nothing to go by', {}, { kind: 'unknown', text: undefined }],
  ] as const) {
    it(`is told from ${name}`, () => assert.deepEqual(failed(fields), expected));
  }

  it('is nothing where it went through', () => {
    const [delivery] = readDeliveries([{ event_id: 1, outcome: 'ok', response_status: 204 }]);
    assert.equal(delivery?.attempts[0] && attemptFailure(delivery.attempts[0]), undefined);
  });
});

describe('resources', () => {
  it('read the same from what v1 excepts and what v2 offers', () => {
    const [first] = readResources([{ api_version: 'v2', tools: 'Projects', except: ['delete'] }]);
    const [second] = readResources({
      data: [{ category: 'Core', tool: 'Projects', name: 'Projects', actions: ['create', 'update'] }],
    });
    assert.deepEqual([first?.name, first?.eventTypes], ['Projects', ['create', 'update']]);
    assert.deepEqual([second?.name, second?.eventTypes], ['Projects', ['create', 'update']]);
  });
});

describe('whatever the server sends', () => {
  it('reads the value of a header that is no text as JSON', () => {
    const [attempt] = readDeliveries(
      JSON.parse(
        '{"id":"1","outcome":"ok","response_headers":{"a":[{"toString":1},"b"],"c":[{"__proto__":null}]}}',
      ),
    ).flatMap(({ attempts }) => attempts);
    assert.deepEqual(attempt?.responseHeaders, { a: '{"toString":1}, b', c: '{"__proto__":null}' });
  });

  it('every reader answers something, and never throws', () => {
    const key = fc.constantFrom(
      'id',
      'data',
      'status',
      'outcome',
      'event',
      'payload',
      'delivery_attempts',
      'destination_headers',
      'success',
      'failed',
      'actions',
      'except',
      'started_at',
      'response_headers',
      '__proto__',
      'resource_name',
      'trigger',
      'toString',
    );
    const { value } = fc.letrec(tie => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom<unknown>(null, true, 1.5, -1, 2 ** 60, '', 'ok', 'retried', 'delivered', '\u202e'),
        fc.string({ unit: 'binary' }),
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(key, tie('value'), { maxKeys: 6 }),
      ),
    }));
    fc.assert(
      fc.property(value, body => {
        const deliveries = readDeliveries(body);
        deliveries.map(lastFailure);
        deliveredTwice(deliveries);
        readHooks(body);
        readTriggers(body);
        readTriggerFailures(body);
        readResources(body);
        readEvent(body);
      }),
      { numRuns: 500 },
    );
  });
});
