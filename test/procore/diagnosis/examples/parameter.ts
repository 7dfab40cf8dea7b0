import { answered, askedForToken, type Examples, rfis, wrote } from '../inputs.ts';

export const parameter = {
  'bad-request-parameter': {
    '414': answered(`GET ${rfis}?filters[id]=${'1,'.repeat(500)}`, 414, '<html>414</html>'),
    '431': answered(`GET ${rfis}`, 431),
    'headers too long, as a page': answered(
      `GET ${rfis}`,
      400,
      '<html><title>400 Request Header Or Cookie Too Large</title></html>',
    ),
    'a page': answered(`GET ${rfis}?search=x`, 400, '<html><title>Bad Request</title></html>'),
    'a field': wrote(`POST ${rfis}`, { rfi: { subject: 'a' } }, 400, { errors: { assignees: ['required'] } }),
    'v2 detail': wrote('POST /rest/v2.0/companies/42/webhooks/hooks', {}, 400, {
      error: {
        code: 'BAD_REQUEST',
        message: 'Invalid',
        details: [{ reason_code: 'INVALID_PROPERTY', message: 'is required', source: 'namespace' }],
      },
    }),
    'named in a sentence': answered('GET /rest/v1.1/projects', 400, {
      errors: 'param is missing or the value is empty: company_id',
    }),
    'required by the catalog': answered('GET /rest/v1.1/projects', 400, { errors: 'Bad Request' }),
    'a filter in the wrong form': answered(
      'GET /rest/v1.0/projects/1234/correspondence_type_items?filters[status]=open',
      400,
      '',
    ),
    'a filter that the answer names': answered(`GET ${rfis}?filters%5Bstatus%5D=open`, 400, {
      errors: 'filters[status] must be an array',
    }),
    'not named': answered('GET /rest/v1.0/companies', 400, ''),
    '406': answered(`GET ${rfis}`, 406, ''),
    'at the token endpoint': askedForToken({ grant_type: 'refresh_token' }, 400, {
      error: 'invalid_request',
      error_description: 'Missing required parameter: refresh_token.',
    }),
    'an unknown grant': askedForToken({ grant_type: 'password' }, 400, { error: 'unsupported_grant_type' }),
  },
} satisfies Examples;
