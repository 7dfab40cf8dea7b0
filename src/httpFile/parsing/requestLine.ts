import { placedText } from '../placedNodes.ts';
import { findReferences } from '../references.ts';
import { foreignMethods, httpMethods, methodOfScheme, scanRequestLine } from '../scanner.ts';
import { beginDraft } from './draft.ts';
import { finishRequest } from './finish.ts';
import { lineRange, type Reader, report, textNode } from './reader.ts';

/** Begins a request where the line is a request line; `false` where it is something else. */
export function beginRequest(reader: Reader): boolean {
  const { text, first, lineStart, lineEnd, draft } = reader;
  const scanned = scanRequestLine(text, first, lineEnd);
  if (scanned === undefined) return false;
  const { methodStart, methodEnd, method, targetStart, targetEnd, versionStart, end } = scanned;
  draft.started = true;
  draft.line = { start: first, end };
  draft.sentEnd = end;
  draft.indent = first - lineStart;
  if (method !== undefined) {
    draft.method = method;
    draft.methodRange = { start: methodStart, end: methodEnd };
    if (!httpMethods.has(method)) {
      const form = foreignMethods.has(method) ? 'not-sent' : 'method-unknown';
      report(reader, form, draft.methodRange, method);
    }
  }
  const foreign = method === undefined && methodOfScheme(text.slice(targetStart, targetEnd));
  if (foreign) {
    draft.method = foreign;
    report(reader, 'not-sent', draft.line, foreign);
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
    draft.parts.push(placedText(text.slice(start, end), start));
    findReferences(reader.references, start, end, 'head', draft.references);
  }
  if (versionStart >= versionEnd) return;
  draft.version = textNode(reader, versionStart, versionEnd);
  if (text.charCodeAt(versionStart + 5) === DIGIT_3)
    report(reader, 'version-not-sent', draft.version.range, draft.version.text);
}

/** Comments and variables after a blank line may be the lead of a request without a separator. */
export function markLead({ draft, lineStart }: Reader): void {
  if (draft.leadStart >= 0) return;
  draft.leadStart = lineStart;
  draft.leadFlags = draft.flags.count();
  draft.leadComments = draft.comments.count();
}

/** Ends a request where the request line of the next one stands without a separator. */
export function splitHere(reader: Reader, form: 'separator-missing' | 'separator-missing-here'): void {
  const { draft, lineStart } = reader;
  const hasLead = draft.leadStart >= 0;
  const start = hasLead ? draft.leadStart : lineStart;
  const flags = hasLead ? draft.flags.take(draft.leadFlags) : [];
  if (hasLead) draft.comments.take(draft.leadComments);
  finishRequest(reader, start);
  beginDraft(draft, start);
  for (const flag of flags) draft.flags.push(flag);
  report(reader, form, lineRange(reader));
  beginRequest(reader);
}

const DIGIT_3 = 0x33;
