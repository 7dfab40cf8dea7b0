import { variableFor } from '../diagnostics/rules/path.ts';
import { fittingVariable } from '../fittingVariable.ts';
import { edit, type Fix, replace } from './fix.ts';
import { textOf } from './lines.ts';
import type { Mended } from './mended.ts';

/** A path of Procore's API, with ids or placeholders. */
const pathForm = /^\/(?:rest|vapid)\/[\w.{}~/-]+$/;

/** Another beginning of the path, the rest of the line as it is. */
export function usePrefix(
  { segment, seen }: Mended,
  { from, to }: { readonly from: string; readonly to: string },
): Fix | undefined {
  const { path, pathRange } = seen.target;
  if (!pathForm.test(to) || !path.startsWith(from)) return undefined;
  const range = { start: pathRange.start, end: pathRange.start + from.length };
  // A variable may stand for a part of it.
  if (textOf(segment, range) !== from) return undefined;
  return edit(`Use ${to}`, [replace(range, to)], { preferred: true });
}

/**
 * Another path, and another method where that one takes no other; the query stays. An id keeps what stands for it
 * in the file, a variable mostly, and a placeholder gets the id of the segment that it had behind the same word.
 */
export function putPath(mended: Mended, path: string, method?: string): Fix | undefined {
  if (!pathForm.test(path) || (method !== undefined && !/^[A-Z]{3,7}$/.test(method))) return undefined;
  const { segment, request, seen, file, context } = mended;
  const { segments, pathRange } = seen.target;
  const written = segments.map(({ text, range }) => ({ text, said: textOf(segment, range) }));
  const parts = path.split('/').map((part, at, all) => {
    const behind = all[at - 1] ?? '';
    const same = written.find(({ text }, place) => text === part && written[place - 1]?.text === behind);
    if (same !== undefined) return same.said;
    if (!part.startsWith('{')) return part;
    const had = written.find(({ text }, place) => isId(text) && written[place - 1]?.text === behind);
    const name = part.slice(1, -1);
    return had?.said ?? `{{${fittingVariable(name, file, context) ?? variableFor(name)}}}`;
  });
  const text = parts.join('/');
  const differs = method !== undefined && method !== request.method;
  const { methodRange } = request;
  if (text === textOf(segment, pathRange) && !differs) return undefined;
  const start = methodRange ?? { start: request.requestLine.start, end: request.requestLine.start };
  return edit(`Use ${differs ? `${method} ` : ''}${path}`, [
    ...(differs ? [replace(start, methodRange === undefined ? `${method} ` : method)] : []),
    replace(pathRange, text),
  ]);
}

/** A number, a variable, a placeholder or a UUID; no word of a path. */
function isId(text: string): boolean {
  return /^\d+$|^[0-9a-f-]{36}$|^[{:]|[^\x20-\x7e]/i.test(text);
}
