import { answered, type Examples, rfis, wrote } from '../inputs.ts';

export const access = {
  'permission-insufficient': {
    'nothing known': answered(`GET ${rfis}`, 403, { errors: ['No.'] }),
    'level too low': wrote(
      `POST ${rfis}`,
      { rfi: {} },
      403,
      { error: { code: 'FORBIDDEN', message: 'Forbidden' } },
      {
        context: {
          tools: [{ engine_name: 'rfi', title: 'RFIs', is_active: true, user_access_level: 'Read-only' }],
        },
      },
    ),
    'service account': answered('GET /rest/v1.0/companies', 403, '', {
      context: { grant: 'client_credentials' },
    }),
  },
  'tool-disabled': {
    '403': answered(
      `GET ${rfis}`,
      403,
      { errors: ['x'] },
      {
        context: {
          tools: [
            { engine_name: 'rfi', title: 'RFIs', is_active: false },
            { engine_name: 'punch_list', title: 'Punch List', is_active: true },
          ],
        },
      },
    ),
    '404': answered('GET /rest/v1.1/punch_items?project_id=1234', 404, '', {
      context: { tools: [{ engine_name: 'punch_list', title: 'Punch List', is_active: false }] },
    }),
    'daily log': answered(
      'GET /rest/v1.0/projects/1234/manpower_logs',
      403,
      { message: 'x' },
      {
        context: { tools: [{ engine_name: 'dl', title: 'Daily Log', is_active: false }] },
      },
    ),
    correspondence: answered(
      'GET /rest/v1.0/projects/1234/generic_tools/126094/generic_tool_items',
      403,
      '',
      {
        context: { tools: [{ engine_name: 'generic_tool_126094', title: 'Transmittals', is_active: false }] },
      },
    ),
  },
  'outside-access-scope': {
    'project in the path': answered(
      `GET ${rfis}`,
      403,
      { errors: 'x' },
      { context: { projects: [{ id: 1, name: 'Other' }] } },
    ),
    'a company for a project': answered(
      'GET /rest/v1.0/projects/42/rfis',
      404,
      { errors: 'Not Found' },
      { context: { companies: [{ id: 42, name: 'Acme' }] } },
    ),
    'a project for a company': answered(
      'GET /rest/v1.0/companies/1234/users',
      403,
      { errors: 'x' },
      {
        headers: { authorization: 'Bearer ***', 'procore-company-id': '1234' },
        context: { projects: [{ id: 1234, name: 'Tower' }] },
      },
    ),
    'both changed places': answered(
      'GET /rest/v1.0/projects/42/rfis',
      403,
      { errors: 'x' },
      {
        headers: { authorization: 'Bearer ***', 'procore-company-id': '1234' },
        context: { companies: [{ id: 42, name: 'Acme' }], projects: [{ id: 1234, name: 'Tower' }] },
      },
    ),
    'project in the body, service account': wrote(
      'POST /rest/v1.1/punch_items',
      { project_id: 598134325683880, punch_item: {} },
      403,
      '',
      {
        context: { grant: 'client_credentials', projects: [{ id: '7', name: 'Other' }] },
      },
    ),
  },
} satisfies Examples;
