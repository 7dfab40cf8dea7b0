import { contributes, textOf, waysTo } from './manifest.ts';

/** Commands that a failed request offers; one command lists those that help it. */
export const isRemedy = (command: string) => command.startsWith('procore.remedy');

/** Tables of all commands and settings for the README, made of the manifest. */
export function referenceTables(): string {
  const commands = contributes.commands
    .filter(({ command }) => !isRemedy(command))
    .map(
      ({ command, title }) =>
        [`**${textOf(title)}**`, waysTo(command).join(', ') || '`Enter` where it is offered'] as const,
    );
  const remedies = contributes.commands
    .filter(({ command }) => isRemedy(command))
    .map(({ title }) => `**${textOf(title)}**`);
  const settings = Object.entries(contributes.configuration.properties)
    .toSorted(([, a], [, b]) => Number(a['order']) - Number(b['order']))
    .map(
      ([name, { markdownDescription }]) =>
        [`\`${name}\``, withoutEditorLinks(textOf(String(markdownDescription)))] as const,
    );
  return [
    'Commands stand in the palette under **Procore:**. The menu of a row opens by `Shift+F10`, too.',
    '',
    ...table(['command', 'by keyboard'], commands),
    '',
    `What a failed request offers, in the menu of its row, as a quick fix and by **Mend the Failed Request...**: ${remedies.join(', ')}.`,
    '',
    ...table(['setting', ''], settings),
  ].join('\n');
}

function table(
  head: readonly [string, string],
  rows: readonly (readonly [string, string])[],
): readonly string[] {
  const line = (cells: readonly string[]) =>
    `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), '|---|---|', ...rows.map(line)];
}

const [begin, end] = ['<!-- reference: npm run golden writes what follows -->', '<!-- end of reference -->'];

/** The README with these tables between its two marks; `undefined`: the marks are missing. */
export function readmeWithReference(readme: string): string | undefined {
  const start = readme.indexOf(begin);
  const stop = readme.indexOf(end, start);
  if (start < 0 || stop < 0) return undefined;
  return `${readme.slice(0, start)}${begin}\n\n${referenceTables()}\n\n${readme.slice(stop)}`;
}

/** Links to settings and commands work in the editor only. */
function withoutEditorLinks(text: string): string {
  return text.replaceAll(/`#([\w.]+)#`/g, '`$1`').replaceAll(/\[([^\]]+)\]\(command:[^)]*\)/g, '**$1**');
}
