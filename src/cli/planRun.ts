import { randomUUID } from 'node:crypto';
import type { ValueLayer, ValueSources } from '../httpFile/values.ts';
import { chosenPlaces, environmentName, simulatorName, simulatorPlaces } from './chooseEnvironment.ts';
import type { CliIo } from './io.ts';
import type { OutsideReader } from './outside.ts';
import type { RunArguments } from './runArguments.ts';
import type { Selected } from './selectRequests.ts';

/** A request with the name of the environment it goes to. */
export type Planned = Selected & { readonly environment: string };

/** Each request with its environment, or what stands in the way; nothing is sent yet. */
export async function planRun(
  selected: readonly Selected[],
  args: RunArguments,
  outside: OutsideReader,
  readValues: ReadValues,
): Promise<readonly Planned[] | { readonly problem: string }> {
  const planned: Planned[] = [];
  const unknown = await unknownSection(selected, args, outside);
  if (unknown !== undefined) return { problem: unknown };
  for (const one of selected) {
    const { file, request } = one;
    const scope = {
      file,
      request,
      values: {
        ...(await readValues(one.path, undefined)),
        now: Date.now,
        random: Math.random,
        uuid: randomUUID,
        answerOf: () => undefined,
      },
    };
    const environment = environmentName(scope, args.env);
    if (typeof environment !== 'string') return environment;
    planned.push({ ...one, environment });
  }
  const names = new Set(planned.map(({ environment }) => environment).filter(name => name !== 'none'));
  if (names.size <= 1) return planned;
  return {
    problem: `the requests are for more than one environment (${[...names].join(', ')}), and there is one set of credentials; choose with --env or --name.`,
  };
}

/** A section that is misspelt would leave every name unknown, and say so of each name. */
async function unknownSection(
  selected: readonly Selected[],
  { variables }: RunArguments,
  outside: OutsideReader,
): Promise<string | undefined> {
  if (variables === undefined) return undefined;
  const values = await Promise.all(selected.map(({ path }) => outside.of(path, variables)));
  const counts = ({ origin, source, section }: ValueLayer) =>
    origin === 'dotEnv'
      ? source.endsWith(`.env.${variables}`) || source.endsWith(`${variables}.env`)
      : section !== '$shared';
  const named = values.some(({ layers }) => layers.some(counts));
  if (named) return undefined;
  const known = [...new Set(values.flatMap(({ environments }) => environments))];
  const there = known.length === 0 ? 'There is no section at all.' : `There are ${known.join(', ')}.`;
  return `no environment file has a section ${variables}. ${there}`;
}

/** What names in a file may stand for; without `environment` where that is not known yet. */
export type ReadValues = (path: string, environment: string | undefined) => Promise<ValueSources>;

/** Reads the same once: neither the variables of the process nor the files beside the requests change in a run. */
export function createValuesReader(
  { vars, variables }: RunArguments,
  { env }: CliIo,
  outside: OutsideReader,
): ReadValues {
  const known = new Map<string, Promise<ValueSources>>();

  async function read(path: string, environment: string | undefined): Promise<ValueSources> {
    const { layers, otherSections } = await outside.of(path, variables ?? environment);
    return {
      overrides: vars,
      layers,
      otherSections,
      host: environment === undefined ? {} : { '$procore.environment': environment, ...chosenPlaces(env) },
      ...(environment === simulatorName ? { fallbacks: simulatorPlaces } : {}),
      processEnv: env,
      folders: outside.foldersOf(path),
    };
  }

  return (path, environment) => {
    const key = `${environment ?? ''}\n${path}`;
    const values = known.get(key) ?? read(path, environment);
    known.set(key, values);
    return values;
  };
}
