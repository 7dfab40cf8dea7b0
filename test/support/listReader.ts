import { setTimeout as delay } from 'node:timers/promises';
import { parseHttpFile } from '../../src/httpFile/parser.ts';
import { simulatorEnvironment } from '../../src/procore/environments.ts';
import type { Exchange } from '../../src/runner/exchange.ts';
import { createRunner } from '../../src/runner/run.ts';
import type { RunJob } from '../../src/runner/runner.ts';
import { tokensOf } from './signedIn.ts';
import type { SimulatorProcess } from './simulatorProcess.ts';

/** Reads lists of a simulator through a runner of its own; its sign-in comes with the first request. */
export function readerOf(simulator: SimulatorProcess) {
  const environment = simulatorEnvironment(simulator.url);
  const getToken = tokensOf(simulator);
  const runner = createRunner({
    clock: { now: Date.now, sleep: (milliseconds, signal) => delay(milliseconds, undefined, { signal }) },
    random: Math.random,
    getToken,
    catalog: () => Promise.reject(new Error('nothing should fail')),
    readBodyFile: () => Promise.reject(new Error('no body file')),
    confirmSend: () => Promise.resolve(true),
  });
  const { signal } = new AbortController();
  /** The number of rows that came. */
  async function read(target: string, allPages: boolean): Promise<number> {
    const { pagination, error } = await send(`# @company 4264807\nGET ${target}\n`, allPages);
    if (error !== null || pagination === null) throw new Error(error?.message ?? 'this is no list');
    return pagination.rowsRead;
  }
  async function send(text: string, allPages: boolean): Promise<Exchange> {
    const file = parseHttpFile(text);
    const [request] = file.requests;
    if (request === undefined) throw new Error('the benchmark has no request');
    const job: RunJob = {
      file,
      fileName: 'bench.http',
      request,
      environment,
      environments: [environment],
      values: { overrides: {}, host: {}, processEnv: {} },
      allPages,
      timeoutMs: undefined,
    };
    return runner.run(job, signal);
  }
  return {
    read,
    send,
    signIn: () => getToken(environment.name, { signal }),
    close: () => runner.close(),
  };
}
