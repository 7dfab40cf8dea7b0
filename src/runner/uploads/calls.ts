import type { UploadFlow } from './plan.ts';
import type { UploadSource } from './source.ts';
import type { FileSums } from './sums.ts';

/** Where an upload belongs: a project, or the company alone. */
export interface UploadPlace {
  readonly companyId: string;
  readonly projectId: string | undefined;
}

/** A call of the API. */
export interface UploadCall {
  readonly method: 'POST' | 'GET' | 'PATCH';
  readonly path: string;
  readonly body?: unknown;
}

/** Where a part goes, as Procore said it: opaque, and a permission for an hour. */
export interface StorageTarget {
  readonly url: URL;
  readonly headers: readonly (readonly [name: string, value: string])[];
}

/** What creating an upload answers. */
export interface CreatedUpload {
  readonly id: string;
  /** For the direct flow: what goes into the form before the file. */
  readonly fields: readonly (readonly [name: string, value: string])[];
  /** The address of the form, or one target for each part that storage does not have yet. */
  readonly targets: readonly StorageTarget[];
  /** `ready`, `receiving`, `complete` or `available`; '' where it is not said. */
  readonly status: string;
}

/** Announces the file. Source: Procore documentation, "Direct file uploads", "Unified file uploads" [doc]. */
export function createCall(
  flow: UploadFlow,
  place: UploadPlace,
  source: UploadSource,
  sums: FileSums | undefined,
): UploadCall {
  const path = collectionOf(flow, place);
  const { name, contentType, size } = source;
  const segments = sums?.segments;
  if (flow === 'unified') {
    const { sha256 } = sums ?? {};
    return {
      method: 'POST',
      path,
      body: { file_name: name, file_size: size, content_type: contentType, sha256, segments },
    };
  }
  const about = { response_filename: name, response_content_type: contentType, size };
  return { method: 'POST', path, body: flow === 'segmented' ? { ...about, segments } : about };
}

/** Confirms the parts by what storage called them, in order. */
export function completeCall(
  flow: UploadFlow,
  place: UploadPlace,
  id: string,
  etags: readonly string[],
): UploadCall {
  const body = flow === 'unified' ? { part_etags: etags } : { segments: etags.map(etag => ({ etag })) };
  return { method: 'PATCH', path: `${collectionOf(flow, place)}/${id}`, body };
}

/** Asks how an upload stands; of an open unified one with fresh addresses of the parts that are not there. */
export function showCall(flow: UploadFlow, place: UploadPlace, id: string): UploadCall {
  return { method: 'GET', path: `${collectionOf(flow, place)}/${id}` };
}

function collectionOf(flow: UploadFlow, { companyId, projectId }: UploadPlace): string {
  const company = `companies/${companyId}`;
  if (flow === 'unified') {
    return `/rest/v2.1/${projectId === undefined ? company : `${company}/projects/${projectId}`}/uploads`;
  }
  return `/rest/v1.1/${projectId === undefined ? company : `projects/${projectId}`}/uploads`;
}

type Fields = Readonly<Record<string, unknown>>;

/** Reads an upload out of an answer of any flow; `undefined`: the answer is none, or names no proper address. */
export function readUpload(text: string): CreatedUpload | undefined {
  const answer = fieldsOf(parsed(text));
  const { data } = answer;
  const upload = data === undefined ? answer : fieldsOf(data);
  const id = upload['uuid'] ?? upload['upload_id'];
  if (typeof id !== 'string' || !/^[\w-]+$/.test(id)) return undefined;
  const { url, fields, segments, status } = upload;
  const parts = Array.isArray(segments) ? segments.map(fieldsOf) : [];
  const wanted = url === undefined ? parts : [upload];
  const targets = wanted.flatMap(part => targetOf(part) ?? []);
  if (targets.length < wanted.length) return undefined;
  return {
    id,
    fields: textsOf(fields),
    targets,
    status: typeof status === 'string' ? status : '',
  };
}

/** Storage is spoken to in the clear on this machine only. Its headers are taken as they are, but no credentials. */
function targetOf(part: Fields): StorageTarget | undefined {
  const { url, headers } = part;
  if (typeof url !== 'string' || !URL.canParse(url)) return undefined;
  const address = new URL(url);
  const local = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(address.hostname);
  if (address.protocol !== 'https:' && !(address.protocol === 'http:' && local)) return undefined;
  const taken = textsOf(headers).filter(
    ([name]) => !/^(?:authorization|cookie|host|connection|transfer-encoding|procore-.*)$/i.test(name),
  );
  return { url: address, headers: taken };
}

function textsOf(value: unknown): readonly (readonly [string, string])[] {
  return Object.entries(fieldsOf(value)).flatMap(([name, text]): (readonly [string, string])[] =>
    typeof text === 'string' || typeof text === 'number' ? [[name, String(text)]] : [],
  );
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : {};
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
