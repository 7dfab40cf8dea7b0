import {
  printWrittenJson,
  readJsonWithComments,
  type WrittenJson,
  type WrittenMember,
} from './jsonWithComments.ts';
import type { NamedValues, OutsideProblem } from './outsideFiles.ts';
import type { LayerValue } from './values.ts';

/** The sections of an environment file by name, `$shared` among them. */
export interface EnvironmentSections {
  readonly sections: ReadonlyMap<string, NamedValues>;
  readonly problems: readonly OutsideProblem[];
}

/**
 * Reads `http-client.env.json`, its private overlay or Visual Studio's `.user` sibling. Values within objects
 * and lists get their path as name (`api.host`, `list[0]`); objects and lists at the top of a section also
 * stand as JSON. Left out: `null`, what JetBrains keeps for itself (`Security`, `SSLConfiguration`), and keys
 * that begin with `$`, such as Kulala's default headers and `$schema`. Never throws.
 */
export function readEnvironmentJson(text: string, source: string): EnvironmentSections {
  const sections = new Map<string, NamedValues>();
  const problems: OutsideProblem[] = [];
  const lineOf = lineCounter(text);
  const report = (start: number, message: string) => problems.push({ source, line: lineOf(start), message });
  if (text.trim() === '') return { sections, problems };
  const read = readJsonWithComments(text);
  if ('problem' in read) {
    report(read.start, `This is not JSON, so none of its values are known: ${read.problem}. Mend it.`);
    return { sections, problems };
  }
  if (read.value.kind !== 'object') {
    report(0, 'An environment file must hold an object with a section for each environment.');
    return { sections, problems };
  }
  for (const { key, start, value } of read.value.members) {
    if (key.startsWith('$') && key !== '$shared') continue;
    if (value.kind === 'object') sections.set(key, valuesOf(value.members, lineOf, report));
    else report(start, `"${key}" is no section: write an object of names and values behind it.`);
  }
  return { sections, problems };
}

function valuesOf(
  members: readonly WrittenMember[],
  lineOf: (offset: number) => number,
  report: (start: number, message: string) => void,
): NamedValues {
  const values = new Map<string, LayerValue>();
  const add = (path: string, value: WrittenJson, line: number): void => {
    switch (value.kind) {
      case 'object':
        for (const member of value.members) add(`${path}.${member.key}`, member.value, lineOf(member.start));
        return;
      case 'array':
        for (const [index, item] of value.items.entries()) add(`${path}[${index}]`, item, line);
        return;
      case 'null':
        return;
      default:
        values.set(path, { text: value.text, line });
    }
  };
  for (const { key, start, value } of members) {
    if (key.startsWith('$') || key === 'Security' || key === 'SSLConfiguration') continue;
    const provider = providerOf(value);
    if (provider !== undefined) {
      report(
        start,
        `${key} is kept by ${provider}, which is not read here. Pass it with --var, or write it into a private file.`,
      );
      continue;
    }
    if (value.kind === 'object' || value.kind === 'array') {
      values.set(key, { text: printWrittenJson(value), line: lineOf(start) });
    }
    add(key, value, lineOf(start));
  }
  return values;
}

/** Visual Studio's `{ "provider": "AzureKeyVault", ... }` stands for a secret that is kept elsewhere. */
function providerOf(value: WrittenJson): string | undefined {
  if (value.kind !== 'object') return undefined;
  const provider = value.members.find(({ key }) => key === 'provider')?.value;
  return provider?.kind === 'string' && /^(?:AspnetUserSecrets|AzureKeyVault|Encrypted)$/i.test(provider.text)
    ? provider.text
    : undefined;
}

/** Lines of offsets that are asked for in about the order of the text. */
function lineCounter(text: string): (offset: number) => number {
  let line = 1;
  let from = 0;
  return offset => {
    if (offset < from) [line, from] = [1, 0];
    for (let at = text.indexOf('\n', from); at >= 0 && at < offset; at = text.indexOf('\n', from)) {
      line++;
      from = at + 1;
    }
    return line;
  };
}
