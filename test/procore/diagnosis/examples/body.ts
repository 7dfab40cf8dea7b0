import { answered, type Examples, rfis, signedIn, wrote } from '../inputs.ts';

const form = { 'content-type': 'application/x-www-form-urlencoded' };

export const body = {
  'bad-request-json': {
    'a word of another language': wrote(`POST ${rfis}`, '{\n  "rfi": {"draft": True}\n}', 400, {
      errors: 'x',
    }),
    'a comma too many': wrote(`POST ${rfis}`, '{\n  "rfi": {"subject": "a",}\n}', 400, { errors: 'x' }),
    'cut off': wrote(`PATCH ${rfis}/7`, '{"rfi": {', 400, { error: { code: 'BAD_REQUEST', message: 'x' } }),
    'an exchange without its body': answered(
      `POST ${rfis}`,
      400,
      { errors: 'There was a problem parsing the JSON you submitted' },
      {
        headers: { ...signedIn, 'content-type': 'application/json' },
        bodyBytes: 20,
      },
    ),
  },
  'bad-request-content-type': {
    none: answered(`POST ${rfis}`, 400, { errors: 'x' }, { body: '{"rfi":{}}' }),
    'form for JSON': answered(
      `POST ${rfis}`,
      400,
      { error: { code: 'BAD_REQUEST', message: 'x' } },
      { headers: { ...signedIn, ...form }, body: '{"rfi":{}}' },
    ),
    '415': wrote(`POST ${rfis}`, { rfi: {} }, 415, ''),
    '415 without a body': answered(`GET ${rfis}`, 415, ''),
    'an exchange without its body': answered(`POST ${rfis}`, 400, '', { bodyBytes: 11 }),
  },
} satisfies Examples;
