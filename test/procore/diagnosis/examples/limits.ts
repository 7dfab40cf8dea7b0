import { answered, type Examples, now, rfis, wrote } from '../inputs.ts';

const date = 'Tue, 03 Mar 2026 10:00:00 GMT';
const at = (seconds: number) => String(Date.parse(now) / 1000 + seconds);

export const limits = {
  'rate-limit-spike': {
    headers: answered(
      'GET /rest/v1.0/me',
      429,
      {
        error:
          'You have surpassed the max number of requests for an hour. Please wait until your limit resets.',
      },
      {
        answer: {
          date,
          'x-rate-limit-limit': '25',
          'x-rate-limit-remaining': '0',
          'x-rate-limit-reset': at(7),
        },
      },
    ),
    'nothing said': answered('GET /rest/v1.0/me', 429, ''),
    v2: answered(
      'GET /rest/v2.0/companies/42/webhooks/hooks',
      429,
      {
        error: { code: 'TOO_MANY_REQUESTS', message: 'Slow down' },
      },
      { answer: { 'retry-after': '3' } },
    ),
    snapshots: answered('POST /rest/v1.0/budget_view_snapshots', 429, { error: { error: 'Once per hour' } }),
  },
  'rate-limit-hourly': {
    'a wait of ages': answered(
      'GET /rest/v1.0/me',
      429,
      { errors: 'x' },
      { answer: { 'retry-after': '999999999999' } },
    ),
    headers: answered(
      'GET /rest/v1.0/me',
      429,
      { errors: 'x' },
      {
        answer: {
          date,
          'x-rate-limit-limit': '600',
          'x-rate-limit-remaining': '0',
          'x-rate-limit-reset': at(1_800),
        },
      },
    ),
    'Retry-After only': answered('GET /rest/v1.0/me', 429, '', { answer: { 'retry-after': '2400' } }),
    'an exchange that kept no clock': answered('GET /rest/v1.0/me', 429, '', {
      rateLimit: { window: 'hourly', resetAt: now },
    }),
  },
  'service-unavailable': {
    'Retry-After': answered('GET /rest/v1.0/me', 503, '', { answer: { 'retry-after': '120' } }),
    'a page': wrote(`POST ${rfis}`, {}, 503, '<html><title>Down for maintenance</title></html>'),
    'a wait of ages': answered('GET /rest/v1.0/me', 503, '', { answer: { 'retry-after': '999999999999' } }),
    JSON: answered('GET /rest/v1.0/me', 503, { message: 'Service Unavailable' }),
  },
  'payload-too-large': {
    sync: wrote('PATCH /rest/v1.0/vendors/sync', { updates: [] }, 413, { errors: 'Too many' }),
    'a page': answered('POST /rest/v1.0/files', 413, '<html><center>nginx</center></html>', {
      bodyBytes: 200_000_000,
    }),
  },
  'request-timeout': {
    text: answered('GET /rest/v1.0/budget_views/3/detail_rows?project_id=1234', 408, {
      errors: 'Request Timeout',
    }),
    none: answered(`GET ${rfis}`, 408, ''),
  },
} satisfies Examples;
