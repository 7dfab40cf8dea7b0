import { createHash } from 'node:crypto';
import { BrokenConnection } from '../brokenConnection.ts';
import type { Faults } from '../faults.ts';
import type { RequestLog } from '../requestLog.ts';
import { splitUrl, type Target } from '../routes/target.ts';
import { filesPath } from './attach.ts';
import { bucket, formFields, partHeaders, partSignature, unifiedBucket, urlExpiry } from './instructions.ts';
import { type StorageReply, storageError } from './storageErrors.ts';
import { signedFor, type UploadPart } from './upload.ts';
import type { Uploads } from './uploads.ts';

/** What the storage host shares with the API; `now` is in milliseconds since 1970. */
export interface StorageParts {
  readonly uploads: Uploads;
  readonly faults: Faults;
  readonly requestLog: RequestLog;
  readonly now: () => number;
}

/**
 * The storage host, which knows addresses and forms that the API signed and no token: one in the request is
 * an error. It keeps sums and sizes, not the files. Source: Procore documentation, "Direct file uploads",
 * "Unified file uploads" [doc]; codes and texts of the refusals are those of Amazon S3, which the page names
 * [inferred]; for unified uploads [assumed].
 */
export function storageRoute(parts: StorageParts): (request: Request) => Promise<Response> {
  return async request => {
    const target = splitUrl(request.url);
    const reply = await answer(request, target, parts);
    const { status, body, headers, note } = reply;
    // The query is a permission.
    const shown = target.url.slice(0, target.url.length - target.search.length);
    parts.requestLog.add({ at: parts.now(), method: request.method, target: shown, status, note });
    if (parts.faults.take('storage-reset')) throw new BrokenConnection('storage-reset');
    return new Response(status === 204 ? null : body, { status, headers });
  };
}

async function answer(request: Request, target: Target, parts: StorageParts): Promise<StorageReply> {
  const { faults } = parts;
  const forbidden = request.headers.has('authorization');
  const received = isForm(request) && !forbidden ? await readForm(request) : await readBytes(request);
  if (faults.take('storage-unavailable')) return storageError('SlowDown');
  if (forbidden) return storageError('InvalidArgument', authorizationText);
  if (faults.take('upload-expired')) return storageError('AccessDenied', 'Request has expired');
  if (request.method === 'POST' && target.path === bucket) return receiveForm(received, parts);
  if (request.method === 'PUT') return receivePart(request, target, received, parts);
  if (request.method === 'GET' && target.path.startsWith(filesPath)) return showFile(target, parts);
  return storageError('MethodNotAllowed');
}

const authorizationText =
  'Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified';

/** What came: the sums of the bytes, and the entries of a form in their order. */
interface Received {
  readonly size: number;
  readonly sha256: string;
  readonly md5: string;
  readonly form: readonly (readonly [name: string, value: string | Blob])[] | undefined;
}

function isForm(request: Request): boolean {
  return request.headers.get('content-type')?.startsWith('multipart/form-data') === true;
}

async function readForm(request: Request): Promise<Received> {
  const form = await request
    .formData()
    .then(data => [...data])
    .catch(() => []);
  const file = form.find(([, value]) => typeof value !== 'string')?.[1];
  return { ...(await sumsOf(typeof file === 'object' ? file.stream() : null)), form };
}

async function readBytes(request: Request): Promise<Received> {
  return { ...(await sumsOf(request.body)), form: undefined };
}

async function sumsOf(stream: ReadableStream<Uint8Array> | null): Promise<Omit<Received, 'form'>> {
  const sha256 = createHash('sha256');
  const md5 = createHash('md5');
  let size = 0;
  for await (const chunk of stream ?? []) {
    size += chunk.length;
    sha256.update(chunk);
    md5.update(chunk);
  }
  return { size, sha256: sha256.digest('hex'), md5: md5.digest('hex') };
}

