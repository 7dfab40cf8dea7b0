import { parseArgs } from 'node:util';

const usage = `npm run soak -- [--minutes N] [--seed N] [--verbose]

Does everything that the runner can do, at random and many things at once, against two simulators in another
process where everything goes wrong that can, for N minutes (default 10; 0.1 is fine). Time passes twenty times
as fast. --seed repeats the choices of an earlier run; what meets what is left to chance. --verbose tells of
each round on stderr. Exit status 1 if a row was lost or came twice, a write was sent twice, a token went
astray, a run did not end in an exchange, or sockets, timers, files or memory were left behind.
`;

void main().then(status => {
  process.exitCode = status;
});

async function main(): Promise<number> {
  const values = parse();
  if (values === undefined) return 2;
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  const minutes = Number(values.minutes);
  const seed = values.seed === undefined ? Math.floor(Math.random() * 1e6) : Number(values.seed);
  if (!(minutes > 0 && Number.isInteger(seed) && seed >= 0)) {
    console.error('--minutes takes a number above 0, --seed a whole number.');
    return 2;
  }
  // Takes its time to load, which a question for help need not wait for.
  const { runSoak } = await import('./soak.ts');
  console.log(`seed ${seed}`);
  const log = (line: string) => {
    if (values.verbose || line.startsWith('FOUND')) console.error(line);
  };
  const { steps, ends, requests, writes, lists, memory, findings } = await runSoak({
    seconds: minutes * 60,
    seed,
    log,
  });
  const ended = Object.entries(ends).map(([end, count]) => `${count} ${end}`);
  const used = memory.map(({ bytes }) => Math.round(bytes / 1e6));
  console.log(
    `${steps} steps (${ended.join(', ')}), ${requests} requests, ${writes} writes, ${lists} whole lists, memory ${used.at(0)} to ${used.at(-1)} MB, findings ${findings.length}`,
  );
  return findings.length === 0 ? 0 : 1;
}

function parse() {
  try {
    return parseArgs({
      options: {
        minutes: { type: 'string', default: '10' },
        seed: { type: 'string' },
        verbose: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    return undefined;
  }
}
