import { partHeaders, partUrl, urlExpiry } from './instructions.ts';
import { deletedAt, type Upload, uploadStatus } from './upload.ts';
import type { Uploads } from './uploads.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * What creating and asking for a unified upload answer, below `data`; segments that storage has are left
 * out. Source: Procore documentation, "Unified file uploads" [doc].
 */
export function unifiedBody(upload: Upload, uploads: Uploads, now: number): Fields {
  const { id, name, contentType, size } = upload;
  return {
    upload_id: id,
    file_name: name,
    sanitized_file_name: name.replace(/[^\w.() -]/g, '_'),
    content_type: contentType,
    file_size: size,
    upload_expires_at: Math.floor(deletedAt({ ...upload, attached: false }) / 1000),
    status: uploadStatus(upload, now),
    custom_metadata: {},
    segments: upload.completedAt === undefined ? openSegments(upload, uploads) : [],
  };
}

function openSegments(upload: Upload, uploads: Uploads): readonly Fields[] {
  return upload.parts.flatMap((part, index) =>
    part.etag !== undefined
      ? []
      : [
          {
            url: partUrl(upload, index, uploads),
            url_expires_at: urlExpiry(upload),
            headers: partHeaders(upload, part),
          },
        ],
  );
}
