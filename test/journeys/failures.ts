import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DiagnosisActionKind } from '../../src/procore/diagnosis/actions.ts';
import type { Diagnosis, DiagnosisId } from '../../src/procore/diagnosis/diagnosis.ts';
import { root } from '../support/paths.ts';

/** Samples that fail on purpose, in the order of the table in the README. */
export const folder = 'media/samples/failures';

export interface FailureCase {
  /** Row of Procore's "Troubleshooting" or FAQ page, or of its error reference. */
  readonly row: string;
  /** Told first by the answer alone. */
  readonly id: DiagnosisId;
  /** Told first after "Find the cause", where that tells more. */
  readonly found?: DiagnosisId;
}

/** By the name of its file. */
export const failureCases: Readonly<Record<string, FailureCase>> = {
  'access-token-invalid': { row: 'The access token is invalid', id: 'access-token-invalid' },
  'refresh-token-invalid': { row: 'The refresh token is invalid', id: 'refresh-token-invalid' },
  'authorization-code-invalid': { row: 'Authorization code errors', id: 'authorization-code-invalid' },
  'redirect-uri-mismatch': { row: 'Redirect URI mismatch', id: 'redirect-uri-mismatch' },
  'client-credentials-invalid': {
    row: 'Wrong environment credentials; sandbox against production',
    id: 'client-credentials-invalid',
  },
  'not-signed-in': { row: '401 without a token', id: 'not-signed-in' },
  'authorization-malformed': { row: '401, header not "Bearer <token>"', id: 'authorization-malformed' },
  'app-not-connected': { row: '403 App is not connected', id: 'app-not-connected' },
  'permission-insufficient': { row: '403 Insufficient permissions', id: 'permission-insufficient' },
  'tool-disabled': { row: '403 Tool disabled', id: 'permission-insufficient', found: 'tool-disabled' },
  'outside-access-scope': {
    row: '403 Outside access scope; permitted projects emptied by an update',
    id: 'permission-insufficient',
    found: 'outside-access-scope',
  },
  'company-header-missing': { row: 'Company id in header and query', id: 'company-header-missing' },
  'not-found-or-hidden': { row: '404 on an existing resource', id: 'not-found-or-hidden' },
  'wrong-version': { row: '404, wrong version', id: 'wrong-version-or-path' },
  'wrong-path': { row: '404, wrong path', id: 'wrong-version-or-path' },
  'bad-request-json': { row: '400 Bad Request: malformed JSON', id: 'bad-request-json' },
  'bad-request-content-type': { row: '400 Bad Request: Content-Type', id: 'bad-request-content-type' },
  'bad-request-parameter': { row: '400 Bad Request: missing parameter', id: 'bad-request-parameter' },
  'bad-filter': { row: '400 for a filter of the wrong form', id: 'bad-request-parameter' },
  'unprocessable-field': { row: '422 Unprocessable Entity', id: 'unprocessable-field' },
  'record-locked-by-erp': { row: '422, locked by an ERP integration', id: 'record-locked-by-erp' },
  'origin-id-taken': { row: '422, origin id not unique', id: 'origin-id-taken' },
  'reference-missing': { row: '422, unknown cost code or location', id: 'reference-missing' },
  'invalid-status-transition': { row: '422, invalid status transition', id: 'invalid-status-transition' },
  conflict: { row: '409 Conflict', id: 'conflict' },
  'rate-limit-spike': { row: '429 Rate limit, spike', id: 'rate-limit-spike' },
  'rate-limit-hourly': { row: '429 Rate limit, hourly', id: 'rate-limit-hourly' },
  'more-pages': { row: 'Pagination: missing data', id: 'more-pages' },
  'unexpected-empty': { row: 'Unexpected empty response', id: 'unexpected-empty' },
  'daily-log-empty': { row: 'Daily logs without a date', id: 'unexpected-empty' },
  'partial-failure': { row: 'Sync actions: 200 with errors inside', id: 'partial-failure' },
  'webhook-not-delivered': { row: 'Webhooks are not delivered', id: 'webhook-not-delivered' },
  'webhook-disabled': { row: 'Webhooks are not delivered: disabled', id: 'webhook-disabled' },
  'webhook-duplicate-event': { row: 'Duplicate webhook events', id: 'webhook-duplicate-event' },
  'storage-authorization': { row: 'Token sent to the storage host', id: 'storage-authorization' },
  'upload-expired': { row: 'Upload began too late', id: 'upload-expired' },
  'payload-too-large': { row: '413, too many entries', id: 'payload-too-large' },
  'request-timeout': { row: '408 Request Timeout', id: 'request-timeout' },
  'server-error': { row: '500 Internal Server Error', id: 'server-error' },
  'gateway-error': { row: '502 Bad Gateway', id: 'gateway-error' },
  'service-unavailable': { row: '503 Service Unavailable', id: 'service-unavailable' },
  timeout: { row: 'No answer in time', id: 'timeout' },
  'network-unreachable': { row: 'No connection', id: 'network-unreachable' },
};

