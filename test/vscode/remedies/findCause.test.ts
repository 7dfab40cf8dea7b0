import { deepEqual, doesNotMatch, equal, match, ok } from 'node:assert/strict';
import { parseHttpFile } from '../../../src/httpFile/parser.ts';
import type { Diagnosis } from '../../../src/procore/diagnosis/diagnosis.ts';
import type { FoundCause } from '../../../src/runner/findCause.ts';
import type { SentRecord } from '../../../src/runner/history/sentRecord.ts';
import { createSentRequests, type SentRequest } from '../../../src/vscode/requests/sentRequests.ts';
import { type Editor, openEditor } from '../auth/openEditor.ts';

/** The tool is off there. */
const text = '# @company 4264807\nGET /rest/v1.1/punch_items?project_id=310533\n';
const address = ['file:///a.http', 'punch'] as const;

describe('Find the Cause, signed in', () => {
  let editor: Editor;
  let dispose: () => void;
  /** Whether the search is cancelled as soon as it has begun. */
  let stops = false;

  beforeEach(() => {
    stops = false;
  });
  afterEach(async () => {
    dispose();
    await editor.close();
  });

  /** With what was sent, before anything is asked. */
  async function open(options: Parameters<typeof openEditor>[0] = {}) {
    editor = await openEditor({ environment: 'simulator', spikeLimit: 0, ...options });
    const vscode = await import('vscode');
    const { createCauseFinder } = await import('../../../src/vscode/remedies/causeFinder.ts');
    const { registerFindCause } = await import('../../../src/vscode/remedies/findCauseCommand.ts');
    const log = vscode.window.createOutputChannel('Procore', { log: true });
    const sent = createSentRequests();
    const revised: (readonly Diagnosis[])[] = [];
    const { environments, sender } = editor;
    const causes = createCauseFinder({
      environments,
      sender,
      sendings: {
        running: work => {
          const controller = new AbortController();
          const done = work(controller);
          if (stops) controller.abort();
          return done;
        },
      },
      sent,
      history: { revise: (_exchange, diagnoses) => revised.push(diagnoses) },
      log,
    });
    const documents = { parsed: () => parseHttpFile(text) };
    const registered = registerFindCause({ causes, documents, environments, sent, log });
    dispose = () => registered.dispose();
    return { sent, revised, entry: await send() };
  }

  async function send(): Promise<SentRequest> {
    const file = parseHttpFile(text);
    const [request] = file.requests;
    const environment = editor.environments.find('staging');
    ok(request && environment);
    const records: SentRecord[] = [];
    const exchange = await editor.sender.run({
      ...{ file, request, document: undefined, environment, allPages: false },
      signal: new AbortController().signal,
      onRecord: record => records.push(record),
    });
    const [document, key] = address;
    return {
      ...{ document, key, label: 'punch', method: 'GET', target: request.target, progress: '' },
      environmentTitle: 'Staging',
      startedAt: 1,
      exchange,
      known: records[0],
    };
  }

  const asked = async () => {
    const state = await (await fetch(`${editor.simulator.url}/_simulator/state`)).json();
    const { requests } = state as { readonly requests: readonly { readonly target: string }[] };
    return requests.filter(({ target }) => target.startsWith('/rest/v1.0/tools')).length;
  };
  const find = () => editor.command('procore.findCause', ...address);

  it('puts what it finds in the place of the guess, in the history too, and shows no secret', async () => {
    const { sent, revised, entry } = await open();
    equal(entry.exchange?.diagnoses[0]?.id, 'permission-insufficient');
    sent.put(entry);
    await find();
    const [first] = sent.get(...address)?.exchange?.diagnoses ?? [];
    equal(first?.id, 'tool-disabled');
    match(first?.cause ?? '', /Checked: .*Punch List is turned off\.$/);
    equal(revised[0]?.[0]?.id, 'tool-disabled');
    equal(await asked(), 1);
    const said = editor.desk.seen.map(({ text: each }) => each).join('\n');
    match(said, /The tool is turned off in this project\. One check was made/);
    for (const secret of editor.confidential)
      doesNotMatch(said, new RegExp(secret.replaceAll(/\W/g, '\\$&')));
  });

  const told = () => editor.desk.seen.filter(({ sink }) => sink === 'message' || sink === 'status');

  it('says that it was stopped, which finds no cause, and leaves no button where Cancel was', async () => {
    const { sent, entry } = await open();
    stops = true;
    sent.put(entry);
    await find();
    deepEqual(told(), [
      { sink: 'message', text: 'Stopped: the cause was not found. No check had its answer by then.' },
    ]);
    equal(sent.get(...address)?.exchange?.diagnoses[0]?.id, 'permission-insufficient');
    equal(await asked(), 0);
  });

  it('says of one that was stopped half-way what stands in the cause, and offers nothing then, either', async () => {
    const { sent, entry } = await open();
    dispose();
    sent.put(entry);
    const { registerFindCause } = await import('../../../src/vscode/remedies/findCauseCommand.ts');
    const { window } = await import('vscode');
    const followUp = { id: 'tools', path: '/rest/v1.0/tools' };
    const answer = { followUp, status: 200, body: '[]', error: undefined, whole: true };
    const found = { diagnoses: [], answers: [answer], stopped: true } as unknown as FoundCause;
    const registered = registerFindCause({
      causes: { find: async () => found },
      documents: { parsed: () => parseHttpFile(text) },
      environments: editor.environments,
      sent,
      log: window.createOutputChannel('Procore', { log: true }),
    });
    dispose = () => registered.dispose();
    await find();
    deepEqual(told(), [
      {
        sink: 'message',
        text: 'Stopped before all was asked. Checks that were made: 1; their answers stand in the cause.',
      },
    ]);
  });

  it('says of a second one that the first still asks', async () => {
    const { sent, entry } = await open();
    sent.put(entry);
    await Promise.all([find(), find()]);
    equal(await asked(), 1);
    deepEqual(
      told().map(({ text: each }) => each.split('\n')[0]),
      [
        'The cause is being looked for already.',
        'The tool is turned off in this project. One check was made; its answer stands in the cause.',
      ],
    );
  });

  it('asks nothing by itself, whatever the workspace says', async () => {
    const { sent, entry } = await open();
    editor.desk.workspaceSettings.set('procore.diagnosis.followUp', 'always');
    sent.put(entry);
    await find();
    equal(await asked(), 1);
  });

  it('asks by itself where the user wants it, and it is not production', async () => {
    const { sent, entry } = await open({ settings: { 'procore.diagnosis.followUp': 'exceptProduction' } });
    const narrowed = new Promise<void>(resolve => {
      sent.onDidChange(([changed]) => {
        if (changed?.exchange?.diagnoses[0]?.id === 'tool-disabled') resolve();
      });
    });
    sent.put(entry);
    await narrowed;
    equal(await asked(), 1);
  });

  it('asks by itself in production only where the user says so', async () => {
    const { sent, entry } = await open({ settings: { 'procore.diagnosis.followUp': 'exceptProduction' } });
    const { webUrl, apiUrl, loginUrl } = editor.environments.active();
    editor.desk.settings.set('procore.environments', [
      { name: 'staging', title: 'Staging', loginUrl, apiUrl, webUrl, production: true },
    ]);
    const { createEnvironments } = await import('../../../src/vscode/environments/environments.ts');
    const fresh = createEnvironments({ keys: () => [], get: () => undefined, update: async () => {} });
    equal(fresh.find('staging')?.production, true);
    const { isWanted } = await import('../../../src/vscode/remedies/findCauseCommand.ts');
    deepEqual(
      ['ask', 'exceptProduction', 'always'].map(setting => {
        editor.desk.settings.set('procore.diagnosis.followUp', setting);
        return [isWanted(entry, fresh), isWanted(entry, editor.environments)];
      }),
      [
        [false, false],
        [false, true],
        [true, true],
      ],
    );
    fresh.dispose();
    equal(sent.list().length, 0);
  });

  it('asks nothing in Restricted Mode', async () => {
    const { sent, entry } = await open();
    sent.put(entry);
    editor.desk.trusted = false;
    await find();
    equal(await asked(), 0);
    equal(sent.get(...address)?.exchange?.diagnoses[0]?.id, 'permission-insufficient');
  });
});
