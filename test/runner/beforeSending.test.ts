import assert from 'node:assert/strict';
import { parseHttpFile } from '../../src/httpFile/parser.ts';
import { builtInEnvironments, simulatorEnvironment } from '../../src/procore/environments.ts';
import type { Exchange } from '../../src/runner/exchange.ts';
import { createRunner } from '../../src/runner/run.ts';

const simulator = simulatorEnvironment('http://127.0.0.1:1');

/** Sends the last request of `text`; `asked` hears the labels of what a person is asked. */
async function send(
  text: string,
  { asked = [], sendUnknown = false }: { readonly asked?: string[]; readonly sendUnknown?: boolean } = {},
): Promise<Exchange> {
  const forbidden = () => assert.fail('nothing may be sent');
  const runner = createRunner({
    clock: { now: () => 0, sleep: forbidden },
    random: () => 0,
    getToken: forbidden,
    catalog: forbidden,
    readBodyFile: async () => new TextEncoder().encode('{{inTheFile}}'),
    confirmSend: forbidden,
    askInputs: async inputs => {
      asked.push(...inputs.map(({ label }) => label));
      return undefined;
    },
    openDispatcher: forbidden,
  });
  const file = parseHttpFile(text);
  const request = file.requests.at(-1);
  assert.ok(request);
  return runner.run(
    {
      file,
      fileName: 'a.http',
      request,
      environment: simulator,
      environments: [...builtInEnvironments, simulator],
      values: { overrides: {}, host: {}, processEnv: {} },
      sendUnknown,
      allPages: false,
      timeoutMs: undefined,
    },
    new AbortController().signal,
  );
}

describe('Before a request is sent', () => {
  it('nobody is asked while a name has no value', async () => {
    const asked: string[] = [];
    const { error } = await send('# @prompt city\nGET https://a.example/{{city}}/{{nowhere}}', { asked });
    assert.equal(error?.code, 'variable-unknown');
    assert.match(error?.message ?? '', /\{\{nowhere\}\}/);
    assert.doesNotMatch(error?.message ?? '', /city/);
    assert.deepEqual(asked, []);
  });

  it('nobody is asked while a variable or a body file needs a name without a value', async () => {
    for (const text of [
      '@all = {{nowhere}}\n# @prompt city\nGET https://a.example/{{city}}/{{all}}',
      '# @prompt city\nPOST https://a.example/{{city}}\n\n<@ ./body.txt',
    ]) {
      const asked: string[] = [];
      assert.equal((await send(text, { asked })).error?.code, 'variable-unknown');
      assert.deepEqual(asked, []);
    }
  });

  it('nothing is sent first for a request that has a name without a value', async () => {
    const { error } = await send(
      '# @name first\nPOST https://a.example\n\n###\nGET https://a.example/{{first.id}}/{{nowhere}}',
    );
    assert.equal(error?.code, 'variable-unknown');
  });

  it('questions are asked where names without a value are sent as text', async () => {
    const asked: string[] = [];
    const { error } = await send('# @prompt city\nGET https://a.example/{{city}}/{{nowhere}}', {
      asked,
      sendUnknown: true,
    });
    assert.equal(error?.code, 'input-declined');
    assert.deepEqual(asked, ['city']);
  });
});
