import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';

export type CommandResult = Readonly<{ status: number | null; output: string }>;

/** Runs a program to its end. Never rejects for a failing program; only when it cannot be started. */
export function runCommand(
  file: string,
  args: readonly string[],
  options: SpawnOptions & { show?: boolean } = {},
): Promise<CommandResult> {
  const { show = false, ...spawnOptions } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      ...spawnOptions,
      stdio: show ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const collect = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    child.once('error', reject);
    child.once('close', status => resolve({ status, output }));
  });
}

/** npm as a program and its first arguments: the one that runs this script, else the one on the PATH. */
export function npmCommand(): readonly [string, ...string[]] {
  const cli = process.env['npm_execpath'];
  return cli?.endsWith('.js') ? [process.execPath, cli] : ['npm'];
}

/** Asks a process and its children to end, and insists after five seconds. */
export async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const ended = new Promise<void>(resolve => child.once('exit', () => resolve()));
  const insist = setTimeout(() => child.kill('SIGKILL'), 5000);
  child.kill('SIGTERM');
  await ended;
  clearTimeout(insist);
}
