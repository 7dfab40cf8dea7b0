/** A header as people should know it. */
export interface KnownHeader {
  /** In the spelling of its standard or of Procore. */
  readonly name: string;
  /** In one or two sentences. */
  readonly does: string;
  /** What is usually written. */
  readonly values?: readonly string[];
}

/**
 * Headers to send. What Procore's do stands in its pages "RESTful API concepts", "Multiple Procore Regions" and
 * "Troubleshooting" [doc]; `Idempotency-Token` in its Ruby SDK [sdk] and on five operations of its OpenAPI
 * document.
 */
export const knownHeaders: readonly KnownHeader[] = [
  {
    name: 'Accept',
    does: 'Media types that the answer may have. Procore answers JSON only.',
    values: ['application/json', '*/*'],
  },
  {
    name: 'Authorization',
    does: 'Who asks. Added from the signed-in account for Procore’s hosts; write one only to replace it. Never send it to the storage address of an upload: that is refused.',
    values: ['Bearer {{token}}'],
  },
  {
    name: 'Content-Type',
    does: 'Media type of the body. Procore takes application/json, and multipart/form-data where files are sent.',
    values: [
      'application/json',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=part',
      'application/merge-patch+json',
      'text/plain',
    ],
  },
  {
    name: 'Procore-Company-Id',
    does: 'The company that the request is about, which also leads it to the right region. Procore asks for it on every call but GET /rest/v1.0/me and GET /rest/v1.0/companies, even where path or query have the company. Added by itself once a company is chosen.',
    values: ['{{$procore.companyId}}'],
  },
  {
    name: 'Idempotency-Token',
    does: 'Lets Procore recognise a write that is sent twice, so that it is done once. It is not called Idempotency-Key.',
    values: ['{{$guid}}'],
  },
  {
    name: 'Accept-Encoding',
    does: 'How the answer may be compressed. Added by itself.',
    values: ['gzip, br'],
  },
  { name: 'Accept-Language', does: 'Languages that the answer may have, best first.', values: ['en-US'] },
  { name: 'Cache-Control', does: 'What caches on the way may do.', values: ['no-cache', 'no-store'] },
  { name: 'Connection', does: 'Whether the connection stays open. Handled by itself.' },
  { name: 'Content-Disposition', does: 'Name of a form field or of a file, in a part of a multipart body.' },
  { name: 'Content-Encoding', does: 'How the body is compressed.' },
  { name: 'Content-Length', does: 'Length of the body in bytes. Counted by itself.' },
  { name: 'Cookie', does: 'Cookies to send. There is no cookie jar: only what is written here goes.' },
  { name: 'Host', does: 'The host that is asked; here it also completes a target that is only a path.' },
  { name: 'If-Match', does: 'Do it only if the entity tag is still this one.' },
  { name: 'If-Modified-Since', does: 'Answer only if something changed since this time; else 304.' },
  { name: 'If-None-Match', does: 'Answer only if the entity tag differs; else 304.' },
  { name: 'Origin', does: 'Where a browser’s page comes from. Procore’s API does not ask for it.' },
  { name: 'Prefer', does: 'How the answer should be made, as return=minimal.' },
  { name: 'Range', does: 'The part of a file that is wanted, as bytes=0-1023.' },
  { name: 'Referer', does: 'The page that led here.' },
  { name: 'User-Agent', does: 'Name and version of the client.' },
  { name: 'X-Request-Id', does: 'A mark by which a request is found again in logs.', values: ['{{$guid}}'] },
];

/**
 * Headers of answers, from Procore's pages "Pagination" and "Rate limiting" [doc]; `X-Request-Id` is logged by its
 * Ruby SDK [sdk].
 */
export const answerHeaders: readonly KnownHeader[] = [
  { name: 'Total', does: 'How many rows the whole list has.' },
  { name: 'Per-Page', does: 'How many rows a page has.' },
  { name: 'Link', does: 'Where the first, previous, next and last page are.' },
  { name: 'X-Rate-Limit-Limit', does: 'Size of the window that is nearest to running out.' },
  { name: 'X-Rate-Limit-Remaining', does: 'Calls left in that window.' },
  { name: 'X-Rate-Limit-Reset', does: 'When that window begins anew, in seconds since 1970.' },
  { name: 'Retry-After', does: 'How many seconds to wait before asking again.' },
  { name: 'X-Request-Id', does: 'The mark by which Procore’s support finds the request.' },
  { name: 'Content-Type', does: 'Media type of the body.' },
  { name: 'Date', does: 'The server’s time.' },
  { name: 'ETag', does: 'Mark of this version of the record or of a part of an upload.' },
  { name: 'Location', does: 'Where the record or the next address is.' },
];

/** What is usually written as the value of a header; empty where nobody knows. */
export function valuesOfHeader(name: string): readonly string[] {
  return knownHeader(name)?.values ?? [];
}

/** The header of that name in any case, or `undefined`. */
export function knownHeader(name: string): KnownHeader | undefined {
  const lower = name.toLowerCase();
  return [...knownHeaders, ...answerHeaders].find(header => header.name.toLowerCase() === lower);
}
