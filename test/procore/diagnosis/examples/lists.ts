import { answered, api, type Examples, rfis, sandbox } from '../inputs.ts';

export const lists = {
  'unexpected-empty': {
    v1: answered(`GET ${rfis}?filters[status][]=open`, 200, [], {
      answer: { total: '0', 'per-page': '100' },
    }),
    'v2, service account': answered(
      'GET /rest/v2.0/companies/42/projects/1234/submittals',
      200,
      { data: [] },
      { context: { grant: 'client_credentials' } },
    ),
    'daily logs': answered('GET /rest/v1.0/projects/1234/manpower_logs', 200, ' [ ] '),
    'behind the last page': answered(`GET ${rfis}?page=9`, 200, [], {
      answer: { total: '450', 'per-page': '100' },
    }),
    'in a sandbox': answered(`GET ${sandbox}${rfis}`, 200, []),
    'no hooks': answered('GET /rest/v1.0/webhooks/hooks?company_id=42&namespace=a', 200, []),
  },
  'more-pages': {
    Link: answered(`GET ${rfis}`, 200, [{ id: 1 }], {
      answer: { link: `<${api}${rfis}?page=2&per_page=100>; rel="next"`, total: '450', 'per-page': '100' },
    }),
    'Total alone': answered(`GET ${rfis}?page=2&per_page=50`, 200, [{ id: 1 }], { answer: { total: '450' } }),
    'Link alone': answered(
      `GET ${rfis}`,
      200,
      { data: [{ id: '1' }] },
      { answer: { link: '<?page=2>; rel=next' } },
    ),
    'in the body': answered('GET /rest/v1.0/companies/42/planroom/bid_packages/3/documents', 200, {
      files: [{ id: 1 }],
      pdm_pagination: { current_page: 1, per_page: 1, total_count: 2, has_next_page: true },
    }),
    'an exchange stopped half way': answered(`GET ${rfis}`, 200, [{ id: 1 }], {
      pagination: { page: 1, total: 450, hasNext: true, rowsRead: 200 },
    }),
  },
} satisfies Examples;
