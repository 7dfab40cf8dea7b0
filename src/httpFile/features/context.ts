import type { Catalog } from '../../procore/catalog/catalog.ts';
import { builtInEnvironments, type Environment } from '../../procore/environments.ts';
import type { ValueLayer } from '../values.ts';

/**
 * What the language features know beside the file itself. A new value is made when something changes, so that
 * results may be remembered by the parts they were made from; parts that did not change stay the same objects.
 */
export interface FeatureContext {
  /** Where a request goes that names no environment: the one chosen in the editor. */
  readonly environment: Environment;
  /** All there are, `environment` among them. */
  readonly environments: readonly Environment[];
  /** What the host knows, by the name that files use: `$procore.companyId`. Weaker than all that a file says. */
  readonly hostValues: Readonly<Record<string, string>>;
  /**
   * Values from outside the file, strongest first, as the resolver takes them. `undefined` while they are not
   * known, as in Restricted Mode: then no name can be called unknown.
   */
  readonly layers: readonly ValueLayer[] | undefined;
  /** Of each name in `layers` the value that wins; `undefined` where they are. */
  readonly outside: ReadonlyMap<string, OutsideValue> | undefined;
  /** Names that only the sections of other environments give a value, with those sections. */
  readonly otherSections: ReadonlyMap<string, readonly string[]>;
  /** `undefined` until it is loaded: then nothing is said about operations. */
  readonly catalog: Catalog | undefined;
  /** The company and project chosen in the editor for `environment`. */
  readonly companyId: string | undefined;
  readonly projectId: string | undefined;
}

/** A value from an environment file, a `.env` file or the settings, as it is written there. */
export interface OutsideValue {
  readonly value: string;
  /** Where it stands, for people: `http-client.private.env.json, dev`. */
  readonly origin: string;
  /** Shown masked: it comes from a private file. */
  readonly secret: boolean;
}

/** A context that knows what `known` says and nothing else; production is active where it names none. */
export function featureContext(known: Partial<FeatureContext> = {}): FeatureContext {
  const environments = known.environments ?? builtInEnvironments;
  const environment = known.environment ?? environments[0];
  if (environment === undefined) throw new RangeError('A context needs an environment.');
  const layers = 'layers' in known ? known.layers : [];
  return {
    hostValues: {},
    otherSections: new Map(),
    outside: layers && winners(layers),
    catalog: undefined,
    companyId: undefined,
    projectId: undefined,
    ...known,
    layers,
    environment,
    environments,
  };
}

function winners(layers: readonly ValueLayer[]): ReadonlyMap<string, OutsideValue> {
  const winning = new Map<string, OutsideValue>();
  for (const { source, section, secret, values } of layers) {
    const origin = section === undefined ? source : `${source}, ${section}`;
    for (const [name, { text }] of values)
      if (!winning.has(name)) winning.set(name, { value: text, origin, secret });
  }
  return winning;
}
