import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'pw-worker-'));
    const file = join(folder, 'worker.cjs');
    writeFileSync(file, busyWorker);
    desk.settings.set('procore.simulator.port', await freePort());
    const { createSimulatorControl } = await import('../../../src/vscode/simulator/simulatorControl.ts');
    control = createSimulatorControl(file, { info: () => undefined } as unknown as LogOutputChannel);
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

  it('is another one once that was stopped', async () => {
    const first = await control.ensureRunning();
    assert.equal(await control.stop(), true);
    assert.notEqual((await control.ensureRunning()).environment, first.environment);
  });
});
