import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { root } from './paths.ts';

export interface SimulatorProcess {
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  stop(): void;
}

/** The built simulator in a process of its own, without limits unless `options` set them. */
export async function startSimulatorProcess(options: readonly string[]): Promise<SimulatorProcess> {
  const unlimited = ['--spike-limit', '0', '--hourly-limit', '0'];
  const child = spawn(
    process.execPath,
    [join(root, 'dist/cli.js'), 'simulate', '--json', ...unlimited, ...options],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const told = JSON.parse(line) as Omit<SimulatorProcess, 'stop'>;
  return { ...told, stop: () => child.kill() };
}
