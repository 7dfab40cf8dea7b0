import { type Examples, rfis, wrote } from '../inputs.ts';

export const rules = {
  'unprocessable-field': {
    'an upload that is completed before its segments were sent': wrote(
      'PATCH /rest/v1.1/companies/42/uploads/01J',
      { segments: [{ etag: 'x' }] },
      422,
      { errors: { segments: ['1: nothing was uploaded'] } },
    ),
    'a file that is attached before it was uploaded': wrote(
      'POST /rest/v1.0/files?project_id=7',
      { file: { name: 'a', upload_uuid: '01J' } },
      422,
      { errors: { upload_uuid: ['has not been uploaded'] } },
    ),
    'more fields than are read': wrote(`POST ${rfis}`, { rfi: {} }, 422, {
      errors: Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`field_${index}`, ['bad']])),
    }),
    'fields of which few are read': wrote(`POST ${rfis}`, { rfi: {} }, 422, {
      errors: Object.fromEntries(
        Array.from({ length: 50 }, (_, index) => [`field_${index}`, ['b'.repeat(4_000)]]),
      ),
    }),
    'a required field': wrote(`POST ${rfis}`, { rfi: { number: '7' } }, 422, {
      errors: { subject: ["can't be blank"], assignees: ['required'] },
    }),
    'v1 fields': wrote(`POST ${rfis}`, { rfi: {} }, 422, {
      errors: { subject: ["can't be blank"], due_date: ['is invalid'] },
    }),
    v2: wrote('POST /rest/v2.0/companies/42/projects/1234/commitment_contracts', {}, 422, {
      error: {
        code: 'VALIDATION_ERROR',
        message: 'Invalid',
        details: [
          {
            reason_code: 'INVALID_PROPERTY',
            message: 'is too long (maximum is 255 characters)',
            source: 'title',
          },
        ],
      },
    }),
    'bulk rows': wrote(
      'PATCH /rest/v1.0/projects/1234/rfis',
      { rfis: [{ id: 3 }, { id: 1, title: 'x' }] },
      422,
      [{ id: 1, errors: { title: ['is odd'] } }],
    ),
    'a message': wrote('PATCH /rest/v1.1/budget_line_items/7', {}, 422, {
      message: 'Amount is wrong',
      error: 'invalid',
    }),
    'time zone': wrote('PATCH /rest/v1.0/projects/1234', {}, 422, {
      errors: { time_zone: ['is not included in the list'] },
    }),
  },
  'record-locked-by-erp': {
    'whole record': wrote('PATCH /rest/v1.0/purchase_order_contracts/7', {}, 422, {
      errors: { base: ['This contract is synced with ERP and cannot be changed'] },
    }),
    message: wrote('PATCH /rest/v1.1/budget_line_items/7', {}, 422, {
      message: 'Line item is locked',
      error: 'locked',
    }),
  },
  'origin-id-taken': {
    field: wrote('POST /rest/v1.0/vendors?company_id=42', { vendor: { name: 'a', origin_id: 'V 7' } }, 422, {
      errors: { origin_id: ['has already been taken'] },
    }),
    text: wrote('POST /rest/v1.0/vendors', {}, 422, { errors: ['Origin ID must be unique'] }),
    v2: wrote('POST /rest/v2.0/companies/42/projects/1234/prime_contracts', {}, 422, {
      error: {
        code: 'VALIDATION_ERROR',
        details: [{ reason_code: 'INVALID_PROPERTY', message: 'already exists', source: 'body.origin_id' }],
      },
    }),
  },
  'reference-missing': {
    sync: wrote('PATCH /rest/v1.0/vendors/7', {}, 422, { errors: { id: ['Entity with this ID not found'] } }),
    'cost code': wrote(
      'POST /rest/v1.0/direct_costs',
      { direct_cost: { line_items: [{ cost_code_id: 5 }] } },
      422,
      { errors: { 'line_items.0.cost_code_id': ['must exist'] } },
    ),
    template: wrote('POST /rest/v1.1/projects/1234/checklist/lists', {}, 422, {
      errors: { list_template_id: ['invalid'] },
    }),
    text: wrote(`POST ${rfis}`, {}, 422, { errors: 'Location does not exist in this project' }),
  },
  'invalid-status-transition': {
    field: wrote(`PATCH ${rfis}/7`, {}, 422, {
      errors: { status: ['cannot transition from draft to closed'] },
    }),
    text: wrote(`PATCH ${rfis}/7`, {}, 422, { message: "Status can't be changed from closed to draft" }),
    workflow: wrote('PATCH /rest/v2.0/companies/42/projects/1234/submittals/7', {}, 422, {
      error: { code: 'WORKFLOW_CONFLICT', message: 'x' },
    }),
  },
  conflict: {
    file: wrote('POST /rest/v1.0/files?project_id=1234', {}, 409, {
      errors: { base: ['Name is taken'] },
      error_type: 'duplicate',
      file: {},
    }),
    v2: wrote('POST /rest/v2.0/companies/42/webhooks/hooks', {}, 409, {
      error: { code: 'DUPLICATE_REVISION', message: 'x' },
    }),
    message: wrote('POST /rest/v1.0/vendors', {}, 409, { message: 'Vendor exists' }),
  },
} satisfies Examples;
