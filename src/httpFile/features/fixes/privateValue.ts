import type { TextEdit } from '../../syntax.ts';
import type { JsonNode } from '../diagnostics/jsonNode.ts';
import { readJsonText } from '../diagnostics/jsonText.ts';
import { insert, replace } from './fix.ts';

/**
 * The edit that gives the section of an environment file a value: a text for a new file where `text` is
 * `undefined` or holds nothing. `undefined` where the file is no JSON object, or has that value already.
 */
export function privateValueEdit(
  text: string | undefined,
  section: string,
  name: string,
  value: string,
): TextEdit | undefined {
  const member = `${JSON.stringify(name)}: ${JSON.stringify(value)}`;
  const newSection = (indent: string) =>
    `${JSON.stringify(section)}: {\n${indent}${indent}${member}\n${indent}}`;
  if (text === undefined || text.trim() === '') {
    return replace({ start: 0, end: text?.length ?? 0 }, `{\n  ${newSection('  ')}\n}\n`);
  }
  const { root, mistakes, rest } = readJsonText(text);
  const unread = mistakes.some(({ code }) => code !== 'comment' && code !== 'comma-extra');
  if (root?.kind !== 'object' || rest !== undefined || unread) return undefined;
  const indent = /\n([ \t]+)"/.exec(text)?.[1] ?? '  ';
  const found = root.members.find(({ key }) => key === section);
  if (found === undefined) return firstMember(text, root, indent, newSection(indent), '');
  const holder = found.value;
  if (holder.kind !== 'object' || holder.members.some(({ key }) => key === name)) return undefined;
  return firstMember(text, holder, indent.repeat(2), member, indent);
}

type ObjectNode = Extract<JsonNode, { kind: 'object' }>;

/** Members that are there already follow as they are: on lines of their own, or on the same line. */
function firstMember(
  text: string,
  { range, members }: ObjectNode,
  indent: string,
  member: string,
  outer: string,
): TextEdit {
  if (members.length > 0) {
    const begin = range.start + 1;
    const blank = /^\s*/.exec(text.slice(begin))?.[0] ?? '';
    if (blank.includes('\n')) return insert(begin, `\n${indent}${member},`);
    if (!member.includes('\n')) return insert(begin, `${blank}${member},${blank === '' ? ' ' : ''}`);
    return replace({ start: begin, end: begin + blank.length }, `\n${indent}${member},\n${indent}`);
  }
  return replace(range, `{\n${indent}${member}\n${outer}}`);
}

/** The line that keeps the private file out of git, to be added to `.gitignore`; '' where one is there. */
export function ignoreLine(gitignore: string): string {
  const kept = gitignore
    .split(/\r?\n/)
    .some(line => /^(?:\/|\*\*\/)?(?:http-client\.)?\*?\.?private\.env\.json$/.test(line.trim()));
  if (kept) return '';
  return `${gitignore === '' || gitignore.endsWith('\n') ? '' : '\n'}http-client.private.env.json\n`;
}
