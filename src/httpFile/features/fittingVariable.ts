import { variableName } from '../definitions.ts';
import type { HttpFile } from '../syntax.ts';
import type { FeatureContext } from './context.ts';

/** What the editor knows for parameters of these names. */
const hostNames: ReadonlyMap<string, string> = new Map([
  ['companyid', '$procore.companyId'],
  ['projectid', '$procore.projectId'],
]);

/**
 * The variable that a parameter means: one of the file or of its environment that is called like it, however
 * it is written (`project_id`, `projectId`), else the host's own. `undefined` where there is none.
 * `resource` is what the parameter's record is called, so that `id` behind `rfis` finds `rfiId`.
 */
export function fittingVariable(
  parameter: string,
  file: HttpFile,
  { layers }: Pick<FeatureContext, 'layers'>,
  resource?: string,
): string | undefined {
  const wanted = new Set([
    plain(parameter),
    ...(resource === undefined ? [] : [plain(`${resource}${parameter}`)]),
  ]);
  const named = (name: string): boolean => wanted.has(plain(name));
  return (
    file.variables.map(variableName).find(named) ??
    layers?.flatMap(({ values }) => [...values.keys()]).find(named) ??
    hostNames.get(plain(parameter))
  );
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}
