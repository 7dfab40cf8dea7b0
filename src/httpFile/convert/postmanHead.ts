import { isSecretName } from '../secretValues.ts';
import type { PostmanCollection, PostmanScript, PostmanVariable } from './postmanFormat.ts';
import { variableNameOf, withOurNames } from './postmanNames.ts';

/** The comment that heads a file: what it was, what was not carried over, and scripts that held for all of it. */
export function headText(
  { name, description }: PostmanCollection,
  notes: readonly string[],
  scripts: readonly PostmanScript[],
): string {
  const about = description.split(/\r?\n/).filter(line => line.trim() !== '');
  const lines = [
    `${name}, imported from Postman`,
    ...about.map(line => line.trim().replace(/^@/, '')),
    ...(notes.length === 0 ? [] : ['', 'Not carried over as it was:', ...notes.map(note => `- ${note}`)]),
    ...scriptTexts(scripts),
  ];
  return `${lines.map(line => `# ${oneLine(line)}`.trimEnd()).join('\n')}\n`;
}

/**
 * The variables of the collection as those of the file, and those that an answer gives. Secrets go into `hidden`
 * instead.
 */
export function variableLines(
  variables: readonly PostmanVariable[],
  around: { readonly answers: ReadonlyMap<string, string>; readonly hidden: Map<string, string> },
): readonly string[] {
  const { answers, hidden } = around;
  const lines: string[] = [];
  for (const { key, value, secret } of variables) {
    const own = variableNameOf(key);
    if (answers.has(own)) continue;
    if ((secret || isSecretName(key)) && value !== '' && !value.includes('{{')) hidden.set(own, value);
    else lines.push(`@${own} = ${escaped(withOurNames(value, new Set()))}`.trimEnd());
  }
  return [...lines, ...[...answers].map(([own, value]) => `@${own} = ${value}`)];
}

/** Scripts as lines of comment, since they are not run. */
export function scriptTexts(scripts: readonly PostmanScript[]): readonly string[] {
  return scripts.flatMap(({ when, lines }) => [
    when === 'prerequest' ? 'Script before the request, not run:' : 'Script after the answer, not run:',
    ...lines.map(line => `| ${line}`.trimEnd()),
  ]);
}

/** File variables read backslashes. */
function escaped(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll(/\r\n?|\n/g, '\\n')
    .trim();
}

function oneLine(text: string): string {
  return text.replaceAll(/\s*[\r\n]+\s*/g, ' ').trim();
}
