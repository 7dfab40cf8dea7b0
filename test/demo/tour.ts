import { join } from 'node:path';
import { styleText } from 'node:util';
import type { CliIo } from '../../src/cli/io.ts';
import { runCommand } from '../../src/cli/run.ts';
import type { Exchange } from '../../src/runner/exchange.ts';
import { renderHead } from '../../src/runner/render.ts';
import { root } from '../support/paths.ts';

/** What the tour must show, request by request, in the words of the list that it prints. */
const expectations: readonly (readonly [claim: string, holds: (exchange: Exchange) => boolean])[] = [
  ['the companies of the account are listed', e => e.response?.status === 200 && rows(e) >= 3],
  ['the projects of a company are listed', e => e.response?.status === 200 && rows(e) >= 3],
  [
    'a list of 450 rows is read whole, in 5 pages',
    e => rows(e) === 450 && e.pagination?.pagesRead === 5 && !e.pagination.hasNext,
  ],
  ['an RFI is created', e => e.response?.status === 201 && e.attempts === 1],
  ['the new RFI is found again', e => e.response?.status === 200],
  [
    'a 403 is explained: cause and remedy',
    e =>
      e.response?.status === 403 &&
      e.diagnoses[0]?.id === 'app-not-connected' &&
      e.diagnoses[0].remedies.length > 0,
  ],
  ['the rate limit is used up', e => e.response?.status === 200],
  [
    'a 429 is waited out, then the answer comes',
    e => e.response?.status === 200 && e.attempts >= 2 && (e.timings.queuedMs ?? 0) > 0,
  ],
];

/** What a tour needs of the world: who watches it, who stops it, and by what time it waits. */
export type Audience = Readonly<{
  print: (text: string) => void;
  color: boolean;
  signal: AbortSignal;
  /** Absent: this machine's time. */
  clock?: NonNullable<CliIo['clock']>;
}>;

/** Runs the tour of the samples in a terminal, and says of each request whether it went as expected. True: all did. */
export async function playTour({ print, color, signal, clock }: Audience): Promise<boolean> {
  const exchanges: Exchange[] = [];
  let good = 0;

  function show(exchange: Exchange): void {
    const [claim, holds] = expectations[exchanges.length] ?? ['nothing more', () => false];
    exchanges.push(exchange);
    const held = holds(exchange) && exchange.asserts.every(({ passed }) => passed);
    if (held) good += 1;
    print(`${renderHead(exchange, { color })}\n${verdict(held, color)} ${claim}\n\n`);
  }

  print('Starting a Procore with made-up data inside this process, and signing in to it.\n\n');
  const status = await runCommand([join('media', 'samples', 'tour.http'), '--json'], {
    // Exchanges that are made within a moment come together, one a line.
    stdout: lines => {
      for (const line of lines.trimEnd().split('\n')) show(JSON.parse(line));
    },
    stderr: print,
    stdin: () => Promise.resolve(''),
    env: {},
    cwd: root,
    signal,
    interactive: color,
    ...(clock === undefined ? {} : { clock }),
  });
  for (const [claim] of expectations.slice(exchanges.length)) print(`${verdict(false, color)} ${claim}\n`);
  if (status !== 0) print(`The run ended with exit status ${status}.\n`);
  print(`demo: ${good} of ${expectations.length} as expected\n`);
  return status === 0 && good === expectations.length && exchanges.length === expectations.length;
}

function rows({ pagination }: Exchange): number {
  return pagination?.rowsRead ?? 0;
}

function verdict(held: boolean, color: boolean): string {
  const text = held ? 'as expected:' : 'NOT as expected:';
  return color ? styleText(held ? 'green' : 'red', text, { validateStream: false }) : text;
}
