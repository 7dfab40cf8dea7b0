import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cases } from '../../src/procore/diagnosis/cases/table.ts';
import { troubleGroups } from '../../src/procore/troubleshooting/rows.ts';
import { kindTitles } from '../../src/vscode/remedies/remedyModel.ts';
import { root } from './paths.ts';
import { templateTexts } from './templateTexts.ts';

export interface SourceFile {
  /** Below the project's root, with `/`. */
  readonly path: string;
  readonly text: string;
}

const takesSay = /import \{[^}]*\bSay\b[^}]*\} from '.*\/say\.ts';/;

/**
 * The files whose texts the editor shows: those of the extension that import `vscode` or take an `l10n`, and those
 * of other rooms that take what to say it with.
 */
export function editorSources(): readonly SourceFile[] {
  return [
    ...filesOf(['src/extension.ts', 'src/vscode/**/*.ts']).filter(({ text }) =>
      /from 'vscode';|\bl10n\.t\(/.test(text),
    ),
    ...filesOf(['src/procore/**/*.ts', 'src/runner/**/*.ts']).filter(({ text }) => takesSay.test(text)),
  ].toSorted((a, b) => a.path.localeCompare(b.path));
}

function filesOf(patterns: readonly string[]): readonly SourceFile[] {
  return globSync(patterns, { cwd: root }).map(path => ({
    path: path.replaceAll('\\', '/'),
    text: readFileSync(join(root, path), 'utf8'),
  }));
}

/**
 * Constant texts of rooms that know no editor and do not say them themselves: the table of troubles, the names of
 * remedies, and what the cases of diagnosis say where no value is in it.
 */
export function tableStrings(): readonly LocalizedString[] {
  const troubles = troubleGroups.flatMap(({ title, rows }) => [
    title,
    ...rows.flatMap(row => [row.title, row.symptom, row.cause, ...row.remedies]),
  ]);
  return [
    ...[...troubles, ...cases.map(({ title }) => title), ...Object.values(kindTitles)].map(message => ({
      place: 'a table',
      message,
    })),
    ...filesOf(['src/procore/diagnosis/**/*.ts']).flatMap(file => [
      ...constantTexts(file),
      ...templateTexts(file),
    ]),
  ];
}

/** Literals without a value in them that read as a title or a sentence: a capital, and a full stop or some words. */
export function constantTexts({ path, text }: SourceFile): readonly LocalizedString[] {
  const code = text.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, whole => whole.replaceAll(/[^\n]/g, ' '));
  return [...code.matchAll(/(?<=[\s(:[])['"](?=[A-Z])/g)].flatMap(({ index }) => {
    const message = literalAt(code, index, /^[\s,;)\]:}]/);
    const isTitle = code.slice(0, index).endsWith(' title: ');
    if (message === undefined || !(isTitle || /^.+ .+[.!?]$|^(?:\S+ ){3,}\S+$/.test(message))) return [];
    return { place: `${path}:${code.slice(0, index).split('\n').length}`, message };
  });
}

export interface LocalizedString {
  readonly place: string;
  /** `undefined`: the call's first argument is no plain string, so that no translator would see it. */
  readonly message: string | undefined;
}

/** The first arguments of all calls of `l10n.t` and `say` in a file. */
export function localizedStrings({ path, text }: SourceFile): readonly LocalizedString[] {
  const calls = takesSay.test(text) ? /\b(?:l10n\.t|say)\(\s*/g : /\bl10n\.t\(\s*/g;
  return [...text.matchAll(calls)].map(({ index, 0: call }) => ({
    place: `${path}:${text.slice(0, index).split('\n').length}`,
    message: literalAt(text, index + call.length),
  }));
}

function literalAt(text: string, start: number, end = /^\s*[,)]/): string | undefined {
  const quote = text[start];
  if (quote !== "'" && quote !== '"') return undefined;
  let message = '';
  for (let index = start + 1; index < text.length; index += 1) {
    const character = text[index] ?? '';
    if (character === quote) return end.test(text.slice(index + 1)) ? message : undefined;
    if (character === '\n') return undefined;
    if (character !== '\\') {
      message += character;
      continue;
    }
    index += 1;
    const escaped = text[index] ?? '';
    if (escaped === 'u') return undefined;
    message += escaped === 'n' ? '\n' : escaped;
  }
  return undefined;
}

/** What translators begin with: every string, as it is written, in the form of the editor's bundles. */
export function bundleOf(strings: readonly LocalizedString[]): string {
  const messages = [...new Set(strings.flatMap(({ message }) => message ?? []))].toSorted();
  return `${JSON.stringify(Object.fromEntries(messages.map(message => [message, message])), null, 2)}\n`;
}

/** Where a text is shown: the members of the editor's API that take one, and its messages. */
const members =
  '(?:title|label|tooltip|placeHolder|placeholder|prompt|openLabel|saveLabel|detail|description|validationMessage|invocationMessage|ariaLabel)';
const shown = [
  new RegExp(String.raw`\b${members}\s*[:=]\s*(['"\x60])(?<text>(?:\\.|(?!\1).)*)\1`, 'g'),
  /\bshow(?:Information|Warning|Error)Message\(\s*(['"`])(?<text>(?:\\.|(?!\1).)*)\1/g,
  /\bsetStatusBarMessage\(\s*(['"`])(?<text>(?:\\.|(?!\1).)*)\1/g,
  /\breport\(\s*\{\s*message:\s*(['"`])(?<text>(?:\\.|(?!\1).)*)\1/g,
];

/** Texts for people that no translator would see, with their places. Names, methods, paths and icons are no text. */
export function bareStrings({ path, text }: SourceFile): readonly string[] {
  return shown.flatMap(pattern =>
    [...text.matchAll(pattern)].flatMap(({ index, groups }) => {
      const bare = groups?.['text'] ?? '';
      const words = bare
        .replaceAll(/\$\{(?:[^{}]|\{[^}]*\})*\}/g, ' ')
        .replaceAll(/\$\([\w~-]+\)/g, ' ')
        .replaceAll(/\\u\w{4}|@\w+|\bPowerShell\b|https?:\S+|\bBearer\b|\b[a-z]+(?:-[a-z]+)+\b/g, ' ')
        .replaceAll(/\b(?:GET|POST|PUT|PATCH|DELETE)\b|\/[\w/.{}-]+/g, ' ');
      if (!/[A-Za-z]{2}/.test(words)) return [];
      return [`${path}:${text.slice(0, index).split('\n').length}: ${bare}`];
    }),
  );
}
