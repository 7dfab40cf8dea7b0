import { answered, type Examples, wrote } from '../inputs.ts';

export const webhooks = {
  'webhook-not-delivered': {
    'v1 deliveries': answered('GET /rest/v1.0/webhooks/hooks/9/deliveries?company_id=42', 200, [
      { event_id: 1, outcome: 'ok', response_status: 200 },
      { event_id: 2, outcome: 'failed', response_status: 500 },
      { event_id: 3, outcome: 'discarded', response_error: 'timeout' },
    ]),
    'v2 deliveries': answered('GET /rest/v2.0/companies/42/webhooks/hooks/01J/deliveries', 200, {
      data: [{ id: 'a', status: 'retrying', delivery_attempts: [{ success: false, response_status: 401 }] }],
    }),
    'a destination on this machine': answered('GET /rest/v1.0/webhooks/hooks?company_id=42', 200, [
      { id: 9, destination_url: 'http://localhost:3000/procore' },
    ]),
    'no deliveries': answered('GET /rest/v2.0/companies/42/webhooks/hooks/01J/deliveries', 200, { data: [] }),
    'a slow receiver, with a queue behind it': answered(
      'GET /rest/v2.0/companies/42/webhooks/hooks/01J/deliveries',
      200,
      {
        data: [
          { id: 'c', status: 'enqueued', payload: { id: 3 }, delivery_attempts: [] },
          { id: 'b', status: 'enqueued', payload: { id: 2 }, delivery_attempts: [] },
          {
            id: 'a',
            status: 'retrying',
            payload: { id: 1 },
            delivery_attempts: [
              {
                success: false,
                started_at: '2026-11-22T09:00:00Z',
                completed_at: '2026-11-22T09:00:05.2Z',
              },
            ],
          },
        ],
      },
    ),
    'a bad certificate, given up': answered('GET /rest/v1.0/webhooks/hooks/9/deliveries?company_id=42', 200, [
      {
        event_id: 1,
        outcome: 'discarded',
        started_at: '2026-11-22T09:00:00Z',
        response_error: 'SSL_connect: certificate verify failed (self-signed certificate)',
      },
      { event_id: 2, outcome: 'discarded', started_at: null, response_status: null },
    ]),
    'an event that has ended': answered('GET /rest/v1.0/webhooks/hooks/9/triggers?project_id=7', 200, [
      { id: 1, resource_name: 'Project Users', event_type: 'UPDATE' },
      { id: 2, resource_name: 'RFIs', event_type: 'UPDATE' },
    ]),
    'an event that there is not': wrote(
      'POST /rest/v2.0/companies/42/webhooks/hooks/01J/triggers',
      { resource_name: 'Projects', event_type: 'delete' },
      201,
      { data: { id: '5', resource_name: 'Projects', event_type: 'delete' } },
    ),
    'a hook just made for this machine': wrote('POST /rest/v2.0/companies/42/webhooks/hooks', {}, 201, {
      data: { id: '1', status: 'active', destination_url: 'http://localhost:3000/procore' },
    }),
    'no trigger': answered('GET /rest/v1.0/webhooks/hooks/9/triggers?company_id=42', 200, []),
    'counted triggers': answered(
      'GET /rest/v2.0/companies/42/webhooks/hooks?include_trigger_count=true',
      200,
      {
        data: [{ id: '1', status: 'active', trigger_count: 0 }],
      },
    ),
  },
  'webhook-disabled': {
    'in a list': answered('GET /rest/v2.0/companies/42/webhooks/hooks', 200, {
      data: [
        { id: '1', status: 'disabled', destination_url: 'https://hooks.example.com/a' },
        { id: '2', status: 'active' },
      ],
    }),
    shown: answered('GET /rest/v2.0/companies/42/webhooks/hooks/01J', 200, {
      data: { id: '01J', status: 'disabled' },
    }),
  },
  'webhook-duplicate-event': {
    'v4, without metadata': answered('GET /rest/v2.0/companies/42/webhooks/hooks/01J/deliveries', 200, {
      data: ['1', '2'].map(id => ({
        id,
        status: 'delivered',
        payload: { id: '01JAA', reason: 'update', resource_type: 'RFIs' },
      })),
    }),
    v1: answered('GET /rest/v1.0/webhooks/hooks/9/deliveries', 200, [
      { event_id: 1, outcome: 'ok', event: { id: 5, ulid: '01JAA' } },
      { event_id: 1, outcome: 'ok', event: { id: 5, ulid: '01JAA' } },
    ]),
    v2: answered('GET /rest/v2.0/companies/42/webhooks/hooks/01J/deliveries', 200, {
      data: [
        { id: 'a', status: 'delivered', payload: { id: '01JBB' } },
        { id: 'b', status: 'delivered', payload: { id: '01JBB' } },
        { id: 'c', status: 'delivered', payload: { id: '01JCC' } },
      ],
    }),
  },
} satisfies Examples;
