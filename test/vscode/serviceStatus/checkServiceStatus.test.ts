import { deepEqual, equal, match } from 'node:assert/strict';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import '../../support/editorDouble/hook.ts';
import { desk, openDesk } from '../../support/editorDouble/desk.ts';

const gateway = { id: '47gjht5rzqch', name: 'API Gateway', status: 'operational' };

describe('Check Service Status', () => {
  let server: Server;
  let url: string;
  let answer: { readonly status: number; readonly body: string };
  let headers: IncomingHttpHeaders[];

  before(async () => {
    server = createServer((request, response) => {
      headers.push(request.headers);
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/api/v2/summary.json`;
  });
  beforeEach(() => {
    openDesk();
    headers = [];
    answer = { status: 200, body: JSON.stringify({ components: [gateway] }) };
  });
  after(() => server.close());

  async function check(at = url) {
    const { checkServiceStatus } = await import('../../../src/vscode/serviceStatus/checkServiceStatus.ts');
    const write = () => {};
    return checkServiceStatus({ info: write, warn: write }, at);
  }

  const said = () =>
    desk.seen
      .filter(({ sink }) => sink === 'message')
      .map(({ text }) => text.split('\n')[0])
      .join('\n');

  it('says how the API is, and sends no token and no cookie', async () => {
    const status = await check();
    equal(status?.api?.state, 'operational');
    equal(said(), 'API Gateway is operational.');
    equal(desk.seen.filter(({ sink }) => sink === 'progress').length, 1);
    equal(headers.length, 1);
    deepEqual([headers[0]?.authorization, headers[0]?.cookie], [undefined, undefined]);
  });

  it('names what is wrong, and leads to the page, not to where the answer says', async () => {
    answer = {
      status: 200,
      body: JSON.stringify({
        page: { url: 'https://evil.example' },
        components: [{ ...gateway, status: 'major_outage' }],
        incidents: [
          { name: 'Errors', status: 'in_progress', shortlink: 'https://evil.example', components: [gateway] },
        ],
      }),
    };
    desk.answer = { message: (_text, [open]) => open };
    await check();
    equal(said(), 'API Gateway is out. Errors (in progress).');
    await new Promise(setImmediate);
    deepEqual(desk.opened, ['https://status.procore.com']);
  });

  it('makes no link of what an incident is called', async () => {
    const name = '[Read more](command:workbench.action.quit)';
    answer = { status: 200, body: JSON.stringify({ components: [gateway], incidents: [{ name }] }) };
    await check();
    equal(said(), 'API Gateway is operational. [Read more] (command:workbench.action.quit).');
  });

  it('says clearly where the page has changed', async () => {
    answer = { status: 200, body: '{"components":[]}' };
    equal((await check())?.api, undefined);
    match(said(), /no component API Gateway any more/);
    answer = { status: 200, body: '<html>' };
    equal(await check(), undefined);
    match(said(), /in a form that is not known here/);
  });

  it('says why where the page cannot be read', async () => {
    answer = { status: 503, body: 'down' };
    equal(await check(), undefined);
    match(said(), /could not be read: It answered with 503\./);
    await check('http://127.0.0.1:1/');
    match(said(), /could not be read: (?:connect ECONNREFUSED|bad port)/);
  });
});
