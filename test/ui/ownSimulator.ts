import { loadBundledCatalog } from '../../src/procore/catalog/bundled.ts';
import type { RunningSimulator, SimulatorOptions } from '../../src/simulator/options.ts';
import { startSimulator } from '../../src/simulator/server.ts';
import { freePort } from '../support/freePort.ts';

/** A simulator of one suite alone, whose time can be stopped: a slow machine uses up no rate window then. */
export interface OwnSimulator extends RunningSimulator {
  /** Settings by which the extension takes it for its own simulator. */
  readonly settings: Readonly<Record<string, unknown>>;
  stopTime(): void;
  goOn(): void;
  /** All rate windows are as new. */
  resetBudgets(): Promise<void>;
}

export async function startOwnSimulator(options: SimulatorOptions = {}): Promise<OwnSimulator> {
  let stoppedAt: number | undefined;
  const port = await freePort();
  const simulator = await startSimulator({
    ...options,
    port,
    catalog: await loadBundledCatalog(),
    now: () => stoppedAt ?? Date.now(),
  });
  return {
    ...simulator,
    settings: { 'procore.simulator.port': port },
    stopTime() {
      stoppedAt = Date.now();
    },
    goOn() {
      stoppedAt = undefined;
    },
    async resetBudgets() {
      await fetch(`${simulator.url}/_simulator/budgets/reset`, { method: 'POST' });
    },
  };
}

/** Settings by which it is an environment of the user's own, with an app and a sign-in to be made. */
export function asStaging({ url }: RunningSimulator): Readonly<Record<string, unknown>> {
  return {
    'procore.environment.default': 'staging',
    'procore.environments': [
      { name: 'staging', title: 'Staging', loginUrl: url, apiUrl: url, production: false },
    ],
  };
}
