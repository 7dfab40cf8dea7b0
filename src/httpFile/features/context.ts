import type { Catalog } from '../../procore/catalog/catalog.ts';
import { builtInEnvironments, type Environment } from '../../procore/environments.ts';

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
   * Values from outside the file, by name, the winning one of each. `undefined` while they are not known, as in
   * Restricted Mode: then no name can be called unknown.
   */
  readonly outside: ReadonlyMap<string, OutsideValue> | undefined;
  /** `undefined` until it is loaded: then nothing is said about operations. */
  readonly catalog: Catalog | undefined;
  /** The company and project chosen in the editor for `environment`. */
  readonly companyId: string | undefined;
  readonly projectId: string | undefined;
}

/** A value from an environment file, a `.env` file or the settings. */
export interface OutsideValue {
  readonly value: string;
  /** Where it stands, for people: `http-client.private.env.json, dev`. */
  readonly origin: string;
  /** Shown masked: it came from a private file, or its name says so. */
  readonly secret: boolean;
}

/** A context that knows what `known` says and nothing else; production is active where it names none. */
export function featureContext(known: Partial<FeatureContext> = {}): FeatureContext {
  const environments = known.environments ?? builtInEnvironments;
  const [first] = environments;
  const environment = known.environment ?? first;
  if (environment === undefined) throw new RangeError('A context needs an environment.');
  return {
    hostValues: {},
    outside: new Map(),
    catalog: undefined,
    companyId: undefined,
    projectId: undefined,
    ...known,
    environment,
    environments,
  };
}
