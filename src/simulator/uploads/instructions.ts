import { signedFor, type Upload, type UploadPart, uploadStatus } from './upload.ts';
import type { Uploads } from './uploads.ts';

/** Where files are put; the first step of every storage address of version 1. */
export const bucket = '/pro-core.com';

/** The first step of the addresses of unified uploads. */
export const unifiedBucket = '/rest/v2.1/';

type Fields = Readonly<Record<string, unknown>>;

/**
 * What create, show and complete answer for an upload of version 1: how to send the file, opaque to the
 * client. Source: Procore documentation, "Direct file uploads" [doc]; the further fields [oas].
 */
export function uploadBody(upload: Upload, uploads: Uploads, now: number): Fields {
  const about = {
    uuid: upload.id,
    status: uploadStatus(upload, now),
    response_filename: upload.name,
    response_content_type: upload.contentType,
    attachment_content_disposition: upload.asAttachment,
  };
  if (upload.flow === 'direct') {
    const url = uploads.storageUrl + bucket;
    return { ...about, segments: [], url, fields: formFields(upload, uploads) };
  }
  return { ...about, segments: upload.parts.map((part, index) => segment(upload, part, index, uploads)) };
}

/** The fields that go before the file in the form of a direct upload. */
export function formFields(upload: Upload, uploads: Uploads): Readonly<Record<string, string>> {
  const { name, contentType, asAttachment, signedAt } = upload;
  const key = keyOf(upload);
  const disposition = `${asAttachment ? 'attachment' : 'inline'}; filename="${name.replaceAll('"', "'")}"`;
  const date = amazonDate(signedAt);
  const policy = {
    expiration: new Date(signedAt + signedFor).toISOString(),
    conditions: [{ bucket: bucket.slice(1) }, { key }, { 'Content-Type': contentType }],
  };
  const text = Buffer.from(JSON.stringify(policy)).toString('base64');
  return {
    key,
    'Content-Type': contentType,
    'Content-Disposition': disposition,
    policy: text,
    'x-amz-credential': credential(date),
    'x-amz-algorithm': algorithm,
    'x-amz-date': date,
    'x-amz-signature': uploads.sign(`${key} ${text}`),
  };
}

function segment(upload: Upload, part: UploadPart, index: number, uploads: Uploads): Fields {
  const { size, sha256, md5, etag } = part;
  return {
    size,
    sha256,
    ...(md5 !== undefined && { md5 }),
    ...(etag !== undefined && upload.completedAt !== undefined && { etag }),
    url: partUrl(upload, index, uploads),
    headers: partHeaders(upload, part),
  };
}

/** The signed headers of a part, names in lower case. */
export function partHeaders({ flow }: Upload, { size, sha256, md5 }: UploadPart): Fields {
  if (flow === 'unified') return { 'Content-Length': String(size) };
  return {
    'x-amz-content-sha256': sha256,
    'content-length': String(size),
    ...(md5 !== undefined && { 'content-md5': Buffer.from(md5, 'hex').toString('base64') }),
  };
}

/** The address of a part, `index` from 0. */
export function partUrl(upload: Upload, index: number, uploads: Uploads): string {
  return upload.flow === 'unified'
    ? unifiedPartUrl(upload, index, uploads)
    : signedPartUrl(upload, index, uploads);
}

function signedPartUrl(upload: Upload, index: number, uploads: Uploads): string {
  const date = amazonDate(upload.signedAt);
  const query = new URLSearchParams({
    partNumber: String(index + 1),
    uploadId: upload.id,
    'X-Amz-Algorithm': algorithm,
    'X-Amz-Credential': credential(date),
    'X-Amz-Date': date,
    'X-Amz-Expires': String(signedFor / 1000),
    'X-Amz-SignedHeaders': 'content-length;content-md5;host;x-amz-content-sha256',
    'X-Amz-Signature': partSignature(upload, index, urlExpiry(upload), uploads),
  });
  return `${uploads.storageUrl}${bucket}/${keyOf(upload)}?${query}`;
}

function unifiedPartUrl(upload: Upload, index: number, uploads: Uploads): string {
  const project = upload.projectId === undefined ? '' : `projects/${upload.projectId}/`;
  const query = new URLSearchParams({
    expires_at: String(urlExpiry(upload)),
    user_id: String(upload.owner ?? 0),
    sig: partSignature(upload, index, urlExpiry(upload), uploads),
  });
  const scope = `companies/${upload.companyId}/${project}`;
  return `${uploads.storageUrl}${unifiedBucket}${scope}uploads/${upload.id}/parts/${index + 1}?${query}`;
}

/**
 * What the address of a part is signed with; `expiry` in seconds since 1970. A fresh address leaves the
 * older ones as they are.
 */
export function partSignature({ id }: Upload, index: number, expiry: number, uploads: Uploads): string {
  return uploads.sign(`${id} ${index + 1} ${expiry}`);
}

/** Seconds since 1970. */
export function urlExpiry({ signedAt }: Upload): number {
  return Math.floor((signedAt + signedFor) / 1000);
}

function keyOf({ companyId, id }: Upload): string {
  return `companies/${companyId}/${id}`;
}

const algorithm = 'AWS4-HMAC-SHA256';

function credential(date: string): string {
  return `SIMULATEDACCESSKEYID/${date.slice(0, 8)}/us-east-1/s3/aws4_request`;
}

/** `20261122T090000Z`. */
function amazonDate(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}
