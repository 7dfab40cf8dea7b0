import { deepEqual, ok } from 'node:assert/strict';
import { Dispatcher } from 'undici';
import { parseHttpFile } from '../../src/httpFile/parser.ts';
import { simulatorEnvironment } from '../../src/procore/environments.ts';
import { createRunner } from '../../src/runner/run.ts';
import { fakeClock } from '../support/fakeClock.ts';
import { tokenOf } from '../support/runText.ts';

/** Knows only the newer token. */
class Refusing extends Dispatcher {
  #count = 0;

  override dispatch(_options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    this.#count += 1;
    const status = this.#count === 1 ? 401 : 200;
    const controller: Dispatcher.DispatchController = {
      aborted: false,
      paused: false,
      reason: null,
      abort() {},
      pause() {},
      resume() {},
    };
    handler.onRequestStart?.(controller, {});
    handler.onResponseStart?.(controller, status, { 'content-type': 'application/json' });
    handler.onResponseData?.(controller, Buffer.from('{}'));
    handler.onResponseEnd?.(controller, {});
    return true;
  }

  override close(callback?: () => void): Promise<void> {
    callback?.();
    return Promise.resolve();
  }
}

describe('A request whose token was refused', () => {
  const real = performance.now.bind(performance);
  let passed = 0;
  before(() => {
    performance.now = () => real() + passed;
  });
  after(() => {
    Reflect.deleteProperty(performance, 'now');
  });

  it('takes as long as it was under way, without the time in which somebody signs in anew', async () => {
    const file = parseHttpFile('GET /rest/v1.0/me\n');
    const [request] = file.requests;
    ok(request !== undefined);
    const environment = simulatorEnvironment('http://127.0.0.1:9', 'mine');
    const anHour = 3_600_000;
    const runner = createRunner({
      clock: fakeClock({ start: Date.parse('2026-11-22T05:00:00Z'), autoAdvance: true }),
      random: () => 0,
      getToken: async (_environment, { rejected }) => {
        if (rejected === undefined) return tokenOf('mine', 'a-token');
        passed += anHour;
        return tokenOf('mine', 'a-newer-token');
      },
      catalog: () => Promise.reject(new Error('no catalog in this test')),
      readBodyFile: () => Promise.resolve(Buffer.from('{}')),
      confirmSend: () => Promise.resolve(true),
      openDispatcher: () => new Refusing(),
    });
    const renewed: boolean[] = [];
    const exchange = await runner.run(
      {
        file,
        fileName: 'a.http',
        request,
        environment,
        environments: [environment],
        values: { overrides: {}, host: {}, processEnv: {} },
        allPages: false,
        timeoutMs: undefined,
        onRenewed: milliseconds => renewed.push(milliseconds >= anHour),
      },
      new AbortController().signal,
    );
    deepEqual([exchange.response?.status, exchange.attempts], [200, 2]);
    ok((exchange.timings.totalMs ?? anHour) < anHour, String(exchange.timings.totalMs));
    deepEqual(renewed, [true]);
    await runner.close();
  });
});
