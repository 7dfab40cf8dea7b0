import { deepEqual } from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { parseHttpFile } from '../../src/httpFile/parser.ts';
import { simulatorEnvironment } from '../../src/procore/environments.ts';
import { createRunner } from '../../src/runner/run.ts';
import { createTurns } from '../../src/runner/turns.ts';
import { AnsweringDispatcher } from '../support/answeringDispatcher.ts';
import { fakeClock } from '../support/fakeClock.ts';
import { tokenOf } from '../support/runText.ts';

describe('A request that may go when the one before is answered', () => {
  let log: string[];

  /** Answers some turns later, as a network does, with the address as `path` in its body. */
  const answering = () =>
    new AnsweringDispatcher(
      ({ path }) => {
        log.push(`sent ${path}`);
        return { status: path.includes('missing') ? 404 : 200, body: JSON.stringify({ path }) };
      },
      () => turns(5),
    );

  async function turns(count: number): Promise<void> {
    for (let left = count; left > 0; left -= 1) await turn();
  }

  async function run(text: string): Promise<readonly string[]> {
    log = [];
    const environment = simulatorEnvironment('http://127.0.0.1:9', 'mine');
    const file = parseHttpFile(text);
    const runner = createRunner({
      clock: fakeClock({ start: Date.parse('2026-11-22T05:00:00Z'), autoAdvance: true }),
      random: () => 0,
      getToken: () => Promise.resolve(tokenOf('mine', 'a-token')),
      catalog: () => Promise.reject(new Error('no catalog in this test')),
      readBodyFile: () => Promise.resolve(Buffer.from('{}')),
      confirmSend: () => Promise.resolve(true),
      openDispatcher: answering,
    });
    const requests = createTurns(({ request, response, error }) => {
      const path = URL.canParse(request.url) ? new URL(request.url).pathname : request.url;
      log.push(`made ${path} ${response?.status ?? error?.code}`);
      return undefined;
    });
    const attempted = new Map();
    for (const request of file.requests) {
      await requests.next(onAnswered =>
        runner.run(
          {
            file,
            fileName: 'a.http',
            request,
            environment,
            environments: [environment],
            values: { overrides: {}, host: {}, processEnv: {} },
            allPages: false,
            timeoutMs: undefined,
            attempted,
            onAnswered,
          },
          new AbortController().signal,
        ),
      );
    }
    await requests.settled();
    await runner.close();
    return log;
  }

  it('leaves before the exchange of that one is made', async () => {
    deepEqual(await run('GET /rest/v1.0/a\n###\nGET /rest/v1.0/b\n###\nPOST /rest/v1.0/c\n'), [
      'sent /rest/v1.0/a',
      'sent /rest/v1.0/b',
      'made /rest/v1.0/a 200',
      'sent /rest/v1.0/c',
      'made /rest/v1.0/b 200',
      'made /rest/v1.0/c 200',
    ]);
  });

  it('waits for the exchange where it reads the answer, which is not asked for again', async () => {
    const text = '# @name a\nGET /rest/v1.0/a\n###\nGET {{a.response.body.$.path}}/again\n';
    deepEqual(await run(text), [
      'sent /rest/v1.0/a',
      'made /rest/v1.0/a 200',
      'sent /rest/v1.0/a/again',
      'made /rest/v1.0/a/again 200',
    ]);
  });

  it('waits for the exchange where it reads an answer that is not good, and is not sent', async () => {
    const text = '# @name a\nGET /rest/v1.0/missing\n###\nGET {{a.response.body.$.path}}/again\n';
    deepEqual(await run(text), [
      'sent /rest/v1.0/missing',
      'made /rest/v1.0/missing 404',
      'made {{a.response.body.$.path}}/again request-not-answered',
    ]);
  });

  it('waits for the exchange where it sends a file, which may be that answer', async () => {
    const text = 'GET /rest/v1.0/a\n###\nPOST /rest/v1.0/b\n\n< ./a.json\n';
    deepEqual((await run(text)).slice(0, 3), [
      'sent /rest/v1.0/a',
      'made /rest/v1.0/a 200',
      'sent /rest/v1.0/b',
    ]);
  });

  it('goes its way after one that was never sent', async () => {
    deepEqual(await run('GET /rest/v1.0/{{nothing}}\n###\nGET /rest/v1.0/b\n'), [
      'made /rest/v1.0/{{nothing}} variable-unknown',
      'sent /rest/v1.0/b',
      'made /rest/v1.0/b 200',
    ]);
  });
});
