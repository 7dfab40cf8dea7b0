import { findReferences } from '../references.ts';
import { scanBodyFile } from '../scanner.ts';
import type { BodyNode, Range } from '../syntax.ts';
import { flagsBesideName, nameOf } from './draft.ts';
import { type Reader, report, textNode } from './reader.ts';

/** Makes a node of what has been read, where that has a request line; its block ends at `end`. */
export function finishRequest(reader: Reader, end: number): void {
  const { draft } = reader;
  if (!draft.started) return;
  draft.started = false;
  const { line: requestLine } = draft;
  const parts = draft.parts.take();
  const flags = draft.flags.take();
  if (parts.length === 0) report(reader, 'target-missing', requestLine, draft.method);
  const body = finishBody(reader);
  reader.requests.push({
    range: { start: draft.start, end },
    sent: { start: requestLine.start, end: body?.range.end ?? draft.sentEnd },
    name: nameOf(flags),
    title: draft.title,
    method: draft.method,
    methodRange: draft.methodRange,
    requestLine,
    target: parts.length === 1 ? (parts[0]?.text ?? '') : parts.map(part => part.text).join(''),
    targetParts: parts,
    httpVersion: draft.version,
    headers: draft.headers.take(),
    body,
    flags: flagsBesideName(flags),
    asserts: draft.asserts.take(),
    outputs: draft.outputs.take(),
    references: draft.references.take(),
  });
}

function finishBody(reader: Reader): BodyNode | undefined {
  const { text, draft, references } = reader;
  if (draft.bodyStart < 0) return undefined;
  const range = { start: draft.bodyStart, end: draft.bodyEnd };
  for (const comment of draft.comments.take()) {
    if (comment.start > range.start && comment.end < range.end)
      report(reader, 'body-comment-stripped', comment);
  }
  if (draft.fileLine !== undefined && draft.reading !== 'multipart' && draft.bodyLines === 1) {
    const { start, end } = draft.fileLine;
    const file = scanBodyFile(text, start, end);
    if (file !== undefined) {
      const path = textNode(reader, file.path, end);
      findReferences(references, file.path, end, 'head', draft.references);
      return { text: undefined, range: draft.fileLine, file: { ...file, path } };
    }
  }
  return { text: bodyText(reader, range), range, file: undefined };
}

function bodyText({ text, draft, references }: Reader, range: Range): string {
  let said = '';
  let from = range.start;
  for (const gap of draft.stripped.take()) {
    if (gap.start < from || gap.start >= range.end) continue;
    findReferences(references, from, gap.start, 'body', draft.references);
    said += text.slice(from, gap.start);
    from = gap.end;
  }
  findReferences(references, from, range.end, 'body', draft.references);
  said += text.slice(from, range.end);
  return said.includes('\r') ? said.replaceAll(/\r\n?/g, '\n') : said;
}
