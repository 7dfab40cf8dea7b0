import { page } from '../diagnosis/pages.ts';
import type { TroubleRow } from './row.ts';

/** What is sent, and what comes back. Sources: "Troubleshooting" (Request & Response Issues) and "FAQ" (JSON, Error Codes) [doc]. */
export const requestRows: readonly TroubleRow[] = [
  {
    id: 'bad-request',
    title: '400: Bad Request',
    symptom: 'Malformed JSON, missing or wrong parameter, missing Content-Type',
    cause:
      'The server cannot read the body, or a required field or parameter is missing or has a wrong value.',
    remedies: [
      'Check the JSON: the editor marks its first fault.',
      'Send Content-Type: application/json with POST, PATCH and PUT.',
      'Compare with the required fields of the endpoint: hover over the request line.',
      'A filter on several values needs the form filters[status][]=open.',
    ],
    link: page.errors,
    diagnosisIds: ['bad-request-json', 'bad-request-content-type', 'bad-request-parameter'],
    command: 'procore.previewRequest',
  },
  {
    id: 'unprocessable',
    title: '422: Unprocessable Entity',
    symptom: 'The request is well formed and refused: locked record, status transition, unknown reference',
    cause: 'A rule of the business is broken; errors or message of the answer name the field.',
    remedies: [
      'Read errors and message of the answer: each named field is marked in the body that you sent.',
      'A record that an ERP integration has given an origin_id to is locked here: change it there.',
      'Cost codes, locations and other references must exist in the project.',
    ],
    link: page.errors,
    diagnosisIds: [
      'unprocessable-field',
      'record-locked-by-erp',
      'reference-missing',
      'invalid-status-transition',
    ],
    command: 'procore.explainFailure',
  },
  {
    id: 'origin-id-taken',
    title: 'The origin_id is taken',
    symptom: '422 on origin_id; it must be unique',
    cause: 'An origin_id is used once in a company, across all of its projects.',
    remedies: ['Update the record that has it, by its id or by a sync action, or choose another one.'],
    link: page.syncActions,
    diagnosisIds: ['origin-id-taken', 'conflict'],
    command: 'procore.explainFailure',
  },
  {
    // The body with errors inside a 200: "Using sync actions" [doc].
    id: 'partial-failure',
    title: 'A 200 with failures inside',
    symptom: 'Sync action or bulk update: some entries are not changed; 207',
    cause: 'The call is accepted as a whole, and entries fail one by one.',
    remedies: [
      'Read errors beside entities, or failed beside success, after each such call.',
      'Send only the failed entries again.',
    ],
    link: page.syncActions,
    diagnosisIds: ['partial-failure'],
    command: 'procore.explainFailure',
  },
  {
    id: 'unexpected-empty',
    title: 'An empty answer where there should be data',
    symptom: '200 with [] or no rows',
    cause: 'A filter leaves nothing, the company or project is another one, or the account sees none of it.',
    remedies: [
      'Take the filters out, one at a time.',
      'Check Procore-Company-Id and the project.',
      'Check the level of the account in the tool. Daily logs without a date show today only.',
    ],
    link: page.filtering,
    diagnosisIds: ['unexpected-empty'],
    command: 'procore.findCause',
  },
  {
    id: 'pages-missing',
    title: 'Rows are missing from a list',
    symptom: 'Pagination: only the first page, 10 or 100 rows; has_next_page, Link, Total, Per-Page',
    cause: 'Lists come in pages, and each endpoint has its own size for one.',
    remedies: [
      'Read on while the Link header has rel="next", or, on the few endpoints that have it, while has_next_page in the body is true.',
      'Send and Read All Pages gets them all, and says how many rows Total promises.',
      'Ask for larger pages with per_page, where the endpoint takes it.',
    ],
    link: page.pagination,
    diagnosisIds: ['more-pages'],
    command: 'procore.sendAllPages',
  },
  {
    id: 'error-codes',
    title: 'What an error code means',
    symptom: 'Status codes, error bodies, reason_code',
    cause: 'Procore lists its statuses on one page; the body tells more, in several shapes.',
    remedies: [
      'Hover over the request that failed: cause and remedy stand there.',
      'On v2 endpoints go by reason_code; texts change.',
    ],
    link: page.errors,
    diagnosisIds: [],
    command: 'procore.explainFailure',
  },
  {
    id: 'endpoint-not-documented',
    title: 'An endpoint is not in the reference',
    symptom:
      'Endpoint or field cannot be found; path exists in another version; undocumented, private endpoint',
    cause:
      'Each resource has its own versions, and not all that the web app does has an endpoint. Paths that are not published count as private use, and may go without notice.',
    remedies: [
      'Search the bundled catalog: Run Operation finds endpoints by what you type.',
      'Import a newer OpenAPI file if the endpoint is new.',
      'Ask API Support whether there is one, or one planned.',
    ],
    link: page.versions,
    diagnosisIds: ['wrong-version-or-path'],
    command: 'procore.runOperation',
  },
  {
    id: 'json-key-order',
    title: 'The order of keys in JSON',
    symptom: 'Attributes come in another order than before, or than documented',
    cause: 'An object has no order. Some answers look sorted; nothing promises it.',
    remedies: [
      'Read members by name. When two answers of the history are compared, the order does not count.',
    ],
    link: page.faq,
    diagnosisIds: [],
  },
  {
    id: 'json-format',
    title: 'The format of requests and answers is JSON',
    symptom: 'XML, form data, Accept header',
    cause: 'The API takes and gives JSON; files go as multipart/form-data or by an upload.',
    remedies: ['Send Content-Type: application/json, and expect no XML but from storage hosts.'],
    link: page.requests,
    diagnosisIds: ['bad-request-content-type'],
    command: 'procore.previewRequest',
  },
  {
    // "Direct uploads" [doc]: no Authorization there, begin within an hour, attach within a week.
    id: 'file-upload',
    title: 'A file upload is refused',
    symptom: '403 or XML from the storage host; upload expired; file too large',
    cause:
      'Addresses of storage are signed: an Authorization header is an error there, and they hold for an hour. Bodies of calls have a limit.',
    remedies: [
      'Send no Authorization and no Procore header to the storage host.',
      'Create the upload anew if it has expired, and attach it within a week.',
      'Cut sync actions at 1,000 entries, and send files by an upload instead of inside a request.',
    ],
    link: page.uploads,
    diagnosisIds: ['storage-authorization', 'upload-expired', 'payload-too-large'],
    command: 'procore.uploadFile',
  },
  {
    id: 'testing-calls',
    title: 'How to test API calls',
    symptom: 'Postman, API explorer, try a request',
    cause: "Procore's portal sends no calls of its own; its team uses Postman.",
    remedies: [
      'Write the call into a .http file and send it, or import a Postman collection.',
      'The simulator answers every operation without an account.',
    ],
    link: page.faq,
    diagnosisIds: [],
    command: 'procore.importPostman',
  },
];
