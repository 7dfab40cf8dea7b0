import { foreignMethods, httpMethods, methodOfScheme } from '../methods.ts';
import { findReferences } from '../references.ts';
import { scanRequestLine } from '../scanRequestLine.ts';
import { beginDraft } from './draft.ts';
import { finishRequest } from './finish.ts';
import { lineRange, type Reader, report } from './reader.ts';

/** Begins a request where the line is a request line; `false` where it is something else. */
export function beginRequest(reader: Reader): boolean {
  const { text, first, lineStart, lineEnd, draft } = reader;
  const scanned = scanRequestLine(text, first, lineEnd);
  if (scanned === undefined) return false;
  const { methodEnd, method, targetStart, targetEnd, versionStart, end } = scanned;
  draft.started = true;
  draft.lineStart = first;
  draft.lineEnd = end;
  draft.sentEnd = end;
  draft.indent = first - lineStart;
  if (method !== undefined) {
    draft.method = method;
    draft.methodEnd = methodEnd;
    if (!httpMethods.has(method)) {
      const form = foreignMethods.has(method) ? 'not-sent' : 'method-unknown';
      report(reader, form, { start: first, end: methodEnd }, method);
    }
  }
  const foreign = method === undefined && methodOfScheme(text.slice(targetStart, targetEnd));
  if (foreign) {
    draft.method = foreign;
    report(reader, 'not-sent', { start: first, end }, foreign);
  }
  readTargetPart(reader, targetStart, targetEnd, versionStart, end);
  reader.place = 'target';
  return true;
}

/** One line's share of the target, and the version behind it. */
export function readTargetPart(
  reader: Reader,
  start: number,
  end: number,
  versionStart: number,
  versionEnd: number,
): void {
  const { draft, text } = reader;
  if (start < end) {
    draft.parts.push(start);
    draft.parts.push(end);
    findReferences(reader.references, start, end, 'head', draft.references);
  }
  if (versionStart >= versionEnd) return;
  draft.versionStart = versionStart;
  draft.versionEnd = versionEnd;
  if (text.charCodeAt(versionStart + 5) !== DIGIT_3) return;
  const range = { start: versionStart, end: versionEnd };
  report(reader, 'version-not-sent', range, text.slice(versionStart, versionEnd));
}

/** Comments and variables after a blank line may be the lead of a request without a separator. */
export function markLead({ draft, lineStart }: Reader): void {
  if (draft.leadStart >= 0) return;
  draft.leadStart = lineStart;
  draft.leadFlags = draft.flags.count;
  draft.leadComments = draft.comments.count;
}

/** Ends a request where the request line of the next one stands without a separator. */
export function splitHere(reader: Reader, form: 'separator-missing' | 'separator-missing-here'): void {
  const { draft, lineStart } = reader;
  const hasLead = draft.leadStart >= 0;
  const start = hasLead ? draft.leadStart : lineStart;
  const flags = hasLead ? draft.flags.from(draft.leadFlags) : [];
  if (hasLead) {
    draft.flags.count = draft.leadFlags;
    draft.comments.count = draft.leadComments;
  }
  finishRequest(reader, start);
  beginDraft(draft, start);
  for (const offset of flags) draft.flags.push(offset);
  report(reader, form, lineRange(reader));
  beginRequest(reader);
}

const DIGIT_3 = 0x33;
