import { hasFlag } from './flags.ts';
import { lineRange, type Reader, report } from './reader.ts';

/** Whether the line begins a GraphQL document: a query, or `gql name < path` as httpYac writes it. */
export function isGraphQl({ text, first, lineEnd }: Reader): boolean {
  const code = text.charCodeAt(first);
  if (code !== LETTER_F && code !== LETTER_G && code !== LETTER_M && code !== LETTER_Q && code !== LETTER_S)
    return false;
  const line = text.slice(first, Math.min(lineEnd, first + 500));
  return /^(?:(?:query|mutation|subscription)(?:\s+[A-Za-z_]\w*)?\s*[({@]|fragment\s+\w+\s+on\s+\w|gql(?:\s+\S+)?\s+<\s+\S)/.test(
    line,
  );
}

/** httpYac sends a body that begins so as a query, unless a flag says not to; other types are sent as they are. */
export function reportGraphQlBody(reader: Reader): void {
  const { method, saysGraphQl, contentType = '' } = reader.draft;
  if (method === 'GRAPHQL' || saysGraphQl || contentType.includes('graphql') || !isGraphQl(reader)) return;
  if (hasFlag(reader, 'noGqlParsing')) return;
  report(reader, 'graphql-not-sent', lineRange(reader));
}

const LETTER_F = 0x66;
const LETTER_G = 0x67;
const LETTER_M = 0x6d;
const LETTER_Q = 0x71;
const LETTER_S = 0x73;
