import { parseArgs } from 'node:util';
import { loadBundledCatalog } from '../procore/catalog/bundled.ts';
import { faultTable, isFaultName, nearestFault } from '../simulator/faults.ts';
import type { RunningSimulator, SimulatorOptions } from '../simulator/options.ts';
import { argumentProblem } from './argumentProblem.ts';
import { type CliIo, exitStatus, refuse } from './io.ts';

const faultWidth = Math.max(...faultTable.map(({ name }) => name.length));

const help = `procore-http simulate: a Procore on this machine, with made-up data.

Usage: procore-http simulate [options]

  --port P                port on 127.0.0.1 (default: any free one)
  --as ENV                environment it plays (default: simulator); tokens of another one are refused
  --seed N                the same seed gives the same data (default: 1)
  --rows N                rows of the long lists (default: 450)
  --projects N            projects beside the seeded ones (default: 0)
  --hourly-limit N        requests per 60 minutes, 0 for no limit (default: 600)
  --spike-limit N         requests per 10 seconds, 0 for no limit (default: 25)
  --access-token-ttl S    lifetime of access tokens in seconds (default: 5400)
  --latency MS            added to every API answer (default: 0)
  --webhook-time-scale N  how many times faster than life webhooks wait for another try (default: 1)
  --fault NAME            something that goes wrong from the start; may be repeated
  --json                  print one line {"url","clientId","clientSecret","environment"} when ready

Stop it with Ctrl-C. While it runs, its control page /_simulator switches faults.

Webhooks: hooks and triggers made by the API get the events of changed records, posted to receivers at
http://127.0.0.1 or http://localhost only; every other address gets a failed delivery that says so. A failure
is repeated after 1 s, 2 s, ... up to 1 h, and discarded after 12 h; --webhook-time-scale 10000 makes that seconds.
  POST /_simulator/webhooks/fire        {"project_id":310512,"resource_name":"RFIs","event_type":"update"}
  POST /_simulator/webhooks/time-scale  a number from 1 to 1000000
  POST /_simulator/webhooks/retry       tries all that waits now

Faults:
${faultTable.map(({ name, help: what }) => `  ${name.padEnd(faultWidth)}  ${what}`).join('\n')}
`;

/**
 * `procore-http simulate`: runs until interrupted, then 0. A wrong option or a busy port is one line on
 * stderr and 2; nothing has been started then.
 */
export async function simulateCommand(argv: readonly string[], io: CliIo): Promise<number> {
  const read = readOptions(argv);
  if ('problem' in read) return refuse(io, 'simulate', read.problem);
  if (read.help) {
    io.stdout(help);
    return exitStatus.ok;
  }
  const log = read.json ? {} : { log: (line: string) => io.stdout(`${line}\n`) };
  let running: RunningSimulator;
  try {
    const { startSimulator } = await import('../simulator/server.ts');
    const catalog = await loadBundledCatalog();
    running = await startSimulator({ ...read.options, port: read.port, catalog, ...log });
  } catch (error) {
    io.stderr(`procore-http simulate: ${startProblem(error, read.port)}\n`);
    return exitStatus.usage;
  }
  const { close, ...about } = running;
  io.stdout(read.json ? `${JSON.stringify(about)}\n` : announcement(about));
  await interrupted(io.signal);
  await close();
  return exitStatus.ok;
}

interface SimulateOptions {
  readonly help: boolean;
  readonly json: boolean;
  readonly port: number;
  readonly options: SimulatorOptions;
}

function readOptions(argv: readonly string[]): SimulateOptions | { readonly problem: string } {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        port: text,
        as: text,
        seed: text,
        rows: text,
        projects: text,
        'hourly-limit': text,
        'spike-limit': text,
        'access-token-ttl': text,
        latency: text,
        'webhook-time-scale': text,
        fault: { ...text, multiple: true },
        json: flag,
        help: { ...flag, short: 'h' },
      },
    });
    const environment = values.as ?? 'simulator';
    if (!/^[a-z0-9][a-z0-9-]*$/i.test(environment)) {
      return { problem: `--as ${environment}: an environment name has letters, digits and dashes.` };
    }
    const faults = values.fault ?? [];
    const unknown = faults.find(name => !isFaultName(name));
    if (unknown !== undefined) return { problem: unknownFault(unknown) };
    return {
      help: values.help ?? false,
      json: values.json ?? false,
      port: wholeNumber('port', values.port, 0, 65_535) ?? 0,
      options: {
        environment,
        faults,
        ...given('seed', wholeNumber('seed', values.seed, 0)),
        ...given('rows', wholeNumber('rows', values.rows, 0, 10_000_000)),
        ...given('projects', wholeNumber('projects', values.projects, 0, 400_000)),
        ...given('hourlyLimit', wholeNumber('hourly-limit', values['hourly-limit'], 0)),
        ...given('spikeLimit', wholeNumber('spike-limit', values['spike-limit'], 0)),
        ...given('accessTokenTtl', wholeNumber('access-token-ttl', values['access-token-ttl'], 1)),
        ...given(
          'webhookTimeScale',
          wholeNumber('webhook-time-scale', values['webhook-time-scale'], 1, 1_000_000),
        ),
        ...given('latency', wholeNumber('latency', values.latency, 0, 600_000)),
      },
    };
  } catch (error) {
    return { problem: argumentProblem(error) };
  }
}

function given<K extends string>(key: K, value: number | undefined): { readonly [key in K]?: number } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [key in K]: number });
}

/** `undefined` where the option was not given; throws a `RangeError` with the line to show. */
function wholeNumber(
  option: string,
  text: string | undefined,
  least: number,
  most = Number.MAX_SAFE_INTEGER,
): number | undefined {
  if (text === undefined) return undefined;
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  const range = most === Number.MAX_SAFE_INTEGER ? `from ${least}` : `from ${least} to ${most}`;
  throw new RangeError(`--${option} ${text}: must be a whole number ${range}.`);
}

function unknownFault(name: string): string {
  const near = nearestFault(name);
  const guess = near === undefined ? '' : ` Did you mean ${near}?`;
  return `--fault ${name}: there is no such fault.${guess} Faults: ${faultTable.map(fault => fault.name).join(', ')}.`;
}

function startProblem(error: unknown, port: number): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') {
    return `port ${port} of 127.0.0.1 is in use; name another with --port, or leave it out for a free one.`;
  }
  if (code === 'EACCES') return `port ${port} needs rights this user does not have; name one above 1023.`;
  return error instanceof Error ? error.message : String(error);
}

function announcement(about: Omit<RunningSimulator, 'close'>): string {
  return `Procore simulator, environment ${about.environment}: ${about.url}
  client id      ${about.clientId}
  client secret  ${about.clientSecret}
  control page   ${about.url}/_simulator
Stop with Ctrl-C. Requests:
`;
}

function interrupted(signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
