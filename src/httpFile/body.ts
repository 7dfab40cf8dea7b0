/**
 * How the lines of a body are read, by its content type:
 * `data`: comments and variables between the lines are not part of it (JSON, GraphQL, forms, none, and types
 * that a variable holds, which is nearly always JSON);
 * `verbatim`: every line counts (XML, YAML and anything else);
 * `prose`: every line counts, and what looks like a request line does too (`text/*`, `message/*`);
 * `multipart`: as `prose`, and `< file` lines belong to its parts.
 */
export type BodyReading = 'data' | 'verbatim' | 'prose' | 'multipart';

/** The reading for a `Content-Type` as written, or for none. */
export function bodyReading(contentType: string | undefined): BodyReading {
  if (contentType === undefined) return 'data';
  const type = mediaType(contentType);
  if (
    type === '' ||
    type.includes('{{') ||
    type.includes('json') ||
    type.includes('graphql') ||
    type === form
  )
    return 'data';
  if (type.endsWith('/xml') || type.endsWith('+xml')) return 'verbatim';
  if (type.startsWith('text/') || type.startsWith('message/')) return 'prose';
  return type.startsWith('multipart/') ? 'multipart' : 'verbatim';
}

/** What the comments are read in that a body leaves out; `undefined` where nothing says. `text`: how it begins. */
export function commentedKind(
  contentType: string | undefined,
  text: string,
): 'json' | 'form' | 'graphql' | 'multipart' | 'variable' | undefined {
  const type = mediaType(contentType ?? '');
  if (type.includes('json') || (type === '' && /^\s*[[{](?!\{)/.test(text))) return 'json';
  if (type === form) return 'form';
  if (type.includes('graphql')) return 'graphql';
  if (type.startsWith('multipart/')) return 'multipart';
  return type.includes('{{') ? 'variable' : undefined;
}

const form = 'application/x-www-form-urlencoded';

function mediaType(value: string): string {
  const end = value.indexOf(';');
  return (end < 0 ? value : value.slice(0, end)).trim().toLowerCase();
}
