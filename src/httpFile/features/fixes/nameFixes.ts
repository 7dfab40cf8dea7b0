import { camelCase } from '../../camelCase.ts';
import { fileNames } from '../diagnostics/fileNames.ts';
import { nameFault } from '../diagnostics/nameFaults.ts';
import { edit, type Fix, type Fixer, insert, replace } from './fix.ts';
import { nextFreeName } from './freeName.ts';
import { lineEndOf, textOf, variablePlace, wholeLineAt } from './lines.ts';

/** Another name, or a definition of this one. */
export const fixUnknownName: Fixer = broken => {
  const { file, segment, finding, context } = broken;
  const name = finding.about;
  const near = nameFault(name, fileNames(file), context)?.near;
  const said = textOf(segment, finding.range);
  const fixes: Fix[] = [];
  if (near !== undefined) {
    const other = name.includes('.') && !near.includes('.') ? near + name.slice(name.search(/[.[]/)) : near;
    fixes.push(
      edit(
        `Change to {{${other}}}`,
        [
          replace(
            finding.range,
            said.replace(name, () => other),
          ),
        ],
        { preferred: true },
      ),
    );
  }
  if (/^[\p{L}_][\p{L}\p{N}_-]*$/u.test(name)) {
    const line = `@${name} = ${lineEndOf(segment)}`;
    fixes.push(edit(`Define @${name} in this file`, [insert(variablePlace(broken), line)]));
  }
  return fixes;
};

/** Takes out the line of a variable that nothing refers to. */
export const fixUnusedVariable: Fixer = ({ segment, finding }) => [
  edit(`Remove @${finding.about}`, [replace(wholeLineAt(segment, finding.range.start), '')], {
    preferred: true,
  }),
];

/** Lets the person choose the company or the project that a variable stands for. */
export const fixNotChosen: Fixer = ({ finding }) => [
  finding.code === 'project-not-chosen'
    ? { ...edit('Choose a project…', [], { preferred: true }), step: { kind: 'chooseProject' } }
    : { ...edit('Choose a company…', [], { preferred: true }), step: { kind: 'chooseCompany' } },
];

/** The later of two requests with one name gets a number. */
export const fixDuplicateName: Fixer = ({ file, segment, finding }) => {
  const name = textOf(segment, finding.range);
  const { requests } = fileNames(file);
  const free = nextFreeName(name, other => requests.has(other) || requests.has(camelCase(other)));
  return [edit(`Rename to ${free}`, [replace(finding.range, free)], { preferred: true })];
};

/** A free name behind an empty `# @name`, made of the title, or of method and path where there is none. */
export const fixMissingName: Fixer = ({ file, segment, finding, request }) => {
  const title =
    request?.title?.text ?? `${request?.method.toLowerCase() ?? 'send'} ${lastWord(request?.target ?? '')}`;
  const words = title
    .replaceAll(/[^\p{L}\p{N}\s-]/gu, ' ')
    .trim()
    .toLowerCase();
  const { requests } = fileNames(file);
  const name = nextFreeName(camelCase(words) || 'request', other => requests.has(other));
  const flag = textOf(segment, finding.range).trimEnd().replace(/\s*=$/, '');
  return [edit(`Name it ${name}`, [replace(finding.range, `${flag} ${name}`)], { preferred: true })];
};

function lastWord(target: string): string {
  const [path = ''] = target.split(/[?#]/, 1);
  return path.split('/').findLast(segment => /^[\p{L}_-]+$/u.test(segment)) ?? '';
}
