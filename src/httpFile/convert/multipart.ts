import type { FormPart } from './curlRequest.ts';
import { withFolder } from './requestText.ts';

/**
 * The content type and the body that send these parts, as REST Client and httpYac write them. `fileLines`: the
 * lines of the text, counted from 0, that stand for files.
 */
export function multipartOf(parts: readonly FormPart[]): {
  readonly type: string;
  readonly text: string;
  readonly fileLines: readonly number[];
} {
  const said = parts.map(({ value }) => (value.kind === 'text' ? value.text : value.path)).join('\n');
  let boundary = 'part';
  while (said.includes(`--${boundary}`)) boundary += 's';
  const lines: string[] = [];
  const fileLines: number[] = [];
  for (const { name, value, type, fileName } of parts) {
    const filed = fileName === undefined ? '' : `; filename="${quoted(fileName)}"`;
    lines.push(`--${boundary}`, `Content-Disposition: form-data; name="${quoted(name)}"${filed}`);
    if (type !== undefined || fileName !== undefined)
      lines.push(`Content-Type: ${type ?? typeOf(fileName ?? '')}`);
    lines.push('');
    if (value.kind === 'file') fileLines.push(lines.length);
    if (value.kind === 'file') lines.push(`< ${withFolder(value.path)}`);
    else lines.push(...value.text.split(/\r\n|\r|\n/));
  }
  return {
    type: `multipart/form-data; boundary=${boundary}`,
    text: [...lines, `--${boundary}--`].join('\n'),
    fileLines,
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
