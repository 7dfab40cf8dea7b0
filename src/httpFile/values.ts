import type { Answer } from './answers.ts';
import type { Chance } from './dynamicValues.ts';
import type { HttpFile, RequestNode, VariableNode } from './syntax.ts';

/**
 * Where a value came from; of one name the first of these that has it wins.
 *
 * File over environment is the reading of REST Client, httpYac and Visual Studio (JetBrains alone says the
 * reverse); private over public that of all but JetBrains' newest manual; `$shared` below the named
 * environments is REST Client's and Visual Studio's. httpYac merges `.env` files into the environment; here
 * they come last of the outside values, since they are usually written for other programs. The last three
 * have forms of their own that begin with `$`, so nothing else clashes with them.
 */
export const valueOrigins = [
  'override',
  'prompt',
  'answer',
  'file',
  'privateEnvironment',
  'environment',
  'sharedEnvironment',
  'settings',
  'sharedSettings',
  'dotEnv',
  'host',
  'processEnv',
  'dynamic',
] as const;

/** One of `valueOrigins`. */
export type ValueOrigin = (typeof valueOrigins)[number];

/** The origins that lie outside the `.http` file and have names of the user's choice. */
export type OutsideOrigin = Extract<
  ValueOrigin,
  'privateEnvironment' | 'environment' | 'sharedEnvironment' | 'settings' | 'sharedSettings' | 'dotEnv'
>;

/** The values of one environment file, `.env` file or setting that count for one environment. */
export interface ValueLayer {
  readonly origin: OutsideOrigin;
  /** For people: the file's name (with its folder where it is not beside the `.http` file) or the setting's. */
  readonly source: string;
  /** The section that was read, such as `sandbox` or `$shared`; `undefined` for `.env` files. */
  readonly section: string | undefined;
  /** Values are masked wherever they are shown: a private file or a `.env` file. */
  readonly secret: boolean;
  /** By name; a value within objects by its path, `api.host`, `list[0]`. May hold `{{...}}` of its own. */
  readonly values: ReadonlyMap<string, LayerValue>;
}

/** What a layer gives a name. */
export interface LayerValue {
  readonly text: string;
  /** Where it stands in the file, from 1; `undefined` for settings. */
  readonly line: number | undefined;
}

/** Values by origin; what the file itself says comes in between, see `valueOrigins`. */
export interface ValueSources {
  /** Beats everything: `--var`. */
  readonly overrides: Readonly<Record<string, string>>;
  /** What a person answered, by the key of the input that asked for it; the rest is still to be asked for. */
  readonly inputs?: Readonly<Record<string, string>>;
  /** Values from outside the file, strongest first; the file's own variables beat them all. */
  readonly layers?: readonly ValueLayer[];
  /** Names that no layer has, but files have for other environments, with those environments; for messages. */
  readonly otherSections?: ReadonlyMap<string, readonly string[]>;
  /** Below all these: what the host knows, e.g. `$procore.companyId`. */
  readonly host: Readonly<Record<string, string>>;
  /**
   * Weaker than all: what a name stands for where nobody has chosen, such as the simulator's own company. Never
   * chooses a company for a request that names none.
   */
  readonly fallbacks?: Readonly<Record<string, string>>;
  /** The operating system's environment, for `$processEnv` and `$env`. */
  readonly processEnv: Readonly<Record<string, string | undefined>>;
  /** For `$projectRoot` and `$historyFolder`: absolute paths, `undefined` for text that is in no folder. */
  readonly folders?: Folders;
}

/** What names may stand for, beside what the file says. The world's part comes in as functions. */
export interface Values extends ValueSources, Chance {
  /** What an earlier request of this file sent and got, or `undefined` where it has not been answered. */
  readonly answerOf: (request: RequestNode) => Answer | undefined;
}

/** Absolute paths of the folders that a text can name; `undefined`: it is in no folder. */
export interface Folders {
  readonly projectRoot?: string | undefined;
  readonly historyFolder?: string | undefined;
}

/**
 * Whose names are meant: file variables count from the request upwards. A scope serves one sending: a
 * variable is evaluated once in it, so that `@id = {{$uuid}}` is one id throughout the request.
 */
export interface Scope {
  readonly file: HttpFile;
  readonly request: RequestNode;
  readonly values: Values;
}

/** What a name stands for, and where that comes from. */
export interface FoundValue {
  readonly found: true;
  readonly name: string;
  readonly value: string;
  readonly origin: ValueOrigin;
  /** The `@name = value` that was taken; `undefined` for other origins. */
  readonly definition: VariableNode | undefined;
  /** The layer that was taken; `undefined` for origins inside the file and of the host. */
  readonly layer: ValueLayer | undefined;
  /** Line in the layer's file, from 1; `undefined` where there is none. */
  readonly line: number | undefined;
  /** What in `value` must be masked wherever it is shown: the whole of it, or secrets that it is made of. */
  readonly secrets: readonly string[];
  /** Something to tell the user although there is a value, in one sentence. */
  readonly warning: string | undefined;
  /** Weaker values of the same name, strongest first, as they are written. */
  readonly shadows: readonly ShadowedValue[];
}

/** A weaker value of a name, as it is written; `layer` is `undefined` for origins that are no layer. */
export interface ShadowedValue {
  readonly origin: ValueOrigin;
  readonly value: string;
  readonly layer: ValueLayer | undefined;
}

/** Stops the request: a name without a value never goes on the wire as text. */
export interface MissingValue {
  readonly found: false;
  readonly name: string;
  readonly code: MissingCode;
  readonly message: string;
  /** The request that must be answered first, where `code` is `request-not-answered`; else `undefined`. */
  readonly needs: RequestNode | undefined;
}

/** Why a name has no value; also the code of the request that is not sent for it. */
export type MissingCode =
  | 'variable-unknown'
  | 'variable-circular'
  | 'variable-too-long'
  | 'input-needed'
  | 'request-not-answered'
  | 'answer-has-no-value'
  | 'answer-path-invalid'
  | 'dynamic-value-invalid'
  | 'process-env-missing'
  | 'dot-env-missing'
  | 'folder-missing';

/** A text with its values filled in. */
export interface Substituted {
  /** Complete only where `missing` is empty. */
  readonly text: string;
  readonly values: readonly FoundValue[];
  readonly missing: readonly MissingValue[];
}
