import { answered, type Examples, login, noCompany, rfis } from '../inputs.ts';

export const wrongPath = {
  'wrong-version-or-path': {
    'another version': answered('GET /rest/v1.0/projects/1234/meetings', 404, { errors: 'Not Found' }),
    vapid: answered('GET /vapid/projects/1234/rfis', 404, ''),
    'another method': answered('DELETE /rest/v1.0/me', 404, '<html><title>Not Found</title></html>'),
    unknown: answered('GET /rest/v1.0/projects/1234/rfi', 404, { errors: 'Not Found' }),
    'no version at all': answered('GET /projects/1234/rfis', 404, 'Not Found'),
    'the name of the web app': answered('GET /rest/v1.0/projects/1234/photos', 404, { errors: 'Not Found' }),
    'the project in the path': answered('GET /rest/v1.0/projects/1234/cost_codes', 404, {
      errors: 'Not Found',
    }),
    'outside of the API, without a company': answered(
      'GET /v1.0/projects/1234/rfis',
      404,
      '<html><title>Not Found</title></html>',
      { headers: noCompany },
    ),
    'outside of the API and like nothing': answered('GET /', 404, ''),
    'no address for signing in': answered(`POST ${login}/oauth/tokens`, 404, '', { headers: {} }),
    '405': answered(`PUT ${rfis}`, 405, ''),
    'an empty id': answered('GET /rest/v1.0/projects//rfis', 404, '<title>Not Found</title>'),
    '405 for a method that it takes': answered(`GET ${rfis}`, 405, '<Error/>'),
    "a host that is nobody's": answered(
      `GET https://api.example.com${rfis}`,
      404,
      '<title>Not Found</title>',
      {
        headers: {},
      },
    ),
    'the login host': answered(`GET ${login}${rfis}`, 404, '<title>Not Found</title>'),
  },
} satisfies Examples;
