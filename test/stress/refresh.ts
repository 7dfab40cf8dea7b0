import { parseArgs } from 'node:util';
import { runStorm } from './storm.ts';

const usage = `npm run stress:refresh -- [--windows N] [--seconds S] [--faults] [--verbose]

Runs the real session code in N processes that share one session, against a simulator with tokens that live
seconds. --faults also kills and suspends processes, skews clocks and loses answers. --verbose tells on
stderr what happens. Exit status 1 if a refresh token was sent twice or a session was lost.
`;

process.exitCode = await main();

async function main(): Promise<number> {
  const { values } = parse();
  if (values === undefined) return 2;
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  const windows = Number(values.windows);
  const seconds = Number(values.seconds);
  if (!(Number.isInteger(windows) && windows > 0 && seconds > 0)) {
    console.error('--windows and --seconds take numbers above 0.');
    return 2;
  }
  const log = values.verbose ? (line: string) => console.error(line) : () => undefined;
  const { refreshes, replays, relogins, lost } = await runStorm({
    windows,
    seconds,
    faults: values.faults,
    log,
  });
  console.log(`refreshes ${refreshes}, replays ${replays}, re-logins ${relogins}, lost sessions ${lost}`);
  return replays === 0 && lost === 0 ? 0 : 1;
}

function parse() {
  try {
    return parseArgs({
      options: {
        windows: { type: 'string', default: '6' },
        seconds: { type: 'string', default: '30' },
        faults: { type: 'boolean', default: false },
        verbose: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    return { values: undefined };
  }
}
