import { commentedKind } from '../body.ts';
import { placedRequest } from '../placedRequest.ts';
import { findReferences } from '../references.ts';
import { scanBodyFile } from '../scanner.ts';
import { takeName } from './flags.ts';
import { type Reader, report } from './reader.ts';
import { writeRecord } from './requestRecord.ts';

/** Makes a node of what has been read, where that has a request line; its block ends at `end`. */
export function finishRequest(reader: Reader, end: number): void {
  const { draft } = reader;
  if (!draft.started) return;
  draft.started = false;
  takeName(reader);
  if (draft.parts.count === 0)
    report(reader, 'target-missing', { start: draft.lineStart, end: draft.lineEnd }, draft.method);
  if (draft.bodyStart >= 0) finishBody(reader);
  reader.requests.push(placedRequest(writeRecord(reader.ledger, reader.pool, draft, end)));
}

function finishBody(reader: Reader): void {
  const { text, draft, references } = reader;
  const { comments } = draft;
  const kind =
    comments.count > 0
      ? commentedKind(draft.contentType, text.slice(draft.bodyStart, draft.bodyStart + 100))
      : undefined;
  for (let at = 0; at < comments.count; at += 2) {
    const [start, end] = [comments.at(at), comments.at(at + 1)];
    if (start > draft.bodyStart && end < draft.bodyEnd)
      report(reader, 'body-comment-stripped', { start, end }, kind);
  }
  if (draft.fileStart < 0 || draft.reading === 'multipart' || draft.bodyLines !== 1) {
    findInBody(reader);
    return;
  }
  const file = scanBodyFile(text, draft.fileStart, draft.fileEnd);
  if (file === undefined) {
    findInBody(reader);
    return;
  }
  draft.bodyStart = draft.fileStart;
  draft.bodyEnd = draft.fileEnd;
  draft.bodyPath = file.path;
  findReferences(references, file.path, draft.fileEnd, 'head', draft.references);
}

/** Lines that are left out may hold references of their own, which are not the request's. */
function findInBody({ draft, references }: Reader): void {
  const { stripped, gaps } = draft;
  let from = draft.bodyStart;
  for (let at = 0; at < stripped.count; at += 2) {
    const [start, end] = [stripped.at(at), stripped.at(at + 1)];
    if (start < from || start >= draft.bodyEnd) continue;
    findReferences(references, from, start, 'body', draft.references);
    gaps.push(start);
    gaps.push(end);
    from = end;
  }
  findReferences(references, from, draft.bodyEnd, 'body', draft.references);
}
