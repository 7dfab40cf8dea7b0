import { httpMethods } from '../../methods.ts';
import type { FeatureContext } from '../context.ts';
import { procorePath, splitTarget } from '../operation.ts';
import { type Completion, type Completions, completion, nothing } from './item.ts';
import { operationItems } from './operation.ts';
import type { Place } from './place.ts';
import { inQuery } from './query.ts';

/** What a request line may become: a method, any operation of the catalog, or a parameter of its query. */
export function inRequestLine(place: Place, context: FeatureContext): Completions {
  const { before, request, file } = place;
  const word = before.slice(Math.max(before.lastIndexOf(' '), before.lastIndexOf('\t')) + 1);
  if (place.part === 'target' && /[?&]/.test(word) && request !== undefined) return inQuery(place, context);
  const [, indent = '', written, typed = ''] = /^(\s*)(?:([A-Za-z]+)[ \t]+)?(\S.*|)$/.exec(before) ?? [];
  const method = written === undefined ? undefined : methodOf(written);
  // What is no method is the first of the words that somebody types, as in `create rfi`.
  const words = method === undefined ? before.slice(indent.length) : typed;
  if (/\s(?:HTTP\/|\{\{)|^[^\w/{]/.test(words)) return nothing;
  const { origin, path } = splitTarget(words);
  if (origin !== '' && procorePath(file, request, words, context) === undefined) return nothing;
  if (origin !== '' && path !== '' && !path.startsWith('/')) return nothing;
  const items = [
    ...(method === undefined && origin === '' ? methods(place, words) : []),
    ...operationItems(place, context, { method, origin, typed: path }),
  ];
  return { items, incomplete: true };
}

function methods({ offset }: Place, typed: string): readonly Completion[] {
  const range = { start: offset - typed.length, end: offset };
  const upper = typed.toUpperCase();
  return [...httpMethods]
    .slice(0, 7)
    .filter(method => method.startsWith(upper))
    .map(method => completion('method', method, range, { insert: [`${method} `], chosen: true }));
}

function methodOf(word: string): string | undefined {
  const upper = word.toUpperCase();
  return httpMethods.has(upper) ? upper : undefined;
}
