import type { Upload } from './upload.ts';

/** The upload with its parts confirmed, or field to texts. */
export type Completed =
  | { readonly upload: Upload }
  | { readonly problems: Readonly<Record<string, readonly string[]>> };

type Fields = Readonly<Record<string, unknown>>;

/**
 * Confirms the parts of a segmented upload: one ETag for each, in order, quotes or not. Source: Procore
 * documentation, "Direct file uploads" [doc]; that quotes do not matter, and the texts [assumed].
 */
export function completeSegments(upload: Upload, body: Fields, now: number): Completed {
  const segments: unknown = body['segments'];
  if (upload.flow === 'direct' || segments === undefined) return { upload };
  const etags = Array.isArray(segments) ? segments.map(segment => fieldsOf(segment)['etag'] ?? null) : [];
  const texts = etagProblems(upload, etags, 'segments', false);
  return texts.length > 0 ? { problems: { segments: texts } } : { upload: completed(upload, now) };
}

/**
 * Confirms the parts of a unified upload; `null` stands for one that is not there yet, and only with all of
 * them is it complete. Source: Procore documentation, "Unified file uploads" [doc]; texts [assumed].
 */
export function completeParts(upload: Upload, body: Fields, now: number): Completed {
  const given: unknown = body['part_etags'];
  const etags: readonly unknown[] = Array.isArray(given) ? given : [];
  const texts = etagProblems(upload, etags, 'part_etags', true);
  if (texts.length > 0) return { problems: { part_etags: texts } };
  return { upload: etags.includes(null) ? upload : completed(upload, now) };
}

function completed(upload: Upload, now: number): Upload {
  return { ...upload, completedAt: upload.completedAt ?? now };
}

function etagProblems(
  { parts }: Upload,
  etags: readonly unknown[],
  name: string,
  mayLack: boolean,
): readonly string[] {
  if (etags.length !== parts.length) return [`${name} must be ${parts.length}, in the order of the segments`];
  return etags.flatMap((etag, index) => {
    const wanted = parts[index]?.etag;
    if (etag === null && mayLack) return [];
    if (wanted === undefined) return [`${index + 1}: nothing was uploaded`];
    return String(etag).replaceAll('"', '') === wanted ? [] : [`${index + 1}: the ETag does not match`];
  });
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}
