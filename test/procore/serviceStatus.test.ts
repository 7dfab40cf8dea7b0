import { deepEqual, doesNotMatch, equal, ok } from 'node:assert/strict';
import { readServiceStatus } from '../../src/procore/serviceStatus.ts';

const gateway = {
  id: '47gjht5rzqch',
  name: 'API Gateway',
  status: 'partial_outage',
  updated_at: '2026-10-05T06:00:00.000-07:00',
};

function read(summary: unknown) {
  return readServiceStatus(JSON.stringify(summary));
}

describe('The status of the service', () => {
  it('is that of the API component, not of the page', () => {
    const status = read({
      status: { indicator: 'major', description: 'Major outage' },
      components: [
        { id: 'x', name: 'Drawings', status: 'major_outage' },
        { ...gateway, status: 'operational' },
      ],
    });
    deepEqual(status, {
      api: { name: 'API Gateway', state: 'operational', since: '2026-10-05T13:00:00.000Z' },
      webhooks: undefined,
      incidents: [],
    });
  });

  it('knows the words of the page, and says where it does not', () => {
    const states = [
      'operational',
      'degraded_performance',
      'partial_outage',
      'major_outage',
      'under_maintenance',
      'constructor',
      7,
    ].map(status => read({ components: [{ ...gateway, status }] })?.api?.state);
    deepEqual(states, [
      'operational',
      'degraded',
      'partial-outage',
      'outage',
      'maintenance',
      'unknown',
      'unknown',
    ]);
  });

  it('finds the component by its name where its id has changed', () => {
    equal(read({ components: [{ ...gateway, id: 'new' }] })?.api?.state, 'partial-outage');
    equal(read({ components: [{ id: 'new', name: 'Login' }] })?.api, undefined);
  });

  it('names the incidents that are about the API, or about nothing in particular', () => {
    const status = read({
      components: [gateway, { id: 'w', name: 'Webhooks', status: 'operational' }],
      incidents: [
        { name: 'Errors', status: 'investigating', components: [{ id: gateway.id }] },
        { name: 'Late events', status: 'monitoring', components: [{ id: 'w' }] },
        { name: 'Slow drawings', status: 'identified', components: [{ id: 'd' }] },
        { name: 'Something', components: [] },
      ],
      scheduled_maintenances: [
        { name: 'Now', status: 'in_progress', components: [{ id: gateway.id }] },
        { name: 'Next week', status: 'scheduled', components: [{ id: gateway.id }] },
      ],
    });
    deepEqual(
      status?.incidents.map(({ name, status: word }) => `${name}: ${word}`),
      ['Errors: investigating', 'Late events: monitoring', 'Something: ', 'Now: in_progress'],
    );
    equal(status?.webhooks?.state, 'operational');
  });

  it('is not known of anything else', () => {
    for (const text of ['', 'null', '[]', '{}', '<html>', '{"components":7}', '{"components":', '"x"'])
      equal(readServiceStatus(text), undefined, text);
    deepEqual(read({ components: [null, 1, 'x', []] }), {
      api: undefined,
      webhooks: undefined,
      incidents: [],
    });
  });

  it('shows no control character, and no page of text', () => {
    const name = `\u001b[31m\u202e${'x'.repeat(500)}`;
    const status = read({ components: [{ ...gateway, name }], incidents: [{ name, status: name }] });
    const shown = JSON.stringify(status);
    doesNotMatch(shown, /\\u001b|\u202e/);
    ok(shown.length < 600);
  });
});
