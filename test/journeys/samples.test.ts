import { deepEqual, equal, ok } from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../../src/cli/run.ts';
import { loadBundledCatalog } from '../../src/procore/catalog/bundled.ts';
import type { Exchange } from '../../src/runner/exchange.ts';
import type { RunningSimulator } from '../../src/simulator/options.ts';
import { startSimulator } from '../../src/simulator/server.ts';
import { recordedIo } from '../support/cliIo.ts';
import { root } from '../support/paths.ts';

const folder = join(root, 'media', 'samples');
// Those that fail on purpose have a journey of their own.
const samples = globSync('**/*.http', { cwd: folder })
  .map(file => file.replaceAll('\\', '/'))
  .filter(file => !file.startsWith('failures/'))
  .toSorted();

/** Runs a sample in a terminal, as it is written. */
async function run(
  { url, clientId, clientSecret }: RunningSimulator,
  file: string,
  environment: string,
  chosen: Readonly<Record<string, string>> = {},
) {
  const env = { PROCORE_BASE_URL: url, PROCORE_CLIENT_ID: clientId, PROCORE_CLIENT_SECRET: clientSecret };
  const io = recordedIo({ cwd: folder, env: { ...env, ...chosen } });
  const status = await runCommand([file, '--env', environment, '--json'], io);
  const exchanges = io
    .out()
    .split('\n')
    .filter(Boolean)
    .map((line): Exchange => JSON.parse(line));
  return { status, exchanges, err: io.err() };
}

/** What did not go as its sample says, in one line each. */
function troubles(exchanges: readonly Exchange[]): readonly string[] {
  return exchanges.flatMap(({ request, response, error, asserts }) => [
    ...(error === null ? [] : [`${request.method} ${request.url}: ${error.message}`]),
    ...(asserts.length > 0 ? [] : [`${request.method} ${request.url} asserts nothing`]),
    ...asserts
      .filter(({ passed }) => !passed)
      .map(
        ({ text, actual }) => `${request.method} ${request.url}: ${text}, was ${actual}: ${response?.body}`,
      ),
  ]);
}

/** Variables of a file that are made anew for each request, each with the number of requests that use it. */
function madeAnew(text: string): readonly (readonly [name: string, uses: number])[] {
  const requests = text.split(/^###/m);
  return [...text.matchAll(/^@([\w-]+) *=.*\{\{ *\$(?!procore|processEnv|dotenv|shared|input)/gm)].map(
    ([, name]) => [`${name}`, requests.filter(request => request.includes(`{{${name}}}`)).length],
  );
}

describe('The samples', () => {
  it('take what is made anew in each request from the answer, where a second request needs it', () => {
    const used = samples.flatMap(file => madeAnew(readFileSync(join(folder, file), 'utf8')));
    deepEqual(
      used.filter(([, uses]) => uses > 1),
      [],
    );
    deepEqual(madeAnew('@n = a-{{$timestamp}}\n### 1\nGET /{{n}}\n### 2\nGET /{{n}}\n'), [['n', 2]]);
  });

  const limits = { hourlyLimit: 0, spikeLimit: 0 };

  describe('against the simulator, as they stand', () => {
    let simulator: RunningSimulator;

    before(async () => {
      simulator = await startSimulator({ catalog: await loadBundledCatalog(), ...limits });
    });

    after(() => simulator.close());

    // The tour spends the rate limit on purpose, and waits: the demo shows it.
    for (const file of samples.filter(name => name !== 'tour.http')) {
      it(`${file} is green`, async () => {
        const { status, exchanges, err } = await run(simulator, file, 'simulator');
        deepEqual(troubles(exchanges), []);
        equal(status, 0, err);
      });

      it(`${file} finds something, and leaves nothing behind that can be deleted`, async () => {
        const { exchanges } = await run(simulator, file, 'simulator');
        // A hook that was just made has delivered nothing.
        const reads = exchanges.filter(
          ({ request }) => request.method === 'GET' && !request.url.includes('/deliveries'),
        );
        const isEmpty = ({ response }: Exchange) => /^(?:\[\]|\{"data":\[\]\})$/.test(response?.body ?? '');
        deepEqual(
          reads.filter(isEmpty).map(({ request }) => request.url),
          [],
        );
        const created = exchanges.filter(({ request }) => request.name === 'created');
        const ended = exchanges.filter(
          ({ request }) => request.method === 'DELETE' || request.method === 'PATCH',
        );
        ok(ended.length >= created.length, 'what was created is neither deleted nor closed');
      });
    }
  });

  describe('against a sandbox, by their variables', () => {
    let sandbox: RunningSimulator;
    // A sandbox has ids of its own: these are of the same company and project.
    const chosen = { PROCORE_COMPANY_ID: '18444807', PROCORE_PROJECT_ID: '14490512' };

    before(async () => {
      sandbox = await startSimulator({
        catalog: await loadBundledCatalog(),
        environment: 'sandbox',
        ...limits,
      });
    });

    after(() => sandbox.close());

    for (const file of samples.filter(name => name.includes('/'))) {
      it(`${file} is green`, async () => {
        const { status, exchanges, err } = await run(sandbox, file, 'sandbox', chosen);
        deepEqual(troubles(exchanges), []);
        equal(status, 0, err);
      });
    }
  });
});
