import { readDotEnv } from './dotEnv.ts';
import { type EnvironmentSections, readEnvironmentJson } from './environmentJson.ts';
import type { OutsideProblem } from './outsideFiles.ts';
import { settingsSections } from './settingsEnvironments.ts';
import type { OutsideOrigin, ValueLayer } from './values.ts';

/** The text of a file with its name as people know it. */
export interface OutsideText {
  readonly source: string;
  readonly text: string;
}

/** Files of one kind come nearest first: the one beside the `.http` file, then those of the folders above. */
export interface OutsideTexts {
  /** `http-client.env.json`. */
  readonly environment: readonly OutsideText[];
  /** `http-client.private.env.json` and Visual Studio's `http-client.env.json.user`. */
  readonly privateEnvironment: readonly OutsideText[];
  /** Strongest first. */
  readonly dotEnv: readonly OutsideText[];
  /** The value of REST Client's setting `rest-client.environmentVariables`; `undefined` where it is not set. */
  readonly settings: unknown;
}

/** All that is known from outside a `.http` file for one environment. */
export interface OutsideValues {
  /** Strongest first. */
  readonly layers: readonly ValueLayer[];
  /** Environments that have a section somewhere, without `$shared`, in the order of the files. */
  readonly environments: readonly string[];
  /** Names that only other environments have, with those environments. */
  readonly otherSections: ReadonlyMap<string, readonly string[]>;
  readonly problems: readonly OutsideProblem[];
}

/** Nothing was found outside of the file. */
export const noOutsideValues: OutsideValues = {
  layers: [],
  environments: [],
  otherSections: new Map(),
  problems: [],
};

/**
 * The values that count for `environment`: its own sections of private, then public files, then `$shared` of
 * both, then the settings with their `$shared`, then `.env` files. `undefined`: only what counts everywhere.
 */
export function outsideValues(texts: OutsideTexts, environment: string | undefined): OutsideValues {
  const problems: OutsideProblem[] = [];
  const read = ({ source, text }: OutsideText, secret: boolean) => {
    const { sections, problems: found } = readEnvironmentJson(text, source);
    problems.push(...found);
    return { source, secret, sections };
  };
  const privates = texts.privateEnvironment.map(file => read(file, true));
  const publics = texts.environment.map(file => read(file, false));
  const settings = {
    source: 'rest-client.environmentVariables',
    secret: false,
    sections: settingsSections(texts.settings),
  };
  const dotEnv = texts.dotEnv.map(({ source, text }): ValueLayer => {
    const { values, problems: found } = readDotEnv(text, source);
    problems.push(...found);
    return { origin: 'dotEnv', source, section: undefined, secret: true, values };
  });
  const files = [...privates, ...publics];
  const named = (sources: readonly Sections[], origin: OutsideOrigin) =>
    environment === undefined ? [] : sources.flatMap(file => layerOf(file, environment, origin));
  const shared = (sources: readonly Sections[], origin: OutsideOrigin) =>
    sources.flatMap(file => layerOf(file, '$shared', origin));
  const layers = [
    ...named(privates, 'privateEnvironment'),
    ...named(publics, 'environment'),
    ...shared(files, 'sharedEnvironment'),
    ...named([settings], 'settings'),
    ...shared([settings], 'sharedSettings'),
    ...dotEnv,
  ];
  const sources = [...publics, ...privates, settings];
  return {
    layers,
    environments: [...new Set(sources.flatMap(({ sections }) => [...sections.keys()]))].filter(
      name => name !== '$shared',
    ),
    otherSections: otherSections(sources, layers),
    problems,
  };
}

interface Sections extends Pick<EnvironmentSections, 'sections'> {
  readonly source: string;
  readonly secret: boolean;
}

function layerOf(
  { source, secret, sections }: Sections,
  wanted: string,
  origin: OutsideOrigin,
): ValueLayer[] {
  const section = sections.has(wanted)
    ? wanted
    : [...sections.keys()].find(name => name.toLowerCase() === wanted.toLowerCase());
  const values = section === undefined ? undefined : sections.get(section);
  return section === undefined || values === undefined ? [] : [{ origin, source, section, secret, values }];
}

function otherSections(
  sources: readonly Sections[],
  layers: readonly ValueLayer[],
): ReadonlyMap<string, readonly string[]> {
  const known = new Set(layers.flatMap(({ values }) => [...values.keys()]));
  const others = new Map<string, string[]>();
  for (const { sections } of sources) {
    for (const [section, values] of sections) {
      for (const name of values.keys()) {
        if (known.has(name)) continue;
        const before = others.get(name);
        if (before === undefined) others.set(name, [section]);
        else if (!before.includes(section)) before.push(section);
      }
    }
  }
  return others;
}
