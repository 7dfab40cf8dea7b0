import { httpFromCurl } from '../../convert/fromCurl.ts';
import { edit, type Fixer, insert, replace } from './fix.ts';
import { lineEndOf, textOf } from './lines.ts';

/**
 * A curl command that stands in the file becomes the request it means, in its place. One that would send
 * something else as a request stays; a comment above it can say why.
 */
export const turnCurlIntoRequest: Fixer = ({ segment, finding: { range }, context }) => {
  const { environments, environment } = context;
  const converted = httpFromCurl(textOf(segment, range), { environments, active: environment });
  if (converted === undefined) return [];
  if (converted.problem !== undefined) {
    const reason = `# No request can stand for this command. ${converted.problem}`;
    if (segment.text.includes(reason)) return [];
    const said = insert(range.start, reason + lineEndOf(segment));
    return [edit('Say why it cannot become a request', [said])];
  }
  // The block that holds the command has its separator already.
  const text = converted.text.replace(/^###[^\n]*\n/, '').trimEnd();
  const edits = [replace(range, text.replaceAll('\n', lineEndOf(segment)))];
  return [edit('Turn into a request', edits, { preferred: true })];
};
