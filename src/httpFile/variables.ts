import type { HeaderMap } from '../procore/headers.ts';
import type { HttpFile, RequestNode, VariableNode } from './syntax.ts';

/** Where a value came from, strongest first as they beat each other. */
export type ValueOrigin = 'override' | 'answer' | 'file' | 'host' | 'processEnv' | 'dynamic';

/** What names may stand for, beside what the file says. The world's part comes in as functions. */
export interface Values {
  /** Beats everything: `--var`. */
  readonly overrides: Readonly<Record<string, string>>;
  /** Below the file's own variables: what the host knows, e.g. `$procore.companyId`. */
  readonly host: Readonly<Record<string, string>>;
  /** The operating system's environment, for `$processEnv` and `$env`. */
  readonly processEnv: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** From 0 to 1, 1 excluded. */
  readonly random: () => number;
  /** A new version 4 UUID. */
  readonly uuid: () => string;
  /** What an earlier request of this file sent and got, or `undefined` where it has not been answered. */
  readonly answerOf: (request: RequestNode) => Answer | undefined;
}

/** A sent request with its answer, as `{{name.response...}}` and `{{name.request...}}` read it. */
export interface Answer {
  readonly request: { readonly headers: HeaderMap; readonly body: string };
  readonly response: { readonly headers: HeaderMap; readonly body: string };
}

/** Whose names are meant: file variables count from the request upwards. */
export interface Scope {
  readonly file: HttpFile;
  readonly request: RequestNode;
  readonly values: Values;
}

export interface FoundValue {
  readonly found: true;
  readonly name: string;
  readonly value: string;
  readonly origin: ValueOrigin;
  /** The `@name = value` that was taken. */
  readonly definition: VariableNode | undefined;
  /** Weaker values of the same name, strongest first. */
  readonly shadows: readonly { readonly origin: ValueOrigin; readonly value: string }[];
}

/** Stops the request: a name without a value never goes on the wire as text. */
export interface MissingValue {
  readonly found: false;
  readonly name: string;
  readonly code: MissingCode;
  readonly message: string;
  /** The request that must be answered first, where `code` is `request-not-answered`. */
  readonly needs: RequestNode | undefined;
}

export type MissingCode =
  | 'variable-unknown'
  | 'variable-circular'
  | 'request-not-answered'
  | 'answer-has-no-value'
  | 'answer-path-invalid'
  | 'dynamic-value-invalid'
  | 'process-env-missing';

export interface Substituted {
  /** Complete only where `missing` is empty. */
  readonly text: string;
  readonly values: readonly FoundValue[];
  readonly missing: readonly MissingValue[];
}

/** What `{{name}}` stands for in this scope. Dynamic values are new at each call. */
export function resolveName(name: string, scope: Scope): FoundValue | MissingValue {
  void scope;
  return {
    found: false,
    name,
    code: 'variable-unknown',
    message: `Nothing gives {{${name}}} a value.`,
    needs: undefined,
  };
}

/** `text` with every `{{name}}` replaced. Text that is no reference stays as it is. */
export function substitute(text: string, scope: Scope): Substituted {
  void scope;
  return { text, values: [], missing: [] };
}

/**
 * The requests whose answers this one reads, directly or through file variables and other requests, in
 * the order in which they must be sent, without `request` itself. `cycle` names a request that needs itself.
 */
export function prerequisites(
  file: HttpFile,
  request: RequestNode,
): { readonly order: readonly RequestNode[]; readonly cycle: RequestNode | undefined } {
  void file;
  void request;
  return { order: [], cycle: undefined };
}
