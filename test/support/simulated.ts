import { ok } from 'node:assert/strict';
import { loadBundledCatalog } from '../../src/procore/catalog/bundled.ts';
import { type Environment, simulatorEnvironment } from '../../src/procore/environments.ts';
import type { GetToken } from '../../src/runner/accessToken.ts';
import type { RunningSimulator, SimulatorOptions } from '../../src/simulator/options.ts';
import { startSimulator } from '../../src/simulator/server.ts';
import { type FakeClock, fakeClock } from './fakeClock.ts';
import { tokensOf } from './signedIn.ts';

/** A simulator that shares its clock with the runner, so that waiting costs no time. */
export interface Simulated {
  readonly running: RunningSimulator;
  readonly environment: Environment;
  readonly clock: FakeClock;
  readonly getToken: GetToken;
  /** Lines of its log: what arrived. */
  readonly log: readonly string[];
  /** Switches a fault, `once` for the next request that it applies to. */
  fault(name: string, to: 'on' | 'once' | 'off'): Promise<void>;
}

/** Runs a journey, and stops the simulator after it. */
export async function withSimulator(
  options: SimulatorOptions,
  journey: (simulated: Simulated) => Promise<void>,
): Promise<void> {
  const clock = fakeClock({ start: Date.parse('2026-11-22T05:00:00Z'), autoAdvance: true });
  const log: string[] = [];
  const running = await startSimulator({
    ...options,
    now: clock.now,
    catalog: await loadBundledCatalog(),
    log: line => log.push(line),
  });
  const environment = simulatorEnvironment(running.url);
  const getToken = tokensOf(running, clock.now);
  try {
    await journey({
      running,
      environment,
      clock,
      getToken,
      log,
      async fault(name, to) {
        const answer = await fetch(`${running.url}/_simulator/faults/${name}`, { method: 'POST', body: to });
        ok(answer.ok, `${name}: ${answer.status}`);
      },
    });
  } finally {
    await running.close();
  }
}
