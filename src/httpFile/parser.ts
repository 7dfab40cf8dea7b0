import { createHttpFile } from './file.ts';
import { readBlocks } from './parsing/blocks.ts';
import type { HttpFile } from './syntax.ts';

/**
 * Reads a `.http` file. Never throws: bad text becomes problems, and the requests around it stand. Time
 * grows with the length of the text. Requests come in their order, problems by where they start. A segment is
 * read when somebody first asks what it holds, all of them when somebody asks for a list of the whole file.
 */
export function parseHttpFile(text: string): HttpFile {
  const segments = readBlocks(text);
  const segmentStarts = segments.map(({ base }) => base);
  return createHttpFile({ segments, segmentStarts, lineage: {} }, text);
}
