import { joinedBody, type SentBody, type StreamedBody } from '../streamedBody.ts';

/**
 * The form of a direct upload: every field as it was given, and the file last, as storage wants it. Source:
 * Procore documentation, "Direct file uploads" [doc].
 */
export function uploadForm(
  fields: readonly (readonly [name: string, value: string])[],
  file: { readonly name: string; readonly contentType: string; readonly content: StreamedBody },
  boundary: string,
): { readonly contentType: string; readonly body: SentBody } {
  const parts = fields.map(
    ([name, value]) =>
      `--${boundary}\r\nContent-Disposition: form-data; name="${quoted(name)}"\r\n\r\n${value}\r\n`,
  );
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${quoted(file.name)}"\r\nContent-Type: ${file.contentType}\r\n\r\n`;
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    body: joinedBody([parts.join('') + head, file.content, `\r\n--${boundary}--\r\n`]),
  };
}

/** As browsers write them, HTML standard, "Multipart form data". */
function quoted(text: string): string {
  return text.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
