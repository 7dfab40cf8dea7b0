import { deepEqual, equal, match } from 'node:assert/strict';
import { join } from 'node:path';
import { root } from '../support/paths.ts';
import { runCommand } from '../support/runCommand.ts';
import { growthPerStep, memoryFinding, moreThan } from './leaks.ts';
import { type Arrival, createLedger } from './ledger.ts';
import { dice } from './random.ts';

describe('A soak of the runner', () => {
  it('is clean for some seconds of everything at once', async () => {
    const { status, output } = await runCommand(process.execPath, [
      join(root, 'test/soak/run.ts'),
      ...['--minutes', '0.07', '--seed', '7'],
    ]);
    match(output, /^seed 7$/m);
    match(output, /\d+ steps \(\d+ well, .*\), \d+ requests, \d+ writes, .* findings 0$/m);
    equal(status, 0, output);
  }).timeout(60_000);

  it('says what it takes', async () => {
    const run = (...args: string[]) =>
      runCommand(process.execPath, [join(root, 'test/soak/run.ts'), ...args]);
    match((await run('--help')).output, /--minutes N/);
    deepEqual((await run('--minutes', 'x')).status, 2);
    deepEqual((await run('--hours', '1')).status, 2);
  }).timeout(60_000);

  it('makes the same choices with the same seed, and others in another step', () => {
    const rolls = (seed: number, part: number) => {
      const { roll } = dice(seed, part);
      return [roll(), roll(), roll()];
    };
    deepEqual(rolls(3, 4), rolls(3, 4));
    equal(new Set([...rolls(3, 4), ...rolls(3, 5), ...rolls(4, 4)]).size, 9);
  });
});

describe('The ledger of a soak', () => {
  const post: Arrival = {
    side: 'first',
    method: 'POST',
    target: '/rest/v1.0/projects/1/rfis',
    step: '12',
    contentLength: '80',
    authorization: 'Bearer abc',
    answer: () => undefined,
  };

  function findings(...arrivals: readonly Partial<Arrival>[]): readonly string[] {
    const ledger = createLedger();
    for (const arrival of arrivals) ledger.arrived({ ...post, ...arrival });
    return ledger.report().findings;
  }

  const answered =
    (status: number, retryAfter = false) =>
    () => ({ status, retryAfter });

  it('finds a write that is sent again after its answer was lost', () => {
    deepEqual(findings({}, {}), [
      'step 12: POST /rest/v1.0/projects/1/rfis: sent twice, the first time it got no answer',
    ]);
    for (const status of [201, 422, 500, 502, 503, 504])
      equal(findings({ answer: answered(status) }, {}).length, 1, String(status));
  });

  it('takes a write again that was not carried out', () => {
    for (const [status, retryAfter] of [
      [401, false],
      [429, false],
      [503, true],
      [307, false],
    ] as const)
      deepEqual(findings({ answer: answered(status, retryAfter) }, {}), []);
  });

  it('tells writes of other steps, servers, addresses and lengths apart, and lets reads come again', () => {
    deepEqual(
      findings(
        {},
        { step: '13' },
        { side: 'second' },
        { target: '/rest/v1.0/projects/2/rfis' },
        { contentLength: '81' },
        { method: 'GET' },
        { method: 'GET' },
      ),
      [],
    );
  });

  it('finds tokens and writes on other hosts', () => {
    const elsewhere = { side: 'storage', target: '/elsewhere', authorization: undefined } as const;
    match(findings({ ...elsewhere, method: 'GET', authorization: 'Bearer abc' }).join(), /a token came/);
    match(findings(elsewhere).join(), /a write followed a redirect to the storage host/);
    deepEqual(findings({ ...elsewhere, method: 'GET' }, { ...elsewhere, target: '/part' }), []);
  });
});

describe('What a soak holds open', () => {
  it('is compared by kind', () => {
    equal(moreThan({ Timeout: 1, PipeWrap: 2 }, { Timeout: 1, PipeWrap: 1 }), undefined);
    equal(moreThan({ Timeout: 1 }, { Timeout: 3, TCPSocketWrap: 1 }), '2 Timeout, 1 TCPSocketWrap');
  });

  const samples = (perStep: number) =>
    Array.from({ length: 12 }, (_, index) => ({
      steps: index * 1000,
      bytes: 40e6 + index * 1000 * perStep + (index % 2) * 1e6 - (index < 4 ? 1e7 : 0),
    }));

  it('is a leak in memory where each step leaves something, but not where it goes up and down', () => {
    equal(memoryFinding(samples(0)), undefined);
    equal(Math.round(growthPerStep(samples(2000)) / 100), 20);
    match(memoryFinding(samples(2000)) ?? '', /^each step leaves \d+ bytes in memory, over 7000 steps$/);
  });
});
