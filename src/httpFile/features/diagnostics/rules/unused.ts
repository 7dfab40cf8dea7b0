import { shiftOf, shiftRange } from '../../../segments.ts';
import type { HttpFile } from '../../../syntax.ts';
import { type Definition, type FileNames, fileNames } from '../fileNames.ts';
import type { Finding } from '../finding.ts';
import { usedNames } from '../usedNames.ts';

/**
 * File variables that nothing in the file uses. Not in files without requests, which others import, and not
 * for httpYac's `@global.name`, which other files use, or its `host`, which relative targets use.
 */
export function unusedVariables(file: HttpFile): readonly Finding[] {
  return unusedDefinitions(fileNames(file), usedNames(file)).flatMap(({ segment, ordinal }): Finding[] => {
    const variable = file.segments[segment]?.variables[ordinal];
    if (variable === undefined || variable.name.text.startsWith('global.')) return [];
    return [
      {
        code: 'variable-unused',
        severity: 'hint',
        range: shiftRange(variable.range, shiftOf(file, segment)),
        message: `Nothing in this file uses @${variable.name.text}.`,
        about: variable.name.text,
        tag: 'unnecessary',
      },
    ];
  });
}

const known = new WeakMap<FileNames, WeakMap<ReadonlySet<string>, readonly Definition[]>>();

function unusedDefinitions(names: FileNames, used: ReadonlySet<string>): readonly Definition[] {
  const byUse = known.get(names) ?? new WeakMap<ReadonlySet<string>, readonly Definition[]>();
  known.set(names, byUse);
  const found = byUse.get(used) ?? findUnused(names, used);
  byUse.set(used, found);
  return found;
}

function findUnused({ definitions, holdsRequests }: FileNames, used: ReadonlySet<string>): Definition[] {
  if (!holdsRequests) return [];
  return [...definitions].flatMap(([name, all]) => (name === 'host' || used.has(name) ? [] : all));
}
