import assert from 'node:assert/strict';
import { curlFrom } from '../../../src/httpFile/convert/toCurl.ts';
import { parseHttpFile } from '../../../src/httpFile/parser.ts';
import type { ValueLayer } from '../../../src/httpFile/values.ts';
import { builtInEnvironments, simulatorEnvironment } from '../../../src/procore/environments.ts';
import { createRunner } from '../../../src/runner/run.ts';
import { type CurlModel, curlModel } from '../../../src/vscode/convert/curlModel.ts';

const simulator = simulatorEnvironment('http://127.0.0.1:1');
const layer: ValueLayer = {
  origin: 'privateEnvironment',
  source: 'http-client.private.env.json',
  section: 'simulator',
  secret: true,
  values: new Map([['key', { text: 'very-secret-key', line: 3 }]]),
};

describe('A request copied as a curl command', () => {
  it('is what would be sent, with secrets masked and the token as a mask', async () => {
    assert.equal(
      await copied('POST /rest/v1.0/projects?api_key={{key}}\nX-Key: {{key}}\n\n{"a": "{{key}}"}'),
      `curl 'http://127.0.0.1:1/rest/v1.0/projects?api_key=***' \\
  --header 'x-key: ***' \\
  --header 'accept: application/json' \\
  --header 'user-agent: procore-workbench' \\
  --header 'procore-company-id: 42' \\
  --header 'authorization: Bearer ***' \\
  --header Content-Type: \\
  --compressed \\
  --data-raw '{"a": "***"}'`,
    );
  });

  it('has everything in clear where the token is given', async () => {
    const command = await copied('POST /rest/v1.0/projects\nX-Key: {{key}}\n\n{{key}}', 'tok');
    assert.match(command, /'x-key: very-secret-key'/);
    assert.match(command, /'authorization: Bearer tok'/);
    assert.match(command, /--data-raw very-secret-key$/);
  });

  it('gets no token where none would be sent', async () => {
    assert.doesNotMatch(await copied('GET https://example.com/a', 'tok'), /authorization/);
  });

  it('names a body file instead of holding it', async () => {
    assert.match(await copied('POST /rest/v1.0/files\n\n< ./a b.pdf'), /--data-binary '@\.\/a b\.pdf'$/);
  });

  it('leaves names without a value readable in the address', async () => {
    assert.match(
      await copied('GET /rest/v1.0/rfis/{{list.response.body.$[0].id}}/%7B%7Ba%7D%7D?b={{c d}}'),
      /^curl 'http:\/\/127\.0\.0\.1:1\/rest\/v1\.0\/rfis\/\{\{list\.response\.body\.\$\[0\]\.id\}\}\/%7B%7Ba%7D%7D\?b=\{\{c d\}\}' /,
    );
  });

  it('says which names are open', async () => {
    const text = '# @prompt pin\nGET /rest/v1.0/me\nX-Pin: {{pin}}';
    assert.deepEqual((await modelOf(text))?.open, ['pin']);
  });
});

async function copied(text: string, token?: string): Promise<string> {
  const model = await modelOf(text, token);
  assert.ok(model);
  return curlFrom(model.request, 'posix');
}

async function modelOf(text: string, token?: string): Promise<CurlModel | undefined> {
  const nobody = () => assert.fail('a copy asks nobody and sends nothing');
  const runner = createRunner({
    clock: { now: () => 0, sleep: nobody },
    random: () => 0,
    getToken: nobody,
    catalog: nobody,
    readBodyFile: async () => Uint8Array.of(0, 255),
    confirmSend: nobody,
  });
  const file = parseHttpFile(text);
  const [request] = file.requests;
  assert.ok(request);
  const preview = await runner.preview({
    file,
    fileName: 'a.http',
    request,
    environment: simulator,
    environments: [...builtInEnvironments, simulator],
    values: { overrides: {}, layers: [layer], host: { '$procore.companyId': '42' }, processEnv: {} },
    allPages: false,
    timeoutMs: undefined,
  });
  return curlModel(preview, request, token);
}
