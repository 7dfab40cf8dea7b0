import type { HttpFile, RequestNode } from './syntax.ts';
import type { ValueLayer } from './values.ts';

/**
 * Tells of a request of the file whether any request may read its answer: by its name or title in braces or behind
 * `# @ref`, or by a value from outside (`layers`), some of which are read without being named. Says yes where it cannot
 * tell: of a file that sends body files with variables (`<@`), and of names that only look alike.
 */
export function answerReaders(
  file: Pick<HttpFile, 'text'>,
  layers: readonly ValueLayer[],
): (request: Pick<RequestNode, 'name' | 'title'>) => boolean {
  if (file.text.includes('<@')) return () => true;
  const outside = layers.flatMap(({ values }) => [...values.values()].map(({ text }) => text));
  const places = [...(file.text.match(naming) ?? []), ...outside.filter(text => text.includes('{{'))];
  if (places.length === 0) return () => false;
  const named = letters(places.join());
  return ({ name, title }) =>
    [name, title].some(called => called !== undefined && named.includes(letters(called.text)));
}

const naming = /\{\{[^\n]*?\}\}|@\s*(?:force-?)?ref\b[^\n]*/gi;

/** A name is written in several ways: as it stands, in camel case, with `Response` behind it. */
function letters(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}
