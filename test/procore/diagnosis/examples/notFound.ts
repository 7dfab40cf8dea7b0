import { answered, type Examples, rfis, sandbox } from '../inputs.ts';

export const notFound = {
  'not-found-or-hidden': {
    'nothing known': answered(`GET ${rfis}/77`, 404, { errors: 'Not Found' }),
    v2: answered('GET /rest/v2.0/companies/42/projects/1234/submittals', 404, {
      error: { code: 'NOT_FOUND', message: 'Resource not found' },
    }),
    'the same id twice': answered(
      'GET /rest/v1.0/projects/42/rfis',
      404,
      { errors: 'Not Found' },
      { headers: { authorization: 'Bearer ***', 'procore-company-id': '42' } },
    ),
    'in a sandbox': answered(`GET ${sandbox}${rfis}/77`, 404, { code: 404, message: 'Not Found' }),
  },
  'sandbox-data-missing': {
    'a foreign project id': answered(
      `GET ${sandbox}${rfis}`,
      404,
      { errors: 'Not Found' },
      { context: { projects: [{ id: 5, name: 'x' }] } },
    ),
    Monthly: answered(`GET https://api-monthly.procore.com${rfis}`, 404, '', { context: { projects: [] } }),
  },
} satisfies Examples;
