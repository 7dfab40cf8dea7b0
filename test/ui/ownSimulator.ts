import { loadBundledCatalog } from '../../src/procore/catalog/bundled.ts';
import type { RunningSimulator, SimulatorOptions } from '../../src/simulator/options.ts';
import { startSimulator } from '../../src/simulator/server.ts';
import { freePort } from '../support/freePort.ts';
import { openWorkbench, type Workbench, type WorkbenchOptions } from './workbench.ts';

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
export function asStaging(
  { url }: Pick<RunningSimulator, 'url'>,
  production = false,
): Readonly<Record<string, unknown>> {
  return {
    'procore.environment.default': 'staging',
    'procore.environments': [{ name: 'staging', title: 'Staging', loginUrl: url, apiUrl: url, production }],
  };
}

/** A workbench with a simulator of its own; closing the workbench closes both. */
export async function openWithSimulator(
  options: WorkbenchOptions,
  simulatorOptions: SimulatorOptions = {},
): Promise<Beside> {
  const simulator = await startOwnSimulator(simulatorOptions);
  return openBeside(simulator, simulator.settings, options);
}

/** The same where the simulator is an environment of the user's own, which nobody is signed in to. */
export async function openWithStaging(
  { production, ...options }: WorkbenchOptions & { readonly production?: boolean },
  simulatorOptions: SimulatorOptions = {},
): Promise<Beside> {
  const simulator = await startOwnSimulator({ ...simulatorOptions, environment: 'staging' });
  return openBeside(simulator, asStaging(simulator, production), options);
}

type Beside = Readonly<{ simulator: OwnSimulator; bench: Workbench }>;

async function openBeside(
  simulator: OwnSimulator,
  own: OwnSimulator['settings'],
  options: WorkbenchOptions,
): Promise<Beside> {
  try {
    const settings = { ...own, ...options.settings };
    const bench = await openWorkbench({ ...options, settings });
    const close = async () => {
      await bench.close();
      await simulator.close();
    };
    return { simulator, bench: { ...bench, close } };
  } catch (cause) {
    await simulator.close();
    throw cause;
  }
}
