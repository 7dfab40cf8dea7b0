import { type Refusal, refuse, refuseFields, refuseWithText } from '../refusal.ts';
import type { ApiCall } from '../rules/call.ts';
import { isUsable } from './upload.ts';
import type { Uploads } from './uploads.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What Document Management knows of a file before it is a revision. */
export interface DocumentUpload {
  readonly id: string;
  readonly projectId: string;
  readonly locked: boolean;
  readonly status: 'INCOMPLETE' | 'COMPLETED' | 'PLACEHOLDER';
  /** The unified upload it took. */
  readonly fileUploadId: string | undefined;
  readonly latestEventId: string;
}

/** By the id of the document upload. */
export type DocumentUploads = Map<string, DocumentUpload>;

type Answer = { readonly status: 200 | 201 | 207; readonly body: unknown } | { readonly refusal: Refusal };

interface Places {
  readonly uploads: Uploads;
  readonly documents: DocumentUploads;
  readonly now: number;
}

const keptDocuments = 5000;

/** Whether a call is about the uploads of Document Management. */
export function isDocumentUploadCall({ match }: ApiCall): boolean {
  return match.operation.path.includes('/document_management/document_uploads');
}

/**
 * Creates, completes and shows the records that take unified uploads. Source: Procore documentation,
 * "Document Management technical guide", steps 4, 6 and 7 [doc]; that a file of another user counts as not
 * found [assumed].
 */
export function answerDocumentUploads(call: ApiCall, places: Places): Answer {
  if (call.method === 'POST') return create(call, places);
  return call.method === 'PATCH' ? complete(call, places) : show(call, places);
}

function create(call: ApiCall, { uploads, documents }: Places): Answer {
  const created = listOf(call.body, 'uploads').map(entry => {
    const document: DocumentUpload = {
      id: uploads.newId(),
      projectId: call.match.parameters['project_id'] ?? '',
      locked: entry['file_locked'] === true,
      status: 'INCOMPLETE',
      fileUploadId: undefined,
      latestEventId: uploads.newId(),
    };
    const [oldest] = documents.size >= keptDocuments ? documents.keys() : [];
    if (oldest !== undefined) documents.delete(oldest);
    documents.set(document.id, document);
    return { id: document.id, file_locked: document.locked };
  });
  return { status: 201, body: { data: created } };
}

/** An id that nobody knows is left out without a word; a failure of the server changes nothing. */
function complete(call: ApiCall, places: Places): Answer {
  const { documents, uploads } = places;
  const entries = listOf(call.body, 'update_params').flatMap((entry, index) => {
    const document = documentOf(call, String(entry['id']), places);
    return document === undefined ? [] : [{ entry, document, index }];
  });
  const wrong = entries.find(({ entry }) => !isStatus(entry['upload_status'] ?? 'INCOMPLETE'));
  if (wrong !== undefined) {
    const field = `update_params.${wrong.index}.upload_status`;
    return { refusal: refuseFields(400, { [field]: ['must be INCOMPLETE, COMPLETED or PLACEHOLDER'] }) };
  }
  const linked = new Map([...documents.values()].map(({ fileUploadId, id }) => [fileUploadId, id]));
  for (const { entry, document } of entries) {
    const file = fileOf(entry, document);
    if (entry['upload_status'] === 'COMPLETED' && file === undefined) return serverError('no file is linked');
    const owner = file === undefined ? undefined : linked.get(file);
    if (owner !== undefined && owner !== document.id)
      return serverError('the file is linked to another upload');
  }
  const success: Fields[] = [];
  const failed: Fields[] = [];
  for (const { entry, document } of entries) {
    const file = fileOf(entry, document);
    const upload = file === undefined ? undefined : uploads.find(file);
    const mine = upload?.owner === undefined || upload.owner === call.session.userId;
    const there = upload !== undefined && mine && isUsable(upload, places.now);
    if (entry['upload_status'] === 'COMPLETED' && !there) {
      failed.push({ id: document.id, code: 404, message: 'File not found in storage' });
      continue;
    }
    if (there) uploads.keep({ ...upload, attached: true });
    const status = entry['upload_status'] ?? document.status;
    documents.set(document.id, {
      ...document,
      status: isStatus(status) ? status : document.status,
      fileUploadId: file,
      latestEventId: uploads.newId(),
    });
    success.push({ id: document.id });
  }
  return { status: 207, body: { data: { success, failed } } };
}

/** What is incomplete does not show. */
function show(call: ApiCall, places: Places): Answer {
  const document = documentOf(call, call.match.parameters['document_upload_id'] ?? '', places);
  if (document === undefined || document.status === 'INCOMPLETE') {
    return { refusal: refuseWithText(404, 'Not Found', 'no such document upload, or it is incomplete') };
  }
  const data = {
    id: document.id,
    fields: [],
    upload_status: document.status,
    file_locked: document.locked,
    integrationStatuses: { ML: 'completed', FILENAME_SCRAPING: 'completed' },
    latest_event_id: document.latestEventId,
    permissions: { allowed_actions: ['view'] },
  };
  return { status: 200, body: { data } };
}

function documentOf({ match }: ApiCall, id: string, { documents }: Places): DocumentUpload | undefined {
  const document = documents.get(id);
  return document?.projectId === match.parameters['project_id'] ? document : undefined;
}

function fileOf(entry: Fields, document: DocumentUpload): string | undefined {
  const file = entry['file_upload_id'];
  return typeof file === 'string' && file !== '' ? file : document.fileUploadId;
}

function serverError(note: string): Answer {
  const message = 'Internal Server Error';
  return { refusal: refuse(500, { errors: message }, [{ message }], note) };
}

function isStatus(value: unknown): value is DocumentUpload['status'] {
  return value === 'INCOMPLETE' || value === 'COMPLETED' || value === 'PLACEHOLDER';
}

function listOf(body: unknown, name: string): readonly Fields[] {
  const list: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined;
  return Array.isArray(list) ? list.filter(entry => typeof entry === 'object' && entry !== null) : [];
}
