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
  if (request === undefined) return [];
  const secret = secretsInRequest(segment, request).find(({ range }) => range.start === finding.range.start);
  const fixes: Fix[] = [];
  if (secret?.authorization === true && broken.seen()?.environment !== undefined) {
    const line = wholeLineAt(segment, finding.range.start);
    fixes.push(edit('Remove the header: sign-in supplies it', [replace(line, '')], { preferred: true }));
  }
  const name = freeName(broken, finding.about);
  fixes.push({
    ...edit(`Move it to http-client.private.env.json as ${name}`, [replace(finding.range, `{{${name}}}`)], {
      preferred: fixes.length === 0,
    }),
    step: { kind: 'keepSecret', name, value },
  });
  return fixes;
};

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
