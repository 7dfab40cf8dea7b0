import { deepEqual, equal, ok } from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { runCommand } from '../../src/cli/run.ts';
import { parseHttpFile } from '../../src/httpFile/parser.ts';
import { loadBundledCatalog } from '../../src/procore/catalog/bundled.ts';
import { simulatorEnvironment } from '../../src/procore/environments.ts';
import type { Clock } from '../../src/runner/clock.ts';
import type { Exchange } from '../../src/runner/exchange.ts';
import type { SentRecord } from '../../src/runner/history/sentRecord.ts';
import { createRunner } from '../../src/runner/run.ts';
import type { RunningSimulator } from '../../src/simulator/options.ts';
import { startSimulator } from '../../src/simulator/server.ts';
import { recordedIo } from '../support/cliIo.ts';
import { root } from '../support/paths.ts';
import { terminalOf, tokensOf } from '../support/signedIn.ts';
import {
  failureCases,
  folder,
  readmeWithFailures,
  rowOf,
  sampleNames,
  sampleText,
  symptomOf,
  type Told,
  tabledFailures,
} from './failures.ts';

const readme = join(root, 'README.md');

/**
 * Waits of up to two seconds, which all of them ask for in vain, pass ten times as fast; longer ones are limits that
 * no request here may come to.
 */
const clock: Clock = {
  now: Date.now,
  sleep: (milliseconds, signal) =>
    delay(milliseconds > 2000 ? milliseconds : milliseconds / 10, undefined, { signal }),
};

describe('Failures to try', () => {
  const told = new Map<string, Told>();
  let simulator: RunningSimulator;

  // One for each sample: a limit that all of them share would make the later ones wait.
  beforeEach(async () => {
    simulator = await startSimulator({ catalog: await loadBundledCatalog() });
  });

  afterEach(() => simulator.close());

  after(() => {
    if (process.env['GOLDEN'] !== 'rewrite') return;
    const text = readmeWithFailures(readFileSync(readme, 'utf8'), told);
    ok(text, 'README.md has no marks for the table of failures');
    writeFileSync(readme, text);
  });

  async function runInTerminal(name: string): Promise<readonly Exchange[]> {
    const io = recordedIo({
      cwd: join(root, folder),
      env: terminalOf(simulator),
      clock,
    });
    await runCommand([`${name}.http`, '--env', 'simulator', '--json'], io);
    const lines = io.out().split('\n').filter(Boolean);
    return lines.map((line): Exchange => JSON.parse(line));
  }

  it('are all known, tell a symptom first, and stand in the README', () => {
    const names = Object.keys(failureCases);
    deepEqual(sampleNames().toSorted(), names.toSorted());
    for (const name of names) ok(symptomOf(name).length > 8, name);
    if (process.env['GOLDEN'] !== 'rewrite') deepEqual(tabledFailures(readFileSync(readme, 'utf8')), names);
  });

  for (const [name, { row, id, found }] of Object.entries(failureCases)) {
    it(`${row}: the terminal tells ${id} of ${name}.http, and what mends it works`, async () => {
      const exchanges = await runInTerminal(name);
      const failure = exchanges.find(({ request }) => request.name === 'failure');
      ok(failure);
      equal(failure.diagnoses[0]?.id, id);
      for (const diagnosis of failure.diagnoses) {
        deepEqual(Object.keys(diagnosis), ['id', 'severity', 'title', 'cause', 'remedies', 'link']);
      }
      for (const other of exchanges.filter(exchange => exchange !== failure)) {
        equal(other.error, null, other.error?.message);
        ok((other.response?.status ?? 500) < 300, `${other.request.url}: ${other.response?.status}`);
      }
    });

    it(`${row}: the README says what is seen of ${name}.http, and what one click does`, async () => {
      const seen = await tellSample(simulator, name);
      told.set(name, seen);
      equal(seen.first.id, id);
      if (found !== undefined) equal(seen.found?.id, found);
      if (process.env['GOLDEN'] === 'rewrite') return;
      const line = rowOf(name, seen);
      ok(
        readFileSync(readme, 'utf8').includes(`\n${line}\n`),
        `${line}\nis not there; if so meant: npm run golden`,
      );
    });
  }

  it('say in a sandbox that ids may come from another environment, and an app may need a version', async () => {
    const ids = async (name: string) => {
      // A sandbox has ids of its own.
      const text = sampleText(name)
        .replace('@companyId = 42648', '@companyId = 184448')
        .replace('@projectId = 310512', '@projectId = 14490481');
      return (await failureOf(name, text, 'sandbox')).diagnoses.map(diagnosis => diagnosis.id);
    };
    deepEqual(await ids('not-found-or-hidden'), ['not-found-or-hidden', 'sandbox-data-missing']);
    deepEqual(await ids('app-not-connected'), ['app-not-connected', 'app-not-installable']);
  });
});

async function failureOf(name: string, text: string, environmentName: string): Promise<Exchange> {
  const simulator = await startSimulator({
    catalog: await loadBundledCatalog(),
    environment: environmentName,
  });
  let failure: Exchange | undefined;
  try {
    await runSample(simulator, text, async exchange => {
      failure = exchange;
    });
  } finally {
    await simulator.close();
  }
  ok(failure, name);
  return failure;
}

/** Sends a sample, and finds the cause where one answer cannot tell it. */
async function tellSample(simulator: RunningSimulator, name: string): Promise<Told> {
  let told: Told | undefined;
  await runSample(simulator, sampleText(name), async (exchange, findCause) => {
    const [first] = exchange.diagnoses;
    ok(first, name);
    const asks = first.actions.some(({ kind }) => kind === 'findCause');
    told = { first, found: asks ? (await findCause())[0] : undefined };
  });
  ok(told);
  return told;
}

async function runSample(
  simulator: RunningSimulator,
  text: string,
  seen: (failure: Exchange, findCause: () => Promise<Exchange['diagnoses']>) => Promise<void>,
): Promise<void> {
  const environment = simulatorEnvironment(simulator.url, simulator.environment);
  const getToken = tokensOf(simulator, Date.now, environment);
  const runner = createRunner({
    clock,
    random: () => 0,
    getToken,
    catalog: loadBundledCatalog,
    readBodyFile: () => Promise.reject(new Error('no files here')),
    confirmSend: () => Promise.resolve(true),
  });
  const { signal } = new AbortController();
  const file = parseHttpFile(text.replace('# @env simulator', ''));
  const around = { environment, environments: [environment], timeoutMs: undefined };
  try {
    for (const request of file.requests) {
      const records: SentRecord[] = [];
      const exchange = await runner.run(
        {
          ...around,
          file,
          fileName: 'sample.http',
          request,
          values: { overrides: {}, host: {}, processEnv: {} },
          allPages: false,
          onRecord: record => records.push(record),
        },
        signal,
      );
      if (exchange.request.name !== 'failure') continue;
      await seen(exchange, async () => {
        const record = records.at(-1);
        ok(record);
        const { context, sentBody } = record;
        return (await runner.findCause({ ...around, exchange, context, sentBody }, signal)).diagnoses;
      });
    }
  } finally {
    await runner.close();
  }
}
