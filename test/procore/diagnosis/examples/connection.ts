import { answered, type Examples, rfis, sandbox } from '../inputs.ts';

export const connection = {
  'app-not-connected': {
    'as the wire has it': answered(`GET ${rfis}`, 403, { errors: ['App is not connected to this company.'] }),
    'as the page has it': answered(`GET ${rfis}`, 403, { errors: 'App is not connected to this company' }),
    'in a sandbox, v2': answered(`GET ${sandbox}${rfis}`, 403, {
      error: { code: 'FORBIDDEN', message: 'App is not connected to this company.' },
    }),
  },
  // Seen only behind app-not-connected.
  'app-not-installable': {},
} satisfies Examples;
