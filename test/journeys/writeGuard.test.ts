import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { type Environment, simulatorEnvironment } from '../../src/procore/environments.ts';
import { createRunner } from '../../src/runner/run.ts';
import type { SendQuestion } from '../../src/runner/runner.ts';
import { fakeClock } from '../support/fakeClock.ts';
import { root } from '../support/paths.ts';
import { runText, tokenOf } from '../support/runText.ts';

const writes = ['POST', 'PUT', 'PATCH', 'DELETE'] as const;
const body = '\nContent-Type: application/json\n\n{}\n';
const updates = JSON.stringify({ updates: Array.from({ length: 1001 }, (_, id) => ({ id })) });

/** Every way in which a request of a file leaves the runner, as text; `METHOD` is the write. */
const ways: Readonly<Record<string, string>> = {
  'sent by itself': `METHOD /rest/v1.0/x${body}`,
  'sent because another request needs its answer': `# @name first\nMETHOD /rest/v1.0/x${body}\n### second\n# @name second\nGET /rest/v1.0/y?id={{first.response.body.$.id}}\n`,
  'sent with all pages': `# @allPages\nMETHOD /rest/v1.0/x${body}`,
  'sent with a body from a file': 'METHOD /rest/v1.0/x\nContent-Type: image/png\n\n< ./large.png\n',
  'written with the host': `METHOD {{host}}/rest/v1.0/x${body}`,
  'repeated by # @loop': `# @loop 3\nMETHOD /rest/v1.0/x${body}`,
};

