import assert from 'node:assert/strict';
import type { LogOutputChannel } from 'vscode';
import { noOutsideValues } from '../../../src/httpFile/outsideValues.ts';
import { parseHttpFile } from '../../../src/httpFile/parser.ts';
import { loadBundledCatalog } from '../../../src/procore/catalog/bundled.ts';
import { builtInEnvironments } from '../../../src/procore/environments.ts';
import type { RunJob } from '../../../src/runner/runner.ts';
import type { RequestToSend } from '../../../src/vscode/requests/chosenRequest.ts';
import { createSentRequests, type SentRequest } from '../../../src/vscode/requests/sentRequests.ts';
import { sampleExchange } from '../../support/sampleExchange.ts';
import '../../support/editorDouble/hook.ts';

describe('A sending', () => {
  it('was sent so much later as a person took to sign in anew', async () => {
    const { createSendings } = await import('../../../src/vscode/requests/sendings.ts');
    const file = parseHttpFile('GET /rest/v1.0/me\n');
    const [request] = file.requests;
    const [environment] = builtInEnvironments;
    assert.ok(request !== undefined && environment !== undefined);
    const chosen = { document: { uri: 'file:///a.http' }, file, key: 'a', request };
    const sent = createSentRequests();
    const run = async (job: Pick<RunJob, 'onProgress' | 'onRenewed'>) => {
      job.onProgress?.({ kind: 'sending', attempt: 1 });
      job.onRenewed?.(74_000_000);
      return sampleExchange();
    };
    const sendings = createSendings({
      plans: {
        prepare: async () => ({
          environment,
          outside: { ...noOutsideValues, folders: {} },
          choices: { company: undefined, project: undefined },
        }),
        of: assert.fail,
        unknownIn: () => [],
      },
      sender: { run } as unknown as Parameters<typeof createSendings>[0]['sender'],
      sent,
      responses: { show: async () => undefined } as unknown as Parameters<
        typeof createSendings
      >[0]['responses'],
      history: { keep: () => undefined },
      lastRequest: { remember: () => undefined },
      stopped: { note: () => undefined },
      catalogs: { load: loadBundledCatalog },
      log: { info: () => undefined } as unknown as LogOutputChannel,
    });
    const options = { allPages: false, quiet: true };
    await sendings.running(controller =>
      sendings.send(chosen as unknown as RequestToSend, controller, options),
    );
    const entry = sent.get('file:///a.http', 'a');
    assert.ok(entry?.sentAt !== undefined && entry.sentAt - entry.startedAt >= 74_000_000);
  });

  it('is shown as one that has begun, though its answer was quicker, so that somebody waits to see it', async () => {
    const { createSendings } = await import('../../../src/vscode/requests/sendings.ts');
    const file = parseHttpFile('GET /rest/v1.0/me\n');
    const [request] = file.requests;
    const [environment] = builtInEnvironments;
    assert.ok(request !== undefined && environment !== undefined);
    const chosen = {
      document: { uri: 'file:///a.http' },
      file,
      key: 'a',
      request,
    } as unknown as RequestToSend;
    const shown: SentRequest[] = [];
    const sent = createSentRequests();
    const answer = sampleExchange();
    const sendings = createSendings({
      plans: {
        prepare: async () => ({
          environment,
          outside: { ...noOutsideValues, folders: {} },
          choices: { company: undefined, project: undefined },
        }),
        of: assert.fail,
        unknownIn: () => [],
      },
      sender: { run: async () => answer } as unknown as Parameters<typeof createSendings>[0]['sender'],
      sent,
      responses: {
        show: async entry => {
          shown.push(entry);
        },
      } as Parameters<typeof createSendings>[0]['responses'],
      history: { keep: () => undefined },
      lastRequest: { remember: () => undefined },
      stopped: { note: () => undefined },
      catalogs: { load: loadBundledCatalog },
      log: { info: () => undefined } as unknown as LogOutputChannel,
    });
    const options = { allPages: false, quiet: false };
    const came = await sendings.running(controller => sendings.send(chosen, controller, options));
    assert.equal(came, answer);
    assert.deepEqual(
      shown.map(entry => entry.exchange),
      [undefined],
    );
    assert.notEqual(sent.get('file:///a.http', 'a')?.exchange, undefined);
  });
});
