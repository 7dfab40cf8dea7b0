import type { AddParameter, KeepEntries } from '../../../procore/diagnosis/actions.ts';
import type { JsonNode } from '../diagnostics/jsonNode.ts';
import { fittingVariable } from '../fittingVariable.ts';
import { edit, type Fix, insert, replace } from './fix.ts';
import { lineAt, lineEndOf, textOf } from './lines.ts';
import type { Mended } from './mended.ts';

type ObjectNode = Extract<JsonNode, { kind: 'object' }>;

/** Adds a field to a JSON body at the path of its name, with the objects on the way that are not there. */
export function addBodyField(mended: Mended, field: AddParameter): Fix | undefined {
  const json = mended.seen.json;
  if (json?.root?.kind !== 'object') return undefined;
  const names = field.name.split('.');
  if (names.length > 8 || names.some(name => !/^[\w-]+$/.test(name))) return undefined;
  const { node, left } = deepest(json.root, names);
  if (left.length === 0) return undefined;
  const value = left
    .slice(1)
    .reduceRight((inner, name) => `{ ${JSON.stringify(name)}: ${inner} }`, bodyValue(mended, field));
  const member = `${JSON.stringify(left[0])}: ${value}`;
  return edit(`Add ${field.name} to the body`, [inserted(mended, node, json.rangeOf(node.range), member)], {
    preferred: true,
  });
}

/** Takes all other entries out of a list in the body; what stands between those that stay, stays. */
export function keepEntries({ seen }: Mended, { path, indexes, of }: KeepEntries): Fix | undefined {
  const list = path.reduce<JsonNode | undefined>(
    (node, name) =>
      node?.kind === 'object' ? node.members.find(({ key }) => key === name)?.value : undefined,
    seen.json?.root,
  );
  if (seen.json === undefined || list?.kind !== 'array' || list.open || list.items.length !== of)
    return undefined;
  const { rangeOf } = seen.json;
  const items = list.items.map(({ range }) => rangeOf(range));
  const kept = indexes.flatMap(index => items[index] ?? []);
  const [first, last, end] = [items[0], kept.at(-1), items.at(-1)];
  if (kept.length !== indexes.length || kept[0] === undefined || !first || !last || !end) return undefined;
  const gaps = indexes.slice(0, -1).map((index, at) => ({
    start: items[index]?.end ?? 0,
    end: items[(indexes[at + 1] ?? 0) - 1]?.end ?? 0,
  }));
  const out = [{ start: first.start, end: kept[0].start }, ...gaps, { start: last.end, end: end.end }].filter(
    range => range.start < range.end,
  );
  return edit(
    kept.length === 1 ? 'Keep only the refused entry' : `Keep only the ${kept.length} refused entries`,
    out.map(range => replace(range, '')),
    { preferred: true },
  );
}

/** The innermost object of the path that is there, and the names that are not. */
function deepest(
  root: ObjectNode,
  names: readonly string[],
): { readonly node: ObjectNode; readonly left: readonly string[] } {
  const [name, ...rest] = names;
  const found = root.members.find(({ key }) => key === name)?.value;
  if (found === undefined) return { node: root, left: names };
  return found.kind === 'object' && rest.length > 0 ? deepest(found, rest) : { node: root, left: [] };
}

function inserted(
  { segment }: Mended,
  node: ObjectNode,
  range: { start: number; end: number },
  member: string,
): Fix['edits'][number] {
  const lineEnd = lineEndOf(segment);
  const outer = /^[ \t]*/.exec(textOf(segment, lineAt(segment, range.start)))?.[0] ?? '';
  const comma = node.members.length === 0 ? '' : ',';
  if (node.members.length === 0) return replace(range, `{${lineEnd}${outer}  ${member}${lineEnd}${outer}}`);
  if (!/[\r\n]/.test(textOf(segment, range))) return insert(range.start + 1, ` ${member}${comma}`);
  return insert(range.start + 1, `${lineEnd}${outer}  ${member}${comma}`);
}

function bodyValue({ file, context }: Mended, { name, values, type }: AddParameter): string {
  const last = name.split('.').at(-1) ?? name;
  const variable = fittingVariable(last, file, context);
  if (variable !== undefined) return type.startsWith('string') ? `"{{${variable}}}"` : `{{${variable}}}`;
  const first = values?.[0];
  if (first !== undefined) return JSON.stringify(first);
  const plain = type.split(':')[0];
  return Object.hasOwn(emptyValues, plain ?? '') ? (emptyValues[plain ?? ''] ?? '""') : '""';
}

const emptyValues: Readonly<Record<string, string>> = {
  integer: '0',
  number: '0',
  boolean: 'false',
  array: '[]',
  object: '{}',
};
