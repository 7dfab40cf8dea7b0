import { type Examples, wrote } from '../inputs.ts';

export const partialFailure = {
  'partial-failure': {
    'all of it': wrote('PATCH /rest/v1.0/vendors/sync', { updates: [{ id: 2 }] }, 200, {
      entities: [],
      errors: [{ id: 2, errors: { id: ['Entity with this ID not found'] } }],
    }),
    sync: wrote('PATCH /rest/v1.0/vendors/sync', { updates: [{ id: 1 }, { id: 2 }] }, 200, {
      entities: [{ id: 1 }],
      errors: [{ id: 2, errors: { id: ['Entity with this ID not found'] } }],
    }),
    bulk: wrote('PATCH /rest/v2.0/companies/42/projects/1234/things/bulk', {}, 207, {
      data: { success: [{ id: '1' }], failed: [{ id: '2', code: 'NOT_FOUND', message: 'Not found' }] },
    }),
    'left out': wrote(
      'PATCH /rest/v2.0/companies/42/projects/1234/things/bulk',
      { ids: ['1', '2', '3'] },
      207,
      {
        data: { success: [{ id: '1' }], failed: [] },
      },
    ),
    'nothing named': wrote(
      'POST /rest/v2.0/companies/42/projects/1234/things/bulk',
      { things: [{ name: 'A' }, { name: 'B' }] },
      207,
      '',
    ),
    'data beside errors': wrote(
      'POST /rest/v2.0/companies/42/projects/1234/things/bulk',
      { things: [{ name: 'A' }, { name: 'B' }] },
      207,
      { data: [{ id: '1' }], errors: [{ name: 'B', message: 'Name has already been taken' }] },
    ),
    'statuses under a name': wrote('POST /rest/v1.0/things/bulk', {}, 207, {
      responses: [{ status: 200 }, { status: '422', errors: ['Name is too long'] }],
    }),
    'results by status': wrote('POST /rest/v1.0/projects/1234/things', {}, 207, {
      data: { results: [{ status: 201 }, { status_code: 422, errors: { name: ['is too long'] } }] },
    }),
    'an error for each field': wrote('POST /rest/v1.0/things/bulk', {}, 207, {
      data: [{ id: 1 }],
      errors: { name: ['is too long'] },
    }),
    rows: wrote('POST /rest/v1.0/webhooks/hooks/9/triggers/bulk', {}, 207, [
      { id: 1 },
      { errors: ['resource_name is invalid'] },
    ]),
  },
} satisfies Examples;
