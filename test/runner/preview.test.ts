import assert from 'node:assert/strict';
import { parseHttpFile } from '../../src/httpFile/parser.ts';
import type { ValueLayer } from '../../src/httpFile/values.ts';
import {
  builtInEnvironments,
  findEnvironment,
  simulatorEnvironment,
} from '../../src/procore/environments.ts';
import type { Preview } from '../../src/runner/preview.ts';
import { createRunner } from '../../src/runner/run.ts';
import type { RunJob } from '../../src/runner/runner.ts';

const simulator = simulatorEnvironment('http://127.0.0.1:1');
const privately: ValueLayer = {
  origin: 'privateEnvironment',
  source: 'http-client.private.env.json',
  section: 'simulator',
  secret: true,
  values: new Map([['key', { text: 'very-secret-key', line: 3 }]]),
};

async function preview(text: string, changes: Partial<RunJob> = {}): Promise<Preview> {
  const forbidden = () => assert.fail('a preview asks nobody and sends nothing');
  const runner = createRunner({
    clock: { now: () => 0, sleep: forbidden },
    random: () => 0,
    getToken: forbidden,
    catalog: forbidden,
    readBodyFile: async () => new TextEncoder().encode('{"id": "{{id}}"}'),
    confirmSend: forbidden,
    askInputs: forbidden,
    openDispatcher: forbidden,
  });
  const file = parseHttpFile(text);
  const request = file.requests.at(-1);
  assert.ok(request);
  return runner.preview({
    file,
    fileName: 'a.http',
    request,
    environment: simulator,
    environments: [...builtInEnvironments, simulator],
    values: { overrides: {}, layers: [privately], host: { '$procore.companyId': '42' }, processEnv: {} },
    allPages: false,
    timeoutMs: undefined,
    ...changes,
  });
}

describe('The preview of a request', () => {
  it('is what would go out, with address, headers and body', async () => {
    const { request, problem, withToken, company } = await preview(
      '@id = 7\nPOST /rest/v1.0/projects/{{id}}\nX-A: {{id}}\n\n{"id": {{id}}}\n',
    );
    assert.equal(problem, undefined);
    assert.equal(`${request?.method} ${request?.url}`, 'POST http://127.0.0.1:1/rest/v1.0/projects/7');
    assert.equal(request?.headers['x-a'], '7');
    assert.equal(request?.headers['procore-company-id'], '42');
    assert.equal(request?.body, '{"id": 7}');
    assert.equal(withToken, true);
    assert.deepEqual(company, { id: '42', source: 'host' });
  });

  it('masks secrets wherever they stand', async () => {
    const shown = await preview(
      '@all = x-{{key}}\nPOST /rest/v1.0/{{key}}?token={{key}}\nAuthorization: Bearer {{key}}\nX-All: {{all}}\n\nkey={{key}}\n',
    );
    assert.doesNotMatch(JSON.stringify({ ...shown, values: [] }), /very-secret/);
    assert.deepEqual(
      shown.values.map(value => [value.name, 'found' in value ? value.shown : undefined]),
      [
        ['key', '***'],
        ['all', 'x-***'],
      ],
    );
  });

  it('says what is asked and what is sent first, and shows the rest as it is written', async () => {
    const { request, problem, inputs, first } = await preview(
      '### a\n# @name login\nPOST /rest/v1.0/login\n\n### b\n# @prompt who the person\nGET /rest/v1.0/{{who}}/{{login.response.body.$.id}}\n',
    );
    assert.equal(problem, undefined);
    assert.deepEqual(
      inputs.map(({ key, description }) => [key, description]),
      [['who', 'the person']],
    );
    assert.deepEqual(
      first.map(({ name }) => name?.text),
      ['login'],
    );
    assert.match(
      decodeURIComponent(request?.url ?? ''),
      /\/\{\{who\}\}\/\{\{login\.response\.body\.\$\.id\}\}$/,
    );
  });

  it('does not take for unknown what Procore is asked when it is sent', async () => {
    const { problem } = await preview('GET /rest/v1.0/users/{{$procore.me.id}}\n');
    assert.equal(problem, undefined);
  });

  it('says why it would not be sent, and still shows the rest', async () => {
    const { request, problem } = await preview('GET /rest/v1.0/{{nobody}}\n');
    assert.equal(problem?.code, 'variable-unknown');
    assert.match(decodeURIComponent(request?.url ?? ''), /\{\{nobody\}\}$/);
  });

  it('says why it cannot be made at all', async () => {
    const circle =
      '### a\n# @name a\nGET /a?{{b.response.body.$.x}}\n\n### b\n# @name b\nGET /b?{{a.response.body.$.x}}\n';
    const { request, problem } = await preview(circle);
    assert.equal(request, undefined);
    assert.equal(problem?.code, 'request-circular');
  });

  it('fills in a body file', async () => {
    const { request } = await preview('@id = 7\nPOST /rest/v1.0/x\n\n<@ ./body.json\n');
    assert.equal(request?.body, '{"id": "7"}');
  });

  it('says that a person is asked before a write to production', async () => {
    const production = findEnvironment(builtInEnvironments, 'production');
    assert.ok(production);
    const { confirmation } = await preview('DELETE /rest/v1.0/projects/7\n', { environment: production });
    assert.equal(confirmation, 'production-write');
    const read = await preview('GET /rest/v1.0/projects/7\n', { environment: production });
    assert.equal(read.confirmation, undefined);
    assert.equal((await preview('# @note\nGET /rest/v1.0/me\n')).confirmation, 'note');
  });
});
