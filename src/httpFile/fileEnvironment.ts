import type { HttpFile, Segment } from './syntax.ts';

/**
 * The environment that `# @env NAME` above a file's first request names for the whole file, as written, or
 * `undefined`. The flag may stand in a block that holds no request, such as one of variables.
 */
export function fileEnvironment({ segments }: Pick<HttpFile, 'segments'>): string | undefined {
  for (const segment of segments) {
    const named = environmentInLead(segment);
    if (named !== undefined || segment.requests.length > 0) return named?.name;
  }
  return undefined;
}

/** What `# @env NAME` in the lead of a segment names, and where the name stands, counted as its nodes are. */
export function environmentInLead({
  text,
  base,
  requests,
}: Segment): { readonly name: string; readonly start: number } | undefined {
  const lead = text.slice(0, (requests[0]?.requestLine.start ?? base + text.length) - base);
  if (!lead.includes('@env')) return undefined;
  const found = /^([ \t]*(?:#+|\/\/+)[ \t]*@env[ \t]+)(\S+)/m.exec(lead);
  if (found === null) return undefined;
  const [, before = '', name = ''] = found;
  return { name, start: base + found.index + before.length };
}
