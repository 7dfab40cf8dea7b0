import { variableName } from '../definitions.ts';
import { acrossSegments, perSegment } from '../segments.ts';
import type { HttpFile } from '../syntax.ts';
import type { ValueLayer } from '../values.ts';
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
  const wanted = plain(parameter);
  const wantedOfResource = resource === undefined ? wanted : plain(`${resource}${parameter}`);
  const inFile = namesOfFile(file);
  const inLayers = layers === undefined ? undefined : namesOfLayers(layers);
  return (
    inFile.get(wantedOfResource) ??
    inFile.get(wanted) ??
    inLayers?.get(wantedOfResource) ??
    inLayers?.get(wanted) ??
    hostNames.get(wanted)
  );
}

/** Of several that read the same the first. */
function namesByPlain(names: readonly string[]): ReadonlyMap<string, string> {
  return new Map(names.toReversed().map(name => [plain(name), name]));
}

function remembered<Key extends object>(
  make: (key: Key) => ReadonlyMap<string, string>,
): (key: Key) => ReadonlyMap<string, string> {
  const known = new WeakMap<Key, ReadonlyMap<string, string>>();
  return key => {
    const names = known.get(key) ?? make(key);
    known.set(key, names);
    return names;
  };
}

// One list of operations asks hundreds of times.
const namesOfFile = acrossSegments(
  perSegment(({ variables }) => variables.map(variableName)),
  (one, other) => one.length === other.length && one.every((name, place) => name === other[place]),
  names => namesByPlain(names.flat()),
);
const namesOfLayers = remembered((layers: readonly ValueLayer[]) =>
  namesByPlain(layers.flatMap(({ values }) => [...values.keys()])),
);

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}