describe('Before a write reaches production', () => {
  let server: Server;
  let arrived: string[];
  let environment: Environment;

  beforeEach(async () => {
    arrived = [];
    server = createServer((request, response) => {
      arrived.push(`${request.method} ${request.url}`);
      request
        .resume()
        .on('end', () => response.writeHead(200, { 'content-type': 'application/json' }).end('{"id":1}'));
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    ok(typeof address === 'object' && address !== null);
    environment = {
      ...simulatorEnvironment(`http://127.0.0.1:${address.port}`, 'mine'),
      title: 'My Production',
      production: true,
    };
  });
  afterEach(() => {
    server.closeAllConnections();
    return new Promise(resolve => server.close(resolve));
  });

  const large = {
    byteLength: 5 << 20,
    async *open() {
      for (let left = 80; left > 0; left -= 1) yield Buffer.alloc(1 << 16);
    },
  };
  const run = (text: string, yes: boolean, names?: readonly string[]) =>
    runText(
      text.replaceAll('{{host}}', environment.apiUrl),
      { environment, bodyFiles: { './large.png': large }, confirmSend: async () => yes },
      names,
    );

  for (const [way, text] of Object.entries(ways)) {
    for (const method of writes) {
      it(`a ${method} ${way} is asked for, and not sent without a yes`, async () => {
        const names = text.includes('second') ? ['second'] : undefined;
        const written = text.replaceAll('METHOD', method);
        const { questions } = await run(written, false, names);
        deepEqual(
          questions.map(question => [question.reason, question.method, question.environment.title]),
          [['production-write', method, 'My Production']],
        );
        equal(arrived.length, 0);
        const yes = await run(written, true, names);
        ok(
          arrived.length >= 1 &&
            arrived.every(line => /^(?:GET \/rest\/v1\.0\/y|\w+ \/rest\/v1\.0\/x)/.test(line)),
        );
        equal(yes.questions.length, arrived.filter(line => line.startsWith(method)).length);
      });
    }
  }

  it('each request of a run is asked for by itself, DELETE as well after a yes to another', async () => {
    const text = writes.map(method => `### ${method}\n${method} /rest/v1.0/x${body}`).join('\n');
    const { questions } = await run(text, true);
    deepEqual(
      questions.map(({ method }) => method),
      writes,
    );
    const again = await run(text, false);
    equal(again.questions.length, 4);
    equal(arrived.length, 4);
  });

  it('a sync action of several calls is asked for once, with its size', async () => {
    const text = `PATCH /rest/v1.0/vendors/sync\nContent-Type: application/json\n\n${updates}\n`;
    const { questions } = await run(text, false);
    deepEqual(
      questions.map(({ extent }) => extent),
      ['1,001 updates, sent in 2 requests'],
    );
    equal(arrived.length, 0);
  });

  it('an upload is asked for once, with its size', async () => {
    const questions: SendQuestion[] = [];
    const runner = createRunner({
      clock: fakeClock({ autoAdvance: true }),
      random: () => 0,
      getToken: () => Promise.resolve(tokenOf('mine', 'a-token')),
      catalog: () => Promise.reject(new Error('no catalog')),
      readBodyFile: () => Promise.reject(new Error('no body file')),
      confirmSend: async question => {
        questions.push(question);
        return false;
      },
    });
    const source = { name: 'a.pdf', contentType: 'application/pdf', size: 5 << 20, slice: () => large };
    const place = { companyId: '1', projectId: '2' };
    const job = { source, place, wish: 'usual', environment, environments: [environment] } as const;
    const outcome = await runner.upload(job, new AbortController().signal);
    await runner.close();
    equal(outcome.kind === 'failed' && outcome.code, 'not-confirmed');
    deepEqual(
      questions.map(({ method, companyId, extent }) => [method, companyId, extent]),
      [['POST', '1', 'Upload of a.pdf, 5,242,880 bytes']],
    );
    equal(arrived.length, 0);
  });

  it('environment, company, account, method and path are named', async () => {
    const { questions } = await run('# @company 42\nDELETE /rest/v1.0/vendors/7?x=1\n', false);
    const [question] = questions;
    deepEqual(
      [question?.environment.title, question?.companyId, question?.method, question?.url],
      ['My Production', '42', 'DELETE', `${environment.apiUrl}/rest/v1.0/vendors/7?x=1`],
    );
    ok(question && 'account' in question);
  });

  for (const [where, head] of [
    ['header', 'POST {{host}}/rest/v1.0/x\nProcore-Company-Id: 4266'],
    ['path', 'POST {{host}}/rest/v1.0/companies/4266/x'],
    ['query', 'POST {{host}}/rest/v1.0/x?company_id=4266'],
  ] as const) {
    it(`a company in the ${where} is named, also where another environment is chosen`, async () => {
      const { questions } = await runText(head.replace('{{host}}', 'https://api.procore.com'), {
        environment: 'sandbox',
      });
      deepEqual(
        questions.map(({ environment, companyId }) => [environment.name, companyId]),
        [['production', '4266']],
      );
    });
  }

  it('no company is named where the request names none', async () => {
    const text = 'POST https://api.procore.com/rest/v1.0/x';
    const { questions } = await runText(text, { environment: 'sandbox' });
    deepEqual(
      questions.map(({ companyId }) => companyId),
      [undefined],
    );
  });

  it('# @note asks for any request, anywhere', async () => {
    environment = { ...environment, production: false };
    const { questions, exchange } = await run('# @note\nGET /rest/v1.0/me\n', false);
    equal(questions[0]?.reason, 'note');
    match(exchange.error?.message ?? '', /@note was not confirmed\. Nothing was sent\./);
    equal(arrived.length, 0);
  });

  it('nothing goes around: who sends, and who may skip the question, are few', () => {
    const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
      .filter(file => file.endsWith('.ts'))
      .map(file => ({
        file: file.replaceAll('\\', '/'),
        text: readFileSync(join(root, 'src', file), 'utf8'),
      }));
    const holding = (pattern: RegExp) =>
      files
        .filter(({ text }) => pattern.test(text))
        .map(({ file }) => file)
        .sort();
    deepEqual(holding(/\bcreateRunner\(\{/), ['cli/sendPlanned.ts', 'vscode/requests/sender.ts']);
    deepEqual(holding(/\bconfirmSend:/), [
      'cli/sendPlanned.ts',
      'runner/runner.ts',
      'vscode/requests/sender.ts',
    ]);
    deepEqual(holding(/\bsend,? \} from '.*\/send\.ts'/), [
      // Of OAuth's calls alone.
      'cli/tokenTransport.ts',
      'runner/roundTrip.ts',
      'runner/uploads/storage.ts',
    ]);
    // The one hands on to a connection what the other sends.
    deepEqual(holding(/\.dispatch\(/), ['runner/connections.ts', 'runner/send.ts']);
    deepEqual(holding(/new Connections\(/), ['cli/tokenTransport.ts', 'runner/endpoints.ts']);
    deepEqual(holding(/confirmed: true/), ['runner/uploads/upload.ts']);
  });
});
