import { text } from 'node:stream/consumers';
import { help, version } from './help.ts';
import { type CliIo, exitStatus } from './io.ts';

type Command = (argv: readonly string[], io: CliIo) => Promise<number>;

const commands: Readonly<Record<string, () => Promise<Command>>> = {
  run: async () => {
    const { runCommand } = await import('./run.ts');
    const { keepParserAsCompiled } = await import('./compilation.ts');
    keepParserAsCompiled();
    return runCommand;
  },
  parse: async () => (await import('./parse.ts')).parseCommand,
  explain: async () => (await import('./explain.ts')).explainCommand,
  simulate: async () => (await import('./simulate.ts')).simulateCommand,
};

/** What the HTTP client in here needs. */
const oldestNode = '20.18.1';

const interruption = new AbortController();

/** Those that have something to end in good order; the others end as a signal ends any program. */
const endInOrder: ReadonlySet<string> = new Set(['run', 'simulate']);
if (endInOrder.has(process.argv[2] ?? ''))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => interrupt(signal));

/** Who insists does not wait for the good order: something may never come to its end, such as a pipe nobody reads. */
function interrupt(signal: 'SIGINT' | 'SIGTERM'): void {
  const insists = interruption.signal.aborted;
  interruption.abort();
  if (!insists) return;
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
}

// Whoever reads our output may stop early, as `head` does: then nothing more is sent, as on Ctrl-C. An
// exit with 0 would claim that every request went well.
process.stdout.on('error', error => {
  if ('code' in error && error.code === 'EPIPE') return interruption.abort();
  process.stderr.write(`procore-http: the output cannot be written: ${error.message}\n`);
  process.exit(exitStatus.failed);
});

void main(process.argv.slice(2), {
  stdout: out => process.stdout.write(out),
  stderr: out => process.stderr.write(out),
  stdin: () => text(process.stdin),
  env: process.env,
  cwd: process.cwd(),
  signal: interruption.signal,
  interactive: process.stdout.isTTY && process.stderr.isTTY,
  ...(process.stdin.isTTY && process.stderr.isTTY ? { ask } : {}),
}).then(status => {
  process.exitCode = status;
  endSoon();
});

/** What is still open when all is done and said, nobody waits for. */
function endSoon(): void {
  const act = () => {
    if (process.stdout.writableLength + process.stderr.writableLength > 0) endSoon();
    else process.exit();
  };
  setTimeout(act, 2000).unref();
}

async function ask(question: string, options: { readonly hidden: boolean }): Promise<string | undefined> {
  const { askAtTerminal } = await import('./terminal.ts');
  return askAtTerminal(question, options, {
    input: process.stdin,
    output: process.stderr,
    signal: interruption.signal,
    interrupt: () => interruption.abort(),
  });
}

async function main([name, ...argv]: readonly string[], io: CliIo): Promise<number> {
  if (olderThan(process.versions.node, oldestNode)) {
    io.stderr(`procore-http: Node ${process.versions.node} is too old; ${oldestNode} or newer is needed.\n`);
    return exitStatus.usage;
  }
  if (name === '--version') {
    io.stdout(`${version}\n`);
    return exitStatus.ok;
  }
  if (name === '--help' || name === '-h' || name === 'help') {
    io.stdout(help);
    return exitStatus.ok;
  }
  const load = name === undefined || !Object.hasOwn(commands, name) ? undefined : commands[name];
  if (load === undefined) {
    const known = Object.keys(commands).join(', ');
    const said = name === undefined ? 'name a command' : `there is no command ${name}; the commands are`;
    io.stderr(
      `procore-http: ${said}${name === undefined ? ` (${known})` : ` ${known}`}. See procore-http --help.\n`,
    );
    return exitStatus.usage;
  }
  try {
    return await (await load())(argv, io);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    io.stderr(`procore-http ${name}: this is a mistake in procore-http, please report it: ${message}\n`);
    return exitStatus.failed;
  }
}

function olderThan(version: string, oldest: string): boolean {
  const [have, want] = [version, oldest].map(text => text.split('.').map(Number));
  const difference = (want ?? []).map((part, index) => (have?.[index] ?? 0) - part).find(step => step !== 0);
  return difference !== undefined && difference < 0;
}