/** The names of the files that are there. */
export function sampleNames(): readonly string[] {
  return readdirSync(join(root, folder)).map(file => file.replace(/\.http$/, ''));
}

export function sampleText(name: string): string {
  return readFileSync(join(root, folder, `${name}.http`), 'utf8');
}

/** What a person notices: the first line of the sample. */
export function symptomOf(name: string): string {
  return /^# (.+)/.exec(sampleText(name))?.[1] ?? '';
}

/** What was told of a sample, and after "Find the cause", where it was asked. */
export interface Told {
  readonly first: Diagnosis;
  readonly found: Diagnosis | undefined;
}

const [begin, end] = ['<!-- failures: npm run golden writes what follows -->', '<!-- end of failures -->'];

/** The README with the table of failures between its two marks; `undefined`: the marks are missing. */
export function readmeWithFailures(readme: string, told: ReadonlyMap<string, Told>): string | undefined {
  const start = readme.indexOf(begin);
  const stop = readme.indexOf(end, start);
  if (start < 0 || stop < 0) return undefined;
  const rows = Object.keys(failureCases).flatMap(name => {
    const seen = told.get(name);
    return seen === undefined ? [] : [rowOf(name, seen)];
  });
  const head = '| symptom | what you see | what one click does |\n|---|---|---|';
  return `${readme.slice(0, start)}${begin}\n\n${head}\n${rows.join('\n')}\n\n${readme.slice(stop)}`;
}

/** The names in the table of a README, in their order. */
export function tabledFailures(readme: string): readonly string[] {
  const table = readme.slice(readme.indexOf(begin), readme.indexOf(end));
  return [...table.matchAll(/^\| \[.+?\]\(media\/samples\/failures\/([\w-]+)\.http\)/gm)].map(
    ([, name = '']) => name,
  );
}

/** The line of a sample in the table. */
export function rowOf(name: string, { first, found }: Told): string {
  const seen = [first, ...(found === undefined || found.id === first.id ? [] : [found])]
    .map(({ title, id }) => `${title} (\`${id}\`)`)
    .join('; Find the Cause: ');
  const cells = [`[${symptomOf(name)}](${folder}/${name}.http)`, seen, clickOf(found ?? first)];
  return `| ${cells.map(cell => cell.replaceAll('|', '\\|').replaceAll('<', '&lt;')).join(' | ')} |`;
}

/** The first action in words; without one, what is marked. */
function clickOf({ actions, fields }: Diagnosis): string {
  const [action] = actions;
  if (action !== undefined) return clicks[action.kind];
  return fields.length > 0
    ? 'goes to the request, where it is marked'
    : "opens the page of Procore's documentation";
}

const clicks: Readonly<Record<DiagnosisActionKind, string>> = {
  signIn: 'signs in again',
  switchEnvironment: 'switches to the environment of the token',
  addCompanyHeader: 'adds the company to the request',
  chooseCompany: 'chooses another company',
  getAllPages: 'reads all pages',
  waitAndResend: 'waits as long as it takes, and sends it again',
  addContentType: 'writes the right Content-Type',
  fixFilter: 'writes the filter as a list',
  removeParameters: 'takes the filters out',
  addParameter: 'adds what is missing',
  keepEntries: 'keeps only the refused entries in the request',
  useVersion: 'writes the version that exists',
  useMethod: 'writes the method that exists',
  usePath: 'writes the path that was meant',
  removeAuthorization: 'takes the Authorization header out',
  raiseTimeout: 'gives the request more time',
  changeCredentials: 'asks for the right client id and secret',
  openPortal: 'opens your apps in the developer portal',
  openAppManagement: "opens the company's App Management",
  openRecord: "opens the place in Procore's web app",
  enableTool: 'opens the settings of the project, to turn the tool on',
  findCause: 'finds the cause by a few reads',
  read: 'reads what tells more',
  showDeliveries: 'shows what was delivered',
  checkServiceStatus: "asks Procore's status page",
  copySupportReport: 'copies a report for API Support',
  uploadAgain: 'starts the upload anew',
  openSetting: 'opens the setting',
  startSimulator: 'starts the simulator',
};
