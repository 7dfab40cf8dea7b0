import type { FaultName, FaultSwitch } from '../../src/simulator/faults.ts';

/** By it the servers know which step a request belongs to. */
export const stepHeader = 'x-soak-step';

/** Time in a soak passes this many times as fast, so that waits for rate windows are short. */
export const timeScale = 20;

/** Seconds that a token lives, by the fast clock: it is renewed all the time. */
export const tokenLife = 100;

/** Who listens at a port. */
export type Side = 'first' | 'second' | 'storage' | 'foreign';
export type EnvironmentName = 'first' | 'second';

export interface ServerAbout {
  readonly name: EnvironmentName;
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

export type ToServers =
  | {
      readonly kind: 'fault';
      readonly at: EnvironmentName;
      readonly name: FaultName;
      readonly to: FaultSwitch;
    }
  | { readonly kind: 'expire'; readonly at: EnvironmentName }
  | { readonly kind: 'calm'; readonly id: number }
  | { readonly kind: 'report'; readonly id: number };

export type FromServers =
  | { readonly kind: 'started'; readonly servers: readonly ServerAbout[]; readonly foreignUrl: string }
  | { readonly kind: 'calmed'; readonly id: number }
  | { readonly kind: 'reported'; readonly id: number; readonly report: ServerReport };

/** What the servers saw since the last report. */
export interface ServerReport {
  readonly requests: number;
  readonly writes: number;
  readonly findings: readonly string[];
  /** SHA-256 of each bearer token, and where it came. */
  readonly tokens: readonly (readonly [side: Side, digest: string])[];
}
