import type { BodyProperty } from '../../../procore/catalog/catalog.ts';
import { bodySkeleton, valueParts } from '../completion/bodySkeleton.ts';
import type { Snippet } from '../completion/item.ts';
import type { JsonNode } from '../diagnostics/jsonNode.ts';
import { unpartedFields } from '../formFields.ts';
import { type Broken, edit, type Fix, type Fixer, insert, replace } from './fix.ts';
import { headerPlace, lineAt, lineEndOf, textOf } from './lines.ts';

/** Mends one mistake in JSON where it is plain what was meant. */
export const fixJson: Fixer = ({ segment, finding: { range, about } }) => {
  const said = textOf(segment, range);
  const wanted = { preferred: true, safe: true };
  switch (about) {
    case 'comma-extra':
      return [edit('Remove the comma', [replace(range, '')], wanted)];
    case 'comma-missing':
      return [edit('Add a comma', [insert(range.end, ',')], wanted)];
    case 'quotes-single':
      return [edit('Use double quotes', [replace(range, doubleQuoted(said))], wanted)];
    case 'key-bare':
      return /^[\p{L}\p{N}_$.-]+$/u.test(said)
        ? [edit('Put the key in double quotes', [replace(range, `"${said}"`)], wanted)]
        : [];
    case 'value-bare':
      return fixWord(said, range);
    case 'number-wrong':
      return [edit('Put it in double quotes', [replace(range, `"${said}"`)])];
    case 'value-missing':
      return [edit('Write null', [insert(range.end, ' null')])];
    case 'comment':
      return [edit('Remove the comment', [replace(range, '')])];
    case 'string-open':
      return [edit('Close the text here', [insert(range.end, '"')])];
    case 'quote-inside':
      return [
        edit('Write \\" for the quotes inside', [replace(range, withEscapedQuotes(said))], {
          preferred: true,
        }),
      ];
    case 'escape-wrong':
      return [edit('Write \\\\ for a backslash', [insert(range.start, '\\')])];
    default:
      return [];
  }
};

function withEscapedQuotes(text: string): string {
  return text.replaceAll(/\\.|"/g, found => (found === '"' ? '\\"' : found));
}

const words: Readonly<Record<string, string>> = {
  True: 'true',
  TRUE: 'true',
  False: 'false',
  FALSE: 'false',
  None: 'null',
  NULL: 'null',
  Null: 'null',
  nil: 'null',
  undefined: 'null',
  NaN: 'null',
};

function fixWord(said: string, range: { start: number; end: number }): readonly Fix[] {
  const word = Object.hasOwn(words, said) ? words[said] : undefined;
  const quote = edit('Put it in double quotes', [replace(range, JSON.stringify(said))]);
  return word === undefined
    ? [quote]
    : [edit(`Write ${word}`, [replace(range, word)], { preferred: true }), quote];
}

function doubleQuoted(said: string): string {
  const inner = said.slice(1, -1).replaceAll("\\'", "'");
  return `"${withEscapedQuotes(inner)}"`;
}

/** The required fields that an object lacks, all or one. */
export const addField: Fixer = broken => {
  const seen = broken.seen();
  const body = seen?.match?.operation.body;
  const root = seen?.json?.root;
  if (seen?.json === undefined || body === undefined || root === undefined) return [];
  const { finding } = broken;
  const { rangeOf } = seen.json;
  const holder = holderAt(root, body.properties, node => rangeOf(node.range).start === finding.range.start);
  if (holder === undefined) return [];
  const paths = finding.about.split(' ');
  const nameIn = (path: string): string => path.slice(path.lastIndexOf('.') + 1);
  const fixOf = (chosen: readonly string[], preferred: boolean): Fix => {
    const properties = holder.properties.filter(({ name }) => chosen.some(path => nameIn(path) === name));
    const edits = [inserted(holder.node, rangeOf(holder.node.range), properties, broken)];
    return edit(`Add ${chosen.join(', ')}`, edits, { preferred });
  };
  return [fixOf(paths, true), ...(paths.length === 1 ? [] : paths.map(path => fixOf([path], false)))];
};

type ObjectNode = Extract<JsonNode, { kind: 'object' }>;
interface Holder {
  readonly node: ObjectNode;
  readonly properties: readonly BodyProperty[];
}

function holderAt(
  node: JsonNode,
  properties: readonly BodyProperty[],
  isMeant: (node: JsonNode) => boolean,
): Holder | undefined {
  if (node.kind === 'array') {
    for (const item of node.items) {
      const found = holderAt(item, properties, isMeant);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (node.kind !== 'object') return undefined;
  if (isMeant(node)) return { node, properties };
  for (const { key, value } of node.members) {
    const inner = properties.find(({ name }) => name === key)?.properties;
    const found = inner && holderAt(value, inner, isMeant);
    if (found !== undefined) return found;
  }
  return undefined;
}

function inserted(
  node: ObjectNode,
  range: { start: number; end: number },
  properties: readonly BodyProperty[],
  { file, segment, context }: Broken,
): Fix['edits'][number] {
  const lineEnd = lineEndOf(segment);
  const overLines = /[\r\n]/.test(textOf(segment, range)) || node.members.length === 0;
  const outer = /^[ \t]*/.exec(textOf(segment, lineAt(segment, range.start)))?.[0] ?? '';
  const indent = `${outer}  `;
  const said = properties.map(property => {
    const value = plainText(valueParts(property, indent, file, context)).replaceAll('\n', lineEnd);
    return `${JSON.stringify(property.name)}: ${value}`;
  });
  const comma = node.members.length === 0 ? '' : ',';
  if (!overLines) return insert(range.start + 1, ` ${said.join(', ')}${comma}`);
  const text = said.map(member => `${lineEnd}${indent}${member}`).join(',') + comma;
  const empty = node.members.length === 0 && textOf(segment, range).slice(1, -1).trim() === '';
  if (!empty) return insert(range.start + 1, text);
  return replace({ start: range.start, end: range.end }, `{${text}${lineEnd}${outer}}`);
}

/** All fields of the form at once: a form is either parted or not. */
export const partFields: Fixer = ({ segment, request }) => {
  if (request === undefined) return [];
  const edits = unpartedFields(segment, request).map(({ start }) => insert(start, '&'));
  return [edit('Put & between the fields', edits, { preferred: true })];
};

/** Content type and body, as completion writes them. */
export const addBody: Fixer = ({ file, segment, request, seen, context }) => {
  const operation = seen()?.match?.operation;
  if (request === undefined || operation === undefined) return [];
  const typed = request.headers.some(({ name }) => name.text.toLowerCase() === 'content-type');
  const skeleton = plainText(bodySkeleton(operation, file, context)).trimEnd();
  if (skeleton === '') return [];
  const text = typed ? skeleton.replace(/^\nContent-Type:[^\n]*/, '') : skeleton;
  const at = headerPlace(segment, request);
  return [
    edit('Add a body with the required fields', [insert(at, text.replaceAll('\n', lineEndOf(segment)))], {
      preferred: true,
    }),
  ];
};

/** A snippet with what its stops hold. */
function plainText(snippet: Snippet): string {
  return snippet
    .map(part => {
      if (typeof part === 'string') return part;
      return 'stop' in part ? part.stop : (part.choice[0] ?? '');
    })
    .join('');
}
