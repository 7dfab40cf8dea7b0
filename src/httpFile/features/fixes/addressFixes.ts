import { findEnvironment } from '../../../procore/environments.ts';
import { fittingVariable } from '../fittingVariable.ts';
import { edit, type Fix, type Fixer, insert, replace } from './fix.ts';
import { flagPlace, headerPlace, lineEndOf, wholeLineAt } from './lines.ts';

/** A path alone goes to the chosen environment; or the file says which environment it means. */
export const fixOtherHost: Fixer = broken => {
  const { segment, finding, request, context } = broken;
  const seen = broken.seen();
  if (request === undefined || seen === undefined) return [];
  const { title } = context.environment;
  const named = finding.about;
  const flag = request.flags.findLast(({ name }) => name === 'env');
  const fixes: Fix[] = [];
  // A variable that holds host and path in one cannot be left out.
  if (seen.target.path.startsWith('/') && seen.target.pathRange.start >= finding.range.end) {
    const where = seen.flagged === undefined ? `goes to ${title}` : `goes to ${seen.flagged}`;
    fixes.push(edit(`Leave the host out: ${where}`, [replace(finding.range, '')]));
  }
  const flagEdit =
    flag?.valueRange === undefined
      ? insert(flagPlace(segment, request), `# @env ${named}${lineEndOf(segment)}`)
      : replace(flag.valueRange, named);
  fixes.push(edit(`Write # @env ${named}`, [flagEdit]));
  return fixes;
};

/** A header that is not sent means nothing. */
export const removeHeader: Fixer = ({ segment, finding }) => [
  edit('Remove the header', [replace(wholeLineAt(segment, finding.range.start), '')], { preferred: true }),
];

/** Every environment there is in the place of an unknown one, the one with the most similar name first. */
export const fixEnvironment: Fixer = ({ finding, context }) => {
  const near = findEnvironment(context.environments, finding.about);
  const others = context.environments.filter(environment => environment !== near);
  return [near, ...others].flatMap((environment, at): Fix[] => {
    if (environment === undefined) return [];
    const { name, title } = environment;
    return [edit(`Change to ${name} (${title})`, [replace(finding.range, name)], { preferred: at === 0 })];
  });
};

/** Says the company by a variable that holds one, as a flag or a header, or asks for one in the editor. */
export const fixMissingCompany: Fixer = broken => {
  const { file, segment, request, context } = broken;
  const choose: Fix = {
    ...edit('Choose a company…', [], { preferred: true }),
    step: { kind: 'chooseCompany' },
  };
  if (request === undefined) return [choose];
  const variable = fittingVariable('company_id', file, context);
  if (variable === undefined || variable.startsWith('$')) return [choose];
  const lineEnd = lineEndOf(segment);
  const flag = `# @company {{${variable}}}${lineEnd}`;
  const field = `${lineEnd}Procore-Company-Id: {{${variable}}}`;
  return [
    edit(`Add # @company {{${variable}}}`, [insert(flagPlace(segment, request), flag)], { preferred: true }),
    edit(`Add Procore-Company-Id: {{${variable}}}`, [insert(headerPlace(segment, request), field)]),
    { ...choose, preferred: false },
  ];
};

/** The known name that is nearest to an unknown one, where there is one; an `@` before the name stays. */
export const renameToNear: Fixer = ({ segment, finding }) => {
  const { start, end } = finding.range;
  if (finding.about === '') return [];
  const at = segment.text.slice(start - segment.base).startsWith('@') ? start + 1 : start;
  return [
    edit(`Change to ${finding.about}`, [replace({ start: at, end }, finding.about)], { preferred: true }),
  ];
};

/** The content type that the body has: JSON. */
export const addContentType: Fixer = ({ segment, request }) => {
  if (request === undefined) return [];
  const field = `${lineEndOf(segment)}Content-Type: application/json`;
  const edits = [insert(headerPlace(segment, request), field)];
  return [edit('Add Content-Type: application/json', edits, { preferred: true, safe: true })];
};
