import { type Refusal, refuseFields } from '../refusal.ts';
import type { ApiCall } from '../rules/call.ts';
import { isUsable, type Upload } from './upload.ts';
import type { Uploads } from './uploads.ts';

type Fields = Readonly<Record<string, unknown>>;

/** A call whose uploads are there: its body with what the records show of them. */
export interface Attaching {
  readonly body: unknown;
  readonly uploads: readonly Upload[];
}

/** Names of fields that take ids of uploads [oas]; `file_upload_id` from "Unified file uploads" [doc]. */
const uploadField =
  /^(?:upload_(?:uu)?ids?|file_upload_id|(?:attachment|cell|mesh|mesh_node|node|snapshot)_upload_uuids?)$/;

/** A body names uploads this deep at most. */
const deepest = 6;

/**
 * The uploads that a write names, or its refusal where one is unknown, unfinished, expired or another
 * user's. Source: Procore documentation, "Direct file uploads", "Unified file uploads" [doc]; status and
 * texts [assumed].
 */
export function attachUploads(
  call: ApiCall,
  uploads: Uploads,
  now: number,
): Attaching | { readonly refusal: Refusal } {
  const { body, session } = call;
  if (call.method === 'GET' || typeof body !== 'object' || body === null) return { body, uploads: [] };
  const found: Upload[] = [];
  const problems: Record<string, readonly string[]> = {};
  const take = (id: string, field: string): Upload | undefined => {
    const upload = uploads.find(id);
    const problem = problemOf(upload, session.userId, now);
    if (problem !== undefined) problems[field] = [problem];
    else if (upload !== undefined) found.push(upload);
    return upload;
  };
  const visit = (value: unknown, depth: number): unknown => {
    if (typeof value !== 'object' || value === null || depth > deepest) return value;
    if (Array.isArray(value)) return value.map(item => visit(item, depth + 1));
    const fields = Object.entries(value);
    const named = fields.flatMap(([name, ids]) => idsIn(name, ids).flatMap(id => take(id, name) ?? []));
    const inside = Object.fromEntries(fields.map(([name, inner]) => [name, visit(inner, depth + 1)]));
    return named.length === 0 ? inside : { ...shownOf(named, inside, uploads), ...inside };
  };
  const visited = visit(body, 0);
  if (Object.keys(problems).length > 0) return { refusal: refuseFields(422, problems) };
  return { body: found.length === 0 ? body : visited, uploads: found };
}

function problemOf(upload: Upload | undefined, userId: number, now: number): string | undefined {
  if (upload === undefined) return 'is not an upload';
  if (upload.owner !== undefined && upload.owner !== userId) return 'is the upload of another user';
  if (isUsable(upload, now)) return undefined;
  return upload.completedAt === undefined ? 'has not been uploaded' : 'is not available';
}

/** What a record shows of its files: one file is the record itself, several are its attachments. */
function shownOf(named: readonly Upload[], fields: Fields, uploads: Uploads): Fields {
  const [first] = named;
  if (first === undefined) return {};
  const attachments = named.map((upload, index) => ({
    id: 970_000 + index + 1,
    filename: upload.name,
    name: upload.name,
    content_type: upload.contentType,
    url: fileUrl(upload, uploads),
  }));
  const { name, size } = first;
  const file = {
    name,
    filename: name,
    size,
    file_type: name.split('.').at(-1),
    url: fileUrl(first, uploads),
  };
  return 'upload_uuid' in fields || 'upload' in fields ? file : { attachments };
}

/** Where a file can be read. */
export function fileUrl(upload: Upload, uploads: Uploads): string {
  const query = new URLSearchParams({
    companyId: String(upload.companyId),
    sig: uploads.sign(`file ${upload.id}`),
  });
  return `${uploads.storageUrl}${filesPath}${upload.id}?${query}`;
}

/** First steps of the address of a stored file. */
export const filesPath = '/api/v5/files/';

/** Photos are also given theirs as `upload: {uuid}`. Source: "Working with file attachments" [doc]. */
function idsIn(name: string, value: unknown): readonly string[] {
  if (name === 'upload' && typeof value === 'object' && value !== null && 'uuid' in value) {
    return idsIn('upload_uuid', value.uuid);
  }
  if (!uploadField.test(name)) return [];
  const ids = Array.isArray(value) ? value : [value];
  return ids.filter(id => typeof id === 'string' && id !== '').map(String);
}
