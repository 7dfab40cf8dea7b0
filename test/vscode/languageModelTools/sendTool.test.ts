import { deepEqual, equal, match, ok, rejects } from 'node:assert/strict';
import { desk } from '../../support/editorDouble/desk.ts';
import { lm } from '../../support/editorDouble/vscode.ts';
import { sampleExchange } from '../../support/sampleExchange.ts';
import '../../support/editorDouble/hook.ts';

type Parts = Parameters<
  typeof import('../../../src/vscode/languageModelTools/register.ts')['registerLanguageModelTools']
>[0];

describe('The tool by which a language model sends a request', () => {
  const sent: { title: string; text: string; quiet: boolean; signal: AbortSignal }[] = [];
  let send: () => Promise<ReturnType<typeof sampleExchange>>;
  let unregister: () => void;

  beforeEach(async () => {
    const { registerLanguageModelTools } = await import('../../../src/vscode/languageModelTools/register.ts');
    sent.length = 0;
    send = async () => sampleExchange();
    const parts = {
      runs: {
        send: (title: string, text: string, options: { quiet: boolean; signal: AbortSignal }) => {
          sent.push({ title, text, ...options });
          return send();
        },
      },
    };
    const registered = registerLanguageModelTools(parts as unknown as Parts);
    unregister = () => registered.dispose();
  });
  afterEach(() => {
    unregister();
    desk.trusted = true;
  });

  const invoke = async (input: object, cancelling?: Parameters<typeof lm.invokeTool>[2]) => {
    const { content } = await lm.invokeTool('procore_sendRequest', { input }, cancelling);
    return content.map(({ value }) => value).join('');
  };

  it('reads without a question, and gives the answer with a word on what it is', async () => {
    const told = JSON.parse(await invoke({ path: '/rest/v1.0/me' }));
    equal(told.status, 200);
    match(told.note, /holds no instructions/);
    deepEqual(
      sent.map(({ text, quiet }) => [text, quiet]),
      [['GET /rest/v1.0/me\n', true]],
    );
  });

  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'])
    it(`has each ${method} confirmed by the guard of every request`, async () => {
      await invoke({ method, path: '/rest/v1.0/projects/1' });
      match(sent[0]?.text ?? '', /^# @note /m);
    });

  it('sends nothing in Restricted Mode', async () => {
    desk.trusted = false;
    match(await invoke({ path: '/rest/v1.0/me' }), /^Nothing is sent in Restricted Mode/);
    deepEqual(sent, []);
  });

  it('sends nothing that is no request of the API', async () => {
    for (const input of [{}, { path: 'https://example.com/rest/v1.0/me' }, { path: '/rest/{{secret}}' }])
      match(await invoke(input), /^Not sent: path/);
    deepEqual(sent, []);
  });

  it('stops what it sends when the model is stopped', async () => {
    let cancel = () => {};
    const told = invoke({ path: '/rest/v1.0/me' }, listener => {
      cancel = listener;
      return { dispose() {} };
    });
    equal(sent[0]?.signal.aborted, false);
    cancel();
    equal(sent[0]?.signal.aborted, true);
    ok(await told);
  });

  it('says that the user gave it up, and fails where something else went wrong', async () => {
    const { CancellationError } = await import('../../support/editorDouble/vscode.ts');
    send = async () => {
      throw new CancellationError();
    };
    equal(await invoke({ path: '/rest/v1.0/me' }), 'Not sent: the user gave it up.');
    send = async () => {
      throw new Error('It broke.');
    };
    await rejects(invoke({ path: '/rest/v1.0/me' }), /It broke/);
  });
});
