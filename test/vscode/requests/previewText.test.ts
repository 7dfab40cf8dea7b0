import assert from 'node:assert/strict';
import { requestLabel } from '../../../src/httpFile/features/symbols.ts';
import { parseHttpFile } from '../../../src/httpFile/parser.ts';
import type { ValueLayer } from '../../../src/httpFile/values.ts';
import {
  builtInEnvironments,
  findEnvironment,
  simulatorEnvironment,
} from '../../../src/procore/environments.ts';
import { acceptedEncodings } from '../../../src/runner/contentEncoding.ts';
import { createRunner } from '../../../src/runner/run.ts';
import { previewText } from '../../../src/vscode/requests/previewText.ts';
import { keyOf } from '../../../src/vscode/requests/requestKeys.ts';
import type { LinkedText } from '../../../src/vscode/responses/linkedText.ts';

const simulator = simulatorEnvironment('http://127.0.0.1:27570');
const production = findEnvironment(builtInEnvironments, 'production') ?? simulator;
const layer: ValueLayer = {
  origin: 'privateEnvironment',
  source: 'http-client.private.env.json',
  section: 'dev',
  secret: true,
  values: new Map([
    ['id', { text: 'private-id', line: 2 }],
    ['key', { text: 'very-secret', line: 3 }],
  ]),
};

async function shown(
  text: string,
  { account, environment = simulator }: { account?: string; environment?: typeof simulator } = {},
): Promise<LinkedText> {
  const nobody = () => assert.fail('a preview asks nobody');
  const runner = createRunner({
    clock: { now: () => 0, sleep: nobody },
    random: () => 0,
    getToken: nobody,
    catalog: nobody,
    readBodyFile: nobody,
    confirmSend: nobody,
  });
  const file = parseHttpFile(text);
  const request = file.requests.at(-1);
  assert.ok(request);
  const preview = await runner.preview({
    file,
    fileName: 'a.http',
    request,
    environment,
    environments: [...builtInEnvironments, simulator],
    values: { overrides: {}, layers: [layer], host: { '$procore.companyId': '42' }, processEnv: {} },
    allPages: false,
    timeoutMs: undefined,
  });
  return previewText(preview, {
    document: 'file:///a.http',
    file,
    label: requestLabel(request),
    environmentTitle: environment.title,
    host: '127.0.0.1:27570',
    account,
    companyName: 'Acme',
    section: 'dev',
    keyOf: node => keyOf(file, node) ?? '',
    labelOf: requestLabel,
  });
}

describe('The text of a preview', () => {
  it('says where to, as whom, for which company, where values come from, and what goes out', async () => {
    const { text } = await shown(
      '@id = 7\n### Change\nPATCH /rest/v1.0/projects/{{id}}\nX-Key: {{key}}\n\n{"a":1}\n',
      {
        account: 'ana@firm.com (Simulator)',
      },
    );
    assert.equal(
      text,
      [
        'Preview of Change: nothing was sent',
        '',
        'Environment: Simulator (127.0.0.1:27570)',
        'Account: ana@firm.com (Simulator), token added when it is sent',
        'Company: Acme (42), chosen in the editor',
        'Environment-Files: section dev',
        '',
        'Values',
        '  id = 7  this file, line 1  hides http-client.private.env.json, dev',
        '  key = ***  http-client.private.env.json, dev, line 3',
        '',
        'PATCH http://127.0.0.1:27570/rest/v1.0/projects/7',
        'x-key: ***',
        'accept: application/json',
        `accept-encoding: ${acceptedEncodings}`,
        'user-agent: procore-workbench',
        'procore-company-id: 42',
        '',
        '{',
        '  "a": 1',
        '}',
        '',
      ].join('\n'),
    );
  });

  it('says what is asked and sent first, with a way to the requests', async () => {
    const { text, links } = await shown(
      '### Log in\n# @name login\nPOST /x\n\n### b\n# @prompt password of the shop\nGET /rest/v1.0/{{password}}/{{login.response.body.$.id}}\n',
    );
    assert.match(text, /\nAccount: nobody is signed in yet; you are asked to\n/);
    assert.match(text, /\nAsked-First: password, of the shop \(hidden\)\nSent-First: login\n/);
    assert.match(text, /\n {2}password {2}asked before it is sent\n/);
    assert.match(
      text,
      /\n {2}login\.response\.body\.\$\.id {2}known when the request before it is answered\n/,
    );
    assert.deepEqual(
      links.map(({ start, end, parameters }) => [text.slice(start, end), parameters]),
      [['login', ['file:///a.http', 'login']]],
    );
  });

  it('says why it would not be sent', async () => {
    const { text } = await shown('GET /rest/v1.0/{{nobody}}\n');
    assert.match(text, /^Preview of .*\n✗ Would not be sent\. Nothing gives \{\{nobody\}\} a value\./);
  });

  it('says that production asks first', async () => {
    const { text } = await shown('DELETE /rest/v1.0/projects/7\n', { environment: production });
    assert.match(text, /\nConfirmation: you are asked first, because it changes production data\n/);
  });

  it('says of another host that it gets neither token nor company', async () => {
    const { text } = await shown('GET https://example.com/\n');
    assert.match(text, /\nHost: none of Procore’s: it gets neither token nor company\n/);
    assert.doesNotMatch(text, /\n(?:Account|Company): /);
  });
});
