import { httpFromCurl } from '../../convert/fromCurl.ts';
import { edit, type Fixer, replace } from './fix.ts';
import { lineEndOf, textOf } from './lines.ts';

/** A curl command that stands in the file becomes the request it means, in its place. */
export const turnCurlIntoRequest: Fixer = ({ segment, finding: { range }, context }) => {
  const { environments, environment } = context;
  const converted = httpFromCurl(textOf(segment, range), { environments, active: environment });
  if (converted === undefined) return [];
  // The block that holds the command has its separator already.
  const text = converted.text.replace(/^###[^\n]*\n/, '').trimEnd();
  const edits = [replace(range, text.replaceAll('\n', lineEndOf(segment)))];
  return [edit('Turn into a request', edits, { preferred: true })];
};
