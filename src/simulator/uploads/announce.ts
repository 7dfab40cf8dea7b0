import type { UploadFlow, UploadPart } from './upload.ts';
import type { NewUpload } from './uploads.ts';

type Fields = Readonly<Record<string, unknown>>;
type Problems = Readonly<Record<string, readonly string[]>>;

/** What the body of a create call announces, or why it cannot be taken, field to texts. */
export type Announced =
  | {
      readonly announced: Pick<
        NewUpload,
        'flow' | 'name' | 'contentType' | 'asAttachment' | 'size' | 'parts'
      >;
    }
  | { readonly problems: Problems };

const mebibyte = 1024 * 1024;

/**
 * Sizes of a segment, the last of which may be smaller than `least`, and how many there may be. Source:
 * Procore documentation, "Direct file uploads" (5 MB to 5 GB) and "Unified file uploads" (over 5 MiB, to 100
 * MiB, 10,000 parts) [doc]; that version 1 counts in powers of 1024 and takes 10,000 too [assumed].
 */
const limits = {
  segmented: { least: 5 * mebibyte, most: 5 * 1024 * mebibyte, parts: 10_000 },
  unified: { least: 5 * mebibyte + 1, most: 100 * mebibyte, parts: 10_000 },
} as const;

/** Version 1: with segments a segmented upload, without them a direct one. */
export function announceUpload(body: Fields): Announced {
  const segments: unknown = body['segments'];
  const size = body['size'] === undefined || body['size'] === '' ? undefined : Number(body['size']);
  if (size !== undefined && !isSize(size)) return { problems: { size: ['must be a number of bytes'] } };
  const about = {
    name: textOf(body['response_filename'], 'file'),
    contentType: textOf(body['response_content_type'], 'application/octet-stream'),
    asAttachment: String(body['attachment_content_disposition']) === 'true',
  };
  if (!Array.isArray(segments) || segments.length === 0) {
    return { announced: { ...about, flow: 'direct', size, parts: [] } };
  }
  return withParts('segmented', segments, parts => ({ ...about, size: size ?? sum(parts) }));
}

/** Version 2.1; the sizes of the segments add up to that of the file [assumed]. */
export function announceUnifiedUpload(body: Fields): Announced {
  const size = Number(body['file_size']);
  const segments: unknown = body['segments'];
  if (!isSize(size)) return { problems: { file_size: ['must be a number of bytes'] } };
  if (!isSum(body['sha256'], 64)) return { problems: { sha256: ['must be 64 hexadecimal digits'] } };
  if (!Array.isArray(segments)) return { problems: { segments: ['must be a list'] } };
  const read = withParts('unified', segments, () => ({
    name: String(body['file_name']),
    contentType: String(body['content_type']),
    asAttachment: false,
    size,
  }));
  if ('problems' in read || sum(read.announced.parts) === size) return read;
  return { problems: { segments: ['sizes must add up to file_size'] } };
}

function withParts(
  flow: Exclude<UploadFlow, 'direct'>,
  segments: readonly unknown[],
  rest: (
    parts: readonly UploadPart[],
  ) => Omit<NewUpload, 'flow' | 'parts' | 'owner' | 'companyId' | 'projectId'>,
): Announced {
  const limit = limits[flow];
  if (segments.length > limit.parts) return { problems: { segments: [`can be at most ${limit.parts}`] } };
  const texts = segments.flatMap((segment, index) => {
    const problem = problemOf(segment, index === segments.length - 1, limit);
    return problem === undefined ? [] : [`${index + 1}: ${problem}`];
  });
  if (texts.length > 0) return { problems: { segments: texts } };
  const parts = segments.map(partOf);
  return { announced: { flow, parts, ...rest(parts) } };
}

function problemOf(
  segment: unknown,
  isLast: boolean,
  { least, most }: { readonly least: number; readonly most: number },
): string | undefined {
  const { size, sha256, md5 } = fieldsOf(segment);
  const bytes = Number(size);
  if (!isSize(bytes)) return 'size must be a number of bytes';
  if (bytes > most) return `size can be at most ${most}`;
  if (bytes < least && !isLast) return `size must be at least ${least}`;
  if (!isSum(sha256, 64)) return 'sha256 must be 64 hexadecimal digits';
  if (md5 !== undefined && md5 !== null && !isSum(md5, 32)) return 'md5 must be 32 hexadecimal digits';
  return undefined;
}

function partOf(segment: unknown): UploadPart {
  const { size, sha256, md5 } = fieldsOf(segment);
  return {
    size: Number(size),
    sha256: String(sha256).toLowerCase(),
    md5: typeof md5 === 'string' ? md5.toLowerCase() : undefined,
    etag: undefined,
  };
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

function isSize(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function isSum(value: unknown, digits: number): boolean {
  return typeof value === 'string' && value.length === digits && /^[0-9a-f]+$/i.test(value);
}

function sum(parts: readonly UploadPart[]): number {
  return parts.reduce((total, { size }) => total + size, 0);
}

function textOf(value: unknown, otherwise: string): string {
  return typeof value === 'string' && value !== '' ? value : otherwise;
}
