import type { FormPart } from './curlRequest.ts';
import { withFolder } from './requestText.ts';

/** The content type and the body that send these parts, as REST Client and httpYac write them. */
export function multipartOf(parts: readonly FormPart[]): { readonly type: string; readonly text: string } {
  const said = parts.map(({ value }) => (value.kind === 'text' ? value.text : value.path)).join('\n');
  let boundary = 'part';
  while (said.includes(`--${boundary}`)) boundary += 's';
  const lines = parts.flatMap(({ name, value, type, fileName }) => [
    `--${boundary}`,
    `Content-Disposition: form-data; name="${quoted(name)}"${fileName === undefined ? '' : `; filename="${quoted(fileName)}"`}`,
    ...(type === undefined && fileName === undefined
      ? []
      : [`Content-Type: ${type ?? typeOf(fileName ?? '')}`]),
    '',
    value.kind === 'file' ? `< ${withFolder(value.path)}` : value.text,
  ]);
  return {
    type: `multipart/form-data; boundary=${boundary}`,
    text: [...lines, `--${boundary}--`].join('\n'),
  };
}

function quoted(text: string): string {
  return text.replaceAll('"', '%22').replaceAll(/[\r\n]+/g, ' ');
}

/** The types that curl knows by the ends of names. */
function typeOf(fileName: string): string {
  const types: Readonly<Record<string, string>> = {
    gif: 'image/gif',
    jpg: 'image/jpeg',
    jpeg: 'image/jpeg',
    png: 'image/png',
    svg: 'image/svg+xml',
    txt: 'text/plain',
    htm: 'text/html',
    html: 'text/html',
    pdf: 'application/pdf',
    xml: 'application/xml',
  };
  const end = fileName.slice(fileName.lastIndexOf('.') + 1).toLowerCase();
  return Object.hasOwn(types, end) ? (types[end] ?? '') : 'application/octet-stream';
}
