/**
 * Header names as Procore writes them, in the lower case that the exchange and undici use.
 * Source: Procore documentation, "RESTful API concepts", "Rate limiting" and "Pagination" [doc];
 * `x-request-id` is logged by Procore's Ruby SDK [sdk].
 */
export const header = {
  authorization: 'authorization',
  companyId: 'procore-company-id',
  contentType: 'content-type',
  date: 'date',
  link: 'link',
  location: 'location',
  perPage: 'per-page',
  rateLimit: 'x-rate-limit-limit',
  rateRemaining: 'x-rate-limit-remaining',
  rateReset: 'x-rate-limit-reset',
  requestId: 'x-request-id',
  retryAfter: 'retry-after',
  total: 'total',
} as const;

/** Header names are lower case; a header that came several times is a list. */
export type HeaderMap = Readonly<Record<string, string | readonly string[]>>;

/** The first value of a header, or `undefined` where it was not sent. `name` is lower case. */
export function headerValue(headers: HeaderMap, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' ? value : value?.[0];
}
