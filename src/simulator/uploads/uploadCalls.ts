import type { Faults } from '../faults.ts';
import { type Refusal, refuseFields, refuseWithList, refuseWithText } from '../refusal.ts';
import { noPermissionText } from '../rules/accessScope.ts';
import type { ApiCall, Scope } from '../rules/call.ts';
import { type Announced, announceUnifiedUpload, announceUpload } from './announce.ts';
import { type Completed, completeParts, completeSegments } from './completion.ts';
import { uploadBody } from './instructions.ts';
import { unifiedBody } from './unified.ts';
import { deletedAt, type Upload } from './upload.ts';
import type { Uploads } from './uploads.ts';

/** What an upload call is answered with. */
export type UploadAnswer =
  | { readonly status: 200 | 201; readonly body: unknown }
  | { readonly refusal: Refusal };

const scopes = [
  'companies/{company_id}',
  'projects/{project_id}',
  'companies/{company_id}/projects/{project_id}',
];
const collections = new Set(
  ['v1.0', 'v1.1', 'v2.1'].flatMap(version => scopes.map(scope => `/rest/${version}/${scope}/uploads`)),
);
const idOfPath = /\/\{(?:uuid|upload_id)\}$/;

/** Whether a call is about an upload itself. */
export function isUploadCall({ match }: ApiCall): boolean {
  const { path } = match.operation;
  return path.includes('/uploads') && collections.has(path.replace(idOfPath, ''));
}

/**
 * Creates, shows and completes uploads. Only the user who created one may go on with it (Procore
 * documentation, "Direct file uploads" [doc]); 410 for one that is gone [oas], its text, 403 for another
 * user and 404 for an unknown one [assumed].
 */
export function answerUploadCall(
  call: ApiCall,
  scope: Scope,
  uploads: Uploads,
  faults: Faults,
  now: number,
): UploadAnswer {
  const unified = call.match.operation.path.startsWith('/rest/v2.1/');
  const body = fieldsOf(call.body);
  const show = (status: 200 | 201, upload: Upload): UploadAnswer => ({
    status,
    body: unified ? { data: unifiedBody(upload, uploads, now) } : uploadBody(upload, uploads, now),
  });
  if (call.method === 'POST') {
    const read: Announced = unified ? announceUnifiedUpload(body) : announceUpload(body);
    if ('problems' in read) return { refusal: refuseFields(400, read.problems) };
    const owner = call.session.userId;
    const companyId = scope.company?.id ?? scope.project?.companyId ?? 0;
    return show(201, uploads.create({ ...read.announced, owner, companyId, projectId: scope.project?.id }));
  }
  const { parameters } = call.match;
  const upload = uploads.find(parameters['uuid'] ?? parameters['upload_id'] ?? '');
  const refusal = refuseUpload(upload, unified, call, scope, now);
  if (upload === undefined || refusal !== undefined) {
    return { refusal: refusal ?? refuseWithText(404, 'Not Found') };
  }
  if (call.method === 'PATCH') {
    if (faults.take('upload-expired')) return { refusal: refuseWithText(410, expiredText) };
    const complete: typeof completeSegments = unified ? completeParts : completeSegments;
    const result: Completed = complete(upload, body, now);
    if ('problems' in result) return { refusal: refuseFields(422, result.problems) };
    return show(200, uploads.keep(result.upload));
  }
  if (unified && faults.take('upload-processing')) return show(200, { ...upload, completedAt: now });
  return show(200, unified ? renewed(upload, uploads, now) : upload);
}

const expiredText = 'Upload has expired';

function refuseUpload(
  upload: Upload | undefined,
  unified: boolean,
  call: ApiCall,
  scope: Scope,
  now: number,
): Refusal | undefined {
  if (upload === undefined || unified !== (upload.flow === 'unified')) {
    return refuseWithText(404, 'Not Found', 'there is no such upload');
  }
  // The example belongs to nobody and to every company.
  if (upload.owner === undefined) return undefined;
  if (scope.company !== undefined && scope.company.id !== upload.companyId) {
    return refuseWithText(404, 'Not Found', `the upload is of company ${upload.companyId}`);
  }
  if (upload.owner !== call.session.userId) {
    return refuseWithList(403, noPermissionText, 'only the user who created an upload may use it');
  }
  if (now < deletedAt(upload)) return undefined;
  return call.method === 'PATCH' ? refuseWithText(410, expiredText) : refuseWithText(404, 'Not Found');
}

/** Asking for an open unified upload gives fresh addresses. Source: "Unified file uploads" [doc]. */
function renewed(upload: Upload, uploads: Uploads, now: number): Upload {
  return upload.completedAt === undefined ? uploads.keep({ ...upload, signedAt: now }) : upload;
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {};
}
