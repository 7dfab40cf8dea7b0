import { deepEqual, equal, ok } from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { createMeasuredConnector } from '../../src/runner/connect.ts';
import { Connections } from '../../src/runner/connections.ts';
import { isAnswer, send } from '../../src/runner/send.ts';

describe('Kept connections', () => {
  const { signal } = new AbortController();
  let server: Server;
  let opened: number;
  let refuse: boolean;
  let answer: (response: ServerResponse) => void;
  let dispatcher: Connections;
  let ask: (method?: string) => Promise<number>;

  beforeEach(async () => {
    opened = 0;
    answer = response => response.end('{}');
    server = createServer((_request, response) => answer(response));
    server.on('connection', () => {
      opened += 1;
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    ok(typeof address === 'object' && address !== null);
    const url = new URL(`http://127.0.0.1:${address.port}/`);
    const connector = createMeasuredConnector({ timeout: 5000 });
    refuse = false;
    dispatcher = new Connections((target, callback) =>
      refuse ? callback(new Error('refused'), null) : connector.connect(target, callback),
    );
    ask = async (method = 'GET') => {
      const attempt = { method, url, headers: [], body: undefined };
      const outcome = await send(attempt, { dispatcher, connector }, signal);
      return isAnswer(outcome) ? outcome.status : 0;
    };
  });
  afterEach(async () => {
    await dispatcher.close();
    server.closeAllConnections();
    server.close();
  });

  it('are one for requests that follow each other at once', async () => {
    for (let index = 0; index < 20; index += 1) equal(await ask(), 200);
    equal(opened, 1);
  });

  it('are as many as requests are under way, and no more for those that follow', async () => {
    const waiting: ServerResponse[] = [];
    const three = new Promise<void>(resolve => {
      answer = response => {
        if (waiting.push(response) === 3) resolve();
      };
    });
    const asked = [ask(), ask(), ask()];
    await three;
    for (const response of waiting) response.end();
    deepEqual(await Promise.all(asked), [200, 200, 200]);
    answer = response => response.end();
    deepEqual(await Promise.all([ask(), ask(), ask()]), [200, 200, 200]);
    equal(opened, 3);
  });

  it('are opened anew where the server closes them after each answer', async () => {
    answer = response => response.setHeader('connection', 'close').end();
    for (let index = 0; index < 3; index += 1) equal(await ask(), 200);
    equal(opened, 3);
  });

  it('carry no write after the server closed them without saying so', async () => {
    let writes = 0;
    server.on('request', ({ method }) => {
      if (method === 'POST') writes += 1;
    });
    answer = response => {
      response.end('{}');
      response.socket?.end();
    };
    for (let index = 0; index < 10; index += 1) equal(await ask('POST'), 200);
    deepEqual([writes, opened], [10, 10]);
  });

  it('are looked at first for reads as well, once the server closed one without saying so', async () => {
    answer = response => {
      response.end('{}');
      response.socket?.end();
    };
    equal(await ask('POST'), 200);
    equal(await ask('POST'), 200);
    for (let index = 0; index < 10; index += 1) equal(await ask(), 200);
  });

  it('can be opened after one that did not come about', async () => {
    refuse = true;
    equal(await ask(), 0);
    refuse = false;
    equal(await ask(), 200);
  });
});
