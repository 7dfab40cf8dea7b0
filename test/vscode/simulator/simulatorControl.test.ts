import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LogOutputChannel } from 'vscode';
import type { SimulatorControl } from '../../../src/vscode/simulator/simulatorControl.ts';
import { desk } from '../../support/editorDouble/desk.ts';
import { freePort } from '../../support/freePort.ts';
import '../../support/editorDouble/hook.ts';

/** Says that it runs, and is then too busy to answer anything on its port. */
const busyWorker = `
  const { parentPort, threadId, workerData } = require('node:worker_threads');
  const url = 'http://127.0.0.1:' + workerData.port;
  parentPort.postMessage({ url, environment: 'thread ' + threadId, clientId: 'id', clientSecret: 'secret' });
  parentPort.on('message', () => process.exit());
`;

describe('The simulator as the editor sees it', () => {
  let folder: string;
  let control: SimulatorControl;
  let logged: string[];
  /** What is shown where it takes long, and what its button does. */
  let shown: string[];
  let cancel: () => void;

  beforeEach(async () => {
    shown = [];
    folder = mkdtempSync(join(tmpdir(), 'pw-worker-'));
    const file = join(folder, 'worker.cjs');
    writeFileSync(file, busyWorker);
    desk.settings.set('procore.simulator.port', await freePort());
    const { createSimulatorControl } = await import('../../../src/vscode/simulator/simulatorControl.ts');
    logged = [];
    const log = { info: (text: string) => logged.push(text) };
    const open = (title: string, stop: () => void) => {
      cancel = stop;
      shown.push(title);
      return { report: (text: string) => shown.push(text), end: () => shown.push('ended') };
    };
    control = createSimulatorControl(file, log as unknown as LogOutputChannel, open);
  });
  afterEach(async () => {
    await control.stop();
    control.dispose();
    desk.settings.delete('procore.simulator.port');
    rmSync(folder, { recursive: true });
  });

  it('is the one of this window while that runs, however long its answers take', async () => {
    const first = await control.ensureRunning();
    assert.deepEqual(await control.ensureRunning(), first);
  });

  describe('when something else holds its port', () => {
    let server: Server;
    let asked: Promise<void>;
    let givenUp: Promise<void>;
    let answer: (text: string) => void;

    beforeEach(async () => {
      let tell = () => {};
      asked = new Promise(resolve => {
        tell = resolve;
      });
      givenUp = new Promise(left => {
        server = createServer((_request, response) => {
          answer = text => response.end(text);
          response.on('close', left);
          tell();
        });
      });
      await new Promise<void>(resolve =>
        server.listen(Number(desk.settings.get('procore.simulator.port')), '127.0.0.1', resolve),
      );
    });
    afterEach(async () => {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    });

    it('shows that it waits, and waits no longer where a person does not want to', async () => {
      const starting = control.ensureRunning();
      await asked;
      assert.deepEqual(shown, [
        'Starting the Procore simulator',
        `waiting for what answers on port ${desk.settings.get('procore.simulator.port')}`,
      ]);
      cancel();
      await assert.rejects(starting, { code: 'cancelled', message: 'Cancelled.' });
      await givenUp;
      assert.equal(shown.at(-1), 'ended');
      assert.equal(control.current(), undefined);
    });

    it('goes on for others where one of them has gone, and stops with the last', async () => {
      const [first, second] = [new AbortController(), new AbortController()];
      const one = control.ensureRunning(first.signal);
      const other = control.ensureRunning(second.signal);
      await asked;
      first.abort();
      await assert.rejects(one, { code: 'cancelled' });
      assert.ok(!shown.includes('ended'));
      second.abort();
      await assert.rejects(other, { code: 'cancelled' });
      await givenUp;
    });

    it('says which port it is, and what to do', async () => {
      const starting = control.ensureRunning();
      await asked;
      answer('<html></html>');
      await assert.rejects(starting, /another program holds port \d+ .* procore\.simulator\.port/);
    });

    it('is started by the next who needs it', async () => {
      const starting = control.ensureRunning();
      await asked;
      cancel();
      await assert.rejects(starting);
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
      assert.match((await control.ensureRunning()).environment, /^thread/);
    });
  });

  it('asks nothing where nobody wants it any more', async () => {
    await assert.rejects(control.ensureRunning(AbortSignal.abort()), { code: 'cancelled' });
    assert.deepEqual(shown, []);
  });

  describe('when somebody only looks', () => {
    let elsewhere: Server | undefined;
    let changes: number;

    /** As the one of another window, or of a terminal. */
    async function runElsewhere(answer: (response: ServerResponse) => void): Promise<void> {
      const server = createServer((_request, response) => answer(response));
      await new Promise<void>(resolve =>
        server.listen(Number(desk.settings.get('procore.simulator.port')), '127.0.0.1', resolve),
      );
      elsewhere = server;
    }
    async function endElsewhere(): Promise<void> {
      const server = elsewhere;
      elsewhere = undefined;
      server?.closeAllConnections();
      await new Promise(resolve => (server === undefined ? resolve(undefined) : server.close(resolve)));
    }
    const healthy = (response: ServerResponse) =>
      response.end(
        JSON.stringify({ simulator: true, environment: 'simulator', clientId: 'id', clientSecret: 'secret' }),
      );

    beforeEach(() => {
      changes = 0;
      control.onDidChange(() => {
        changes += 1;
      });
    });
    afterEach(endElsewhere);

    it('starts none', async () => {
      assert.equal(await control.find(), undefined);
      assert.equal(control.current(), undefined);
      assert.equal(changes, 0);
    });

    it('finds the one of another window or a terminal, and tells it once', async () => {
      await runElsewhere(healthy);
      const found = await control.find();
      assert.equal(found?.clientId, 'id');
      assert.deepEqual(await control.find(), found);
      assert.deepEqual(control.current(), found);
      assert.equal(changes, 1);
    });

    it('finds that it has ended', async () => {
      await runElsewhere(healthy);
      await control.find();
      await endElsewhere();
      assert.equal(await control.find(), undefined);
      assert.equal(control.current(), undefined);
      assert.equal(changes, 2);
    });

    it('starts one in the place of one that has gone, and says so', async () => {
      await runElsewhere(healthy);
      await control.ensureRunning();
      assert.deepEqual(logged, []);
      await endElsewhere();
      await control.ensureRunning();
      assert.match(
        logged.join('\n'),
        /\nThe simulator that was in use has gone; one of this window was started/,
      );
    });

    it('says nothing of the kind where it starts the first', async () => {
      await control.ensureRunning();
      assert.equal(logged.length, 1);
    });

    it('takes another program for none', async () => {
      await runElsewhere(response => response.end('<html></html>'));
      assert.equal(await control.find(), undefined);
      assert.equal(changes, 0);
    });

    it('asks the one of this window nothing, which may be too busy to answer', async () => {
      const own = await control.ensureRunning();
      assert.deepEqual(await control.find(), own);
    });

    it('waits for the one that is being started', async () => {
      const starting = control.ensureRunning();
      assert.deepEqual(await control.find(), await starting);
    });
  });

  it('is another one once that was stopped', async () => {
    const first = await control.ensureRunning();
    assert.equal(await control.stop(), true);
    assert.notEqual((await control.ensureRunning()).environment, first.environment);
  });
});
