import { deepEqual, equal, match } from 'node:assert/strict';
import { parseHttpFile } from '../../../src/httpFile/parser.ts';
import type { Documents } from '../../../src/vscode/language/documents.ts';
import { sampleEntry } from '../../runner/history/sampleRecord.ts';
import { type Editor, openEditor } from '../auth/openEditor.ts';

describe('The question before a write, in the editor', () => {
  let editor: Editor;
  let shown: { readonly text: string; readonly buttons: readonly string[] }[];
  let answer: 'yes' | 'no';

  beforeEach(async () => {
    shown = [];
    answer = 'no';
    // An environment of the user's own counts as production unless they say otherwise.
    editor = await openEditor();
    const { url } = editor.simulator;
    editor.desk.settings.set('procore.environments', [
      { name: 'staging', title: 'Staging', loginUrl: url, apiUrl: url },
    ]);
    const { answer: willing } = editor.desk;
    editor.desk.answer = {
      ...willing,
      message(text, buttons) {
        if (!text.includes('changes real data')) return willing.message?.(text, buttons);
        shown.push({ text, buttons });
        return answer === 'yes' ? buttons[0] : undefined;
      },
    };
  });
  afterEach(() => editor.close());

  const send = (text: string) => {
    const environment = editor.environments.active();
    equal(environment.production, true);
    const file = parseHttpFile(text);
    const [request] = file.requests;
    if (request === undefined) throw new Error('no request');
    const { signal } = new AbortController();
    return editor.sender.run({ file, request, document: undefined, environment, allPages: false, signal });
  };

  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
    it(`names everything of a ${method}, and no means no`, async () => {
      const exchange = await send(`# @company 4264807\n${method} /rest/v1.0/vendors/7\n`);
      equal(exchange.error?.code, 'not-confirmed');
      equal(shown.length, 1);
      const { text = '', buttons = [] } = shown[0] ?? {};
      for (const part of [
        `Send ${method} to Staging?`,
        `${method} /rest/v1.0/vendors/7`,
        'Environment: Staging',
        'Company: 4264807',
        'Account: ',
      ])
        equal(text.includes(part), true, `${part} in ${text}`);
      deepEqual(buttons, [`Send ${method}`]);
    });
  }

  it('is asked again after a yes, also for the same DELETE', async () => {
    answer = 'yes';
    const text = '# @company 4264807\nDELETE /rest/v1.0/vendors/7?company_id=4264807\n';
    equal((await send(text)).error, null);
    await send(text);
    equal(shown.length, 2);
  });

  it('is asked of a request of the history, for the place that it went to then', async () => {
    const { resendEntry } = await import('../../../src/vscode/history/resendEntry.ts');
    const [staging] = editor.environments.all().filter(({ name }) => name === 'staging');
    if (staging === undefined) throw new Error('no environment');
    await editor.environments.activate('sandbox');
    const entry = sampleEntry('# @company 4264807\nDELETE /rest/v1.0/vendors/7\n', undefined, {
      document: 'file:///gone.http',
      environment: staging,
    });
    const resend = () =>
      resendEntry(
        {
          documents: { parsed: () => parseHttpFile('') } as unknown as Documents,
          environments: editor.environments,
          sendings: {
            running: work => work(new AbortController()),
            send: ({ file, request }, { signal }, { allPages, as }) =>
              editor.sender.run({
                file,
                request,
                document: undefined,
                environment: as?.environment ?? editor.environments.active(),
                allPages,
                signal,
              }),
          },
        },
        'an-entry',
        entry,
      );
    equal((await resend())?.error?.code, 'not-confirmed');
    equal(shown.length, 1);
    match(shown[0]?.text ?? '', /^Send DELETE to Staging\?[\s\S]*DELETE \/rest\/v1\.0\/vendors\/7/);
    answer = 'yes';
    equal((await resend())?.environment, 'staging');
    equal(shown.length, 2);
  });

  it('is asked once for an upload, with its name and size', async () => {
    const outcome = await editor.sender.upload(
      {
        source: {
          name: 'plan.pdf',
          contentType: 'application/pdf',
          size: 3,
          slice: (_start, byteLength) => ({
            byteLength,
            async *open() {
              yield Buffer.from('abc').subarray(0, byteLength);
            },
          }),
        },
        place: { companyId: '4264807', projectId: '310512' },
        wish: 'unified',
        environment: editor.environments.active(),
      },
      new AbortController().signal,
    );
    equal(outcome.kind === 'failed' && outcome.code, 'not-confirmed');
    equal(shown.length, 1);
    match(shown[0]?.text ?? '', /Upload of plan\.pdf, 3 bytes/);
  });
});
