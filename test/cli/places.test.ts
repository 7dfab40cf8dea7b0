import { deepEqual, equal, match } from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../../src/cli/run.ts';
import { loadBundledCatalog } from '../../src/procore/catalog/bundled.ts';
import type { Exchange } from '../../src/runner/exchange.ts';
import type { RunningSimulator } from '../../src/simulator/options.ts';
import { startSimulator } from '../../src/simulator/server.ts';
import { recordedIo } from '../support/cliIo.ts';
import { terminalOf } from '../support/signedIn.ts';

const project = '# @company {{$procore.companyId}}\nGET /rest/v1.0/projects/{{$procore.projectId}}/rfis\n';

describe('Company and project in a terminal', () => {
  let simulator: RunningSimulator;
  let folder: string;

  before(async () => {
    simulator = await startSimulator({ catalog: await loadBundledCatalog(), spikeLimit: 0, hourlyLimit: 0 });
    folder = await mkdtemp(join(tmpdir(), 'procore-http-'));
  });

  after(async () => {
    await simulator.close();
    await rm(folder, { recursive: true });
  });

  async function run(text: string, env: Readonly<Record<string, string>> = {}, environment = 'simulator') {
    await writeFile(join(folder, 'a.http'), text);
    const io = recordedIo({
      cwd: folder,
      env: { ...terminalOf(simulator), ...env },
    });
    const status = await runCommand(['a.http', '--env', environment, '--json'], io);
    const exchange: Exchange = JSON.parse(io.out());
    return { status, exchange };
  }

  it('are those of the simulator where nobody says', async () => {
    const { exchange } = await run(project);
    match(exchange.request.url, /\/projects\/310512\/rfis$/);
    equal(exchange.request.headers['procore-company-id'], '4264807');
    equal(exchange.response?.status, 200);
  });

  it('come from PROCORE_COMPANY_ID and PROCORE_PROJECT_ID, also for requests that name no company', async () => {
    const { exchange } = await run('GET /rest/v1.0/projects/{{$procore.projectId}}/rfis\n', {
      PROCORE_COMPANY_ID: '4264807',
      PROCORE_PROJECT_ID: '310481',
    });
    match(exchange.request.url, /\/projects\/310481\/rfis$/);
    equal(exchange.request.headers['procore-company-id'], '4264807');
  });

  it('are never guessed for a request that names none, nor for another environment', async () => {
    const unnamed = await run('GET /rest/v1.0/projects/310512/rfis\n');
    equal(unnamed.exchange.request.headers['procore-company-id'], undefined);
    const elsewhere = await run(project, {}, 'sandbox');
    deepEqual([elsewhere.status, elsewhere.exchange.response], [2, null]);
    match(elsewhere.exchange.error?.message ?? '', /PROCORE_COMPANY_ID/);
  });
});
