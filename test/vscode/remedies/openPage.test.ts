import { deepEqual, match, rejects } from 'node:assert/strict';
import { builtInEnvironments, simulatorEnvironment } from '../../../src/procore/environments.ts';
import { exchange } from '../../support/exchange.ts';
import '../../support/editorDouble/hook.ts';
import { desk, openDesk } from '../../support/editorDouble/desk.ts';

const [production] = builtInEnvironments;
const simulator = simulatorEnvironment('http://127.0.0.1:4780');

describe('Opening a page of Procore', () => {
  let asked: string[];

  /** With what the company says of its zone. */
  async function open(answer = '{"web_base_url":"https://us02.procore.com"}') {
    openDesk();
    asked = [];
    const { createOpenPage } = await import('../../../src/vscode/remedies/openPage.ts');
    return createOpenPage({
      environments: { all: () => [...builtInEnvironments, simulator] },
      sender: {
        run: async ({ file }) => {
          asked.push(file.text);
          return exchange({ response: { status: 200, statusText: 'OK', body: answer } });
        },
      },
    });
  }

  const page = { url: 'https://app.procore.com/7/project/home', path: '/7/project/home', companyId: '42' };

  it('asks once for the zone of the company', async () => {
    const openPage = await open();
    if (production === undefined) throw new Error('there is no production');
    await openPage(page, production);
    await openPage({ ...page, url: 'https://app.procore.com/8', path: '/8' }, production);
    deepEqual(asked, ['# @company 42\nGET /rest/v1.0/company_base_url\n']);
    deepEqual(desk.opened, ['https://us02.procore.com/7/project/home', 'https://us02.procore.com/8']);
  });

  it('opens no page of anybody else, nor goes where an answer says', async () => {
    const openPage = await open('{"web_base_url":"https://evil.example"}');
    if (production === undefined) throw new Error('there is no production');
    await rejects(openPage({ url: 'https://evil.example/x' }, production), /Only pages of Procore/);
    await openPage(page, production);
    deepEqual(desk.opened, [page.url]);
  });

  it('opens nothing where somebody stops the asking', async () => {
    openDesk();
    const { CancellationError } = await import('vscode');
    const { createOpenPage } = await import('../../../src/vscode/remedies/openPage.ts');
    const openPage = createOpenPage({
      environments: { all: () => builtInEnvironments },
      sender: {
        run: async () => exchange({ response: null, error: { code: 'cancelled', message: 'Cancelled.' } }),
      },
    });
    if (production === undefined) throw new Error('there is no production');
    await rejects(openPage(page, production), CancellationError);
    deepEqual(desk.opened, []);
  });

  it('asks nothing for a company that is no number', async () => {
    const openPage = await open();
    if (production === undefined) throw new Error('there is no production');
    await openPage({ ...page, companyId: '42\nGET /x' }, production);
    deepEqual(asked, []);
  });

  it('says of a simulator that it has no web app', async () => {
    const openPage = await open();
    await openPage({ ...page, url: 'http://127.0.0.1:4780/7/project/home' }, simulator);
    deepEqual(desk.opened, []);
    match(desk.seen.map(({ text }) => text).join('\n'), /this page is \/7\/project\/home/);
  });
});
