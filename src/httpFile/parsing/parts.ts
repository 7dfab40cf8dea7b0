import { bodyReading } from '../body.ts';
import { scanForm, scanHeaderName, scanLineEnd, scanNextLine, skipBlanks, trimBlanks } from '../scanner.ts';
import type { Reader } from './reader.ts';

/** Follows the parts over the line, which may be blank. */
export function followPart(reader: Reader): void {
  const { form, draft } = reader;
  if (form === 'blank') {
    if (draft.part === 'head') draft.part = draft.partIsData ? 'data' : 'text';
  } else if (form === 'file') {
    if (draft.part === 'text') draft.part = 'file';
  } else if (form !== 'text') return;
  else if (isBoundary(reader)) {
    draft.part = closesParts(reader) ? 'outside' : 'head';
    draft.partIsData = false;
  } else if (draft.part === 'head') readPartHeader(reader);
}

/**
 * Whether a comment on the line is left out of the multipart body. All other tools leave it out wherever it
 * stands; here a line of a part that is text, or whose type is not said, is data, unless the next line that
 * is no comment names the file that is the part.
 */
export function isPartComment(reader: Reader): boolean {
  const { part } = reader.draft;
  return part !== 'text' || isAboveFile(reader);
}

function isBoundary({ text, first, lineEnd, draft }: Reader): boolean {
  if (!text.startsWith('--', first)) return false;
  const boundary = boundaryOf(draft.contentType ?? '');
  const line = text.slice(first, trimBlanks(text, first, lineEnd));
  return boundary === undefined ? line.length > 2 : line === `--${boundary}` || line === `--${boundary}--`;
}

/** `undefined` where it is not said or not known before sending. */
function boundaryOf(contentType: string): string | undefined {
  const [, quoted, bare] = /;\s*boundary\s*=\s*(?:"([^"]*)"|([^\s;"]+))/i.exec(contentType) ?? [];
  const boundary = quoted ?? bare;
  return boundary?.includes('{{') ? undefined : boundary;
}

function closesParts({ text, first, lineEnd, draft }: Reader): boolean {
  const line = text.slice(first, trimBlanks(text, first, lineEnd));
  const boundary = boundaryOf(draft.contentType ?? '');
  return boundary === undefined ? line.endsWith('--') : line !== `--${boundary}`;
}

function readPartHeader({ text, first, lineEnd, draft }: Reader): void {
  const name = scanHeaderName(text, first, lineEnd);
  if (text.slice(first, Math.min(name, first + 20)).toLowerCase() !== 'content-type') return;
  const colon = skipBlanks(text, name, lineEnd);
  if (text.charAt(colon) !== ':') return;
  draft.partIsData = bodyReading(text.slice(colon + 1, lineEnd)) === 'data';
}

/** Whether comments run from this line down to one that names a file; the answer is kept for the run. */
function isAboveFile({ text, lineStart, next, draft }: Reader): boolean {
  if (lineStart < draft.commentsEnd) return draft.commentsAboveFile;
  let start = next;
  let form: ReturnType<typeof scanForm> = 'comment';
  while (start < text.length) {
    const end = scanLineEnd(text, start);
    form = scanForm(text, skipBlanks(text, start, end), end);
    if (form !== 'comment') break;
    start = scanNextLine(text, end);
  }
  draft.commentsEnd = start;
  draft.commentsAboveFile = form === 'file';
  return draft.commentsAboveFile;
}
