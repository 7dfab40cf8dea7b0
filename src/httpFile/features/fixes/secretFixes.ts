import { isCurl } from '../../convert/isCurl.ts';
import type { VariableNode } from '../../syntax.ts';
import { fileNames } from '../diagnostics/fileNames.ts';
import { secretsInRequest } from '../secrets.ts';
import { type Broken, edit, type Fix, type Fixer, replace } from './fix.ts';
import { nextFreeName } from './freeName.ts';
import { textOf, wholeLineAt } from './lines.ts';

/** Out of the file: the header that sign-in supplies, or the value into the private environment file. */
export const fixSecret: Fixer = broken => {
  const { segment, request, finding } = broken;
  const value = textOf(segment, finding.range);
  const variable = segment.variables.find(
    ({ range }) => range.start <= finding.range.start && finding.range.end <= range.end,
  );
  if (variable !== undefined) return moveOfVariable(broken, variable, value);
  if (standsInCommand(broken)) return [moveOf(broken, value, true)];
  if (request === undefined) return [];
  const secret = secretsInRequest(segment, request).find(({ range }) => range.start === finding.range.start);
  const fixes: Fix[] = [];
  if (secret?.authorization === true && broken.seen()?.environment !== undefined) {
    const line = wholeLineAt(segment, finding.range.start);
    fixes.push(edit('Remove the header: sign-in supplies it', [replace(line, '')], { preferred: true }));
  }
  fixes.push(moveOf(broken, value, fixes.length === 0));
  return fixes;
};

/** REST Client fills in the references of a curl command, and so does the request that it is turned into. */
function standsInCommand({ segment, finding: { range } }: Broken): boolean {
  return segment.problems.some(
    problem =>
      problem.code === 'not-run' &&
      problem.range.start <= range.start &&
      range.end <= problem.range.end &&
      isCurl(textOf(segment, problem.range)),
  );
}

function moveOf(broken: Broken, value: string, preferred: boolean): Fix {
  const { finding } = broken;
  const name = freeName(broken, finding.about);
  const edits = [replace(finding.range, `{{${name}}}`)];
  return {
    ...edit(`Move it to http-client.private.env.json as ${name}`, edits, { preferred }),
    step: { kind: 'keepSecret', name, value },
  };
}

/** The file's own value would beat that of the environment, so the definition goes. */
function moveOfVariable({ segment }: Broken, variable: VariableNode, value: string): readonly Fix[] {
  if (variable.value.text !== value) return [];
  const name = variable.name.text;
  return [
    {
      ...edit(
        `Move @${name} to http-client.private.env.json`,
        [replace(wholeLineAt(segment, variable.range.start), '')],
        { preferred: true },
      ),
      step: { kind: 'keepSecret', name, value },
    },
  ];
}

function freeName({ file, context }: Broken, wanted: string): string {
  const { definitions } = fileNames(file);
  return nextFreeName(
    wanted,
    name => definitions.has(name) || context.layers?.some(({ values }) => values.has(name)) === true,
  );
}