function receiveForm({ form = [], size, md5 }: Received, { uploads, now }: StorageParts): StorageReply {
  const fileAt = form.findIndex(([name]) => name === 'file');
  const before = new Map(fileAt < 0 ? form : form.slice(0, fileAt));
  const upload = uploads.find(String(before.get('key')).split('/').at(-1) ?? '');
  if (fileAt < 0 || typeof form[fileAt]?.[1] === 'string') {
    return storageError('InvalidArgument', 'POST requires exactly one file upload per request.');
  }
  if (upload?.flow !== 'direct')
    return storageError('AccessDenied', 'Invalid according to Policy: unknown key');
  const wrong = Object.entries(formFields(upload, uploads)).find(
    ([name, value]) => before.get(name) !== value,
  );
  if (wrong !== undefined) {
    return storageError('AccessDenied', `Invalid according to Policy: Policy Condition failed: ${wrong[0]}`);
  }
  if (now() > upload.signedAt + signedFor) {
    return storageError('AccessDenied', 'Invalid according to Policy: Policy expired.');
  }
  uploads.keep({ ...upload, size, completedAt: now() });
  return { status: 204, headers: { etag: `"${md5}"` }, body: '', note: 'storage has the file' };
}

function receivePart(
  request: Request,
  target: Target,
  received: Received,
  { uploads, faults, now }: StorageParts,
): StorageReply {
  const query = new URLSearchParams(target.search);
  const [, id = '', number = ''] = /\/uploads\/([^/]+)\/parts\/(\d+)$/.exec(target.path) ?? [];
  const unified = target.path.startsWith(unifiedBucket);
  const upload = uploads.find(unified ? id : (query.get('uploadId') ?? ''));
  const index = Number(unified ? number : query.get('partNumber')) - 1;
  const part = upload?.parts[index];
  if (upload === undefined || part === undefined || unified !== (upload.flow === 'unified')) {
    return storageError('NoSuchUpload');
  }
  const signature = query.get(unified ? 'sig' : 'X-Amz-Signature');
  const expiry = unified ? Number(query.get('expires_at')) : urlExpiry(upload);
  if (signature !== partSignature(upload, index, expiry, uploads))
    return storageError('SignatureDoesNotMatch');
  if (now() > expiry * 1000) return storageError('AccessDenied', 'Request has expired');
  if (upload.completedAt !== undefined) return storageError('NoSuchUpload');
  for (const [name, value] of Object.entries(partHeaders(upload, part))) {
    const sent = request.headers.get(name);
    if (sent !== value)
      return storageError('SignatureDoesNotMatch', undefined, `${name} is ${sent ?? 'missing'}`);
  }
  const damaged = faults.take('storage-damage') ? storageError('BadDigest') : damageOf(received, part);
  if (damaged !== undefined) return damaged;
  const parts = upload.parts.map((one, at) => (at === index ? { ...one, etag: received.md5 } : one));
  uploads.keep({ ...upload, parts });
  return {
    status: 200,
    headers: { etag: `"${received.md5}"` },
    body: '',
    note: `storage has part ${index + 1}`,
  };
}

function damageOf({ size, sha256, md5 }: Received, part: UploadPart): StorageReply | undefined {
  if (size !== part.size) return storageError('IncompleteBody');
  if (part.sha256 !== undefined && part.sha256 !== sha256) return storageError('XAmzContentSHA256Mismatch');
  return part.md5 !== undefined && part.md5 !== md5 ? storageError('BadDigest') : undefined;
}

/** A stored file reads as a line about it. */
function showFile(target: Target, { uploads }: StorageParts): StorageReply {
  const upload = uploads.find(target.path.slice(filesPath.length));
  const signature = new URLSearchParams(target.search).get('sig');
  if (upload === undefined || signature !== uploads.sign(`file ${upload.id}`)) {
    return storageError('AccessDenied');
  }
  const text = `The simulator keeps sums of files, not the files: ${upload.name}, ${upload.size ?? 0} bytes.\n`;
  return {
    status: 200,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    body: text,
    note: undefined,
  };
}
