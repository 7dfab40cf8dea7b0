import { answered, type Examples, noCompany, rfis, signedIn } from '../inputs.ts';

export const company = {
  'company-header-missing': {
    '400 with the documented text': answered(
      `GET ${rfis}`,
      400,
      { errors: 'Missing Procore-Company-Id header! x' },
      { headers: noCompany },
    ),
    '403 that says something else': answered(`GET ${rfis}`, 403, { errors: ['No.'] }, { headers: noCompany }),
    'a name for the number': answered(
      `GET ${rfis}`,
      403,
      { errors: ['No.'] },
      { headers: { ...signedIn, 'procore-company-id': 'Harbor & Pine' } },
    ),
    'another company than in the address': answered('GET /rest/v1.1/projects?company_id=43', 403, {
      errors: ['No.'],
    }),
    '404, company in the query': answered(
      'GET /rest/v1.1/projects?company_id=562949953443325',
      404,
      '<html></html>',
      { headers: noCompany },
    ),
    '/me of a company': answered('GET /rest/v1.0/me?company_id=42', 400, '', { headers: noCompany }),
    'service account on /me': answered('GET /rest/v1.0/me', 400, '', {
      headers: noCompany,
      context: { grant: 'client_credentials' },
    }),
    'sent, and not understood': answered(
      `GET ${rfis}`,
      400,
      { errors: 'Missing Procore-Company-Id header!' },
      {
        headers: { ...noCompany, 'procore-company-id': 'acme' },
      },
    ),
  },
} satisfies Examples;
