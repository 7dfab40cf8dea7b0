import { fileBody, type StreamedBody } from '../streamedBody.ts';

/** A file that is to be uploaded. It is read twice where sums are announced, and never stands in memory. */
export interface UploadSource {
  /** Without its folder. */
  readonly name: string;
  readonly contentType: string;
  /** In bytes. */
  readonly size: number;
  /** A stretch of it, from `start` and `length` bytes long, anew each time it is opened. */
  slice(start: number, length: number): StreamedBody;
}

/** A file on disk as it is now; one that changes while it is uploaded fails the upload. */
export function fileSource(
  path: string,
  about: Pick<UploadSource, 'name' | 'contentType' | 'size'>,
): UploadSource {
  return { ...about, slice: (start, length) => fileBody(path, length, start) };
}

const types: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  doc: 'application/msword',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  dwg: 'image/vnd.dwg',
  gif: 'image/gif',
  heic: 'image/heic',
  html: 'text/html',
  ifc: 'application/x-step',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  json: 'application/json',
  mov: 'video/quicktime',
  mp4: 'video/mp4',
  pdf: 'application/pdf',
  png: 'image/png',
  txt: 'text/plain',
  webp: 'image/webp',
  xls: 'application/vnd.ms-excel',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  xml: 'application/xml',
  zip: 'application/zip',
};

/** By the end of its name; what nobody knows is plain bytes. */
export function contentTypeOf(name: string): string {
  return types[name.toLowerCase().split('.').at(-1) ?? ''] ?? 'application/octet-stream';
}
