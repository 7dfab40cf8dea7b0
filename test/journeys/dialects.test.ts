import { deepEqual, equal, ok } from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { runText } from '../support/runText.ts';

/** A request as it came over the wire. */
interface Arrived {
  readonly method: string;
  readonly path: string;
  /** Name and value in turn, as sent. */
  readonly fields: readonly string[];
  readonly body: string;
}

describe('Forms of the four dialects on the wire', () => {
  let server: Server;
  let origin = '';
  const arrived: Arrived[] = [];

  before(async () => {
    server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(Buffer.from(chunk));
      arrived.push({
        method: request.method ?? '',
        path: request.url ?? '',
        fields: request.rawHeaders,
        body: Buffer.concat(chunks).toString('latin1'),
      });
      response.setHeader('content-type', 'application/json');
      response.end('{"id": 1}');
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => server.close());
  beforeEach(() => arrived.splice(0));

  async function sent(text: string, bodyFiles: Readonly<Record<string, string>> = {}): Promise<Arrived> {
    const { exchange } = await runText(text.replaceAll('ORIGIN', origin), { bodyFiles });
    equal(exchange.error, null, JSON.stringify(exchange.error));
    const last = arrived.at(-1);
    ok(last !== undefined, 'nothing arrived');
    return last;
  }

  async function unsent(text: string): Promise<string | undefined> {
    const { exchange } = await runText(text.replaceAll('ORIGIN', origin));
    equal(arrived.length, 0, 'it was sent');
    return exchange.error?.code;
  }

  it('a target over lines, its fragment left behind, blanks encoded once', async () => {
    const { method, path } = await sent('get ORIGIN/a b%20c\n  /d\n  ?e=f g\n  &h=%7B#part\n');
    deepEqual([method, path], ['GET', '/a%20b%20c/d?e=f%20g&h=%7B']);
  });

  it('headers that repeat, each on its line, and cookies on one', async () => {
    const { fields } = await sent(
      'GET ORIGIN/\nX-A: 1\nX-A: 2\nCookie: a=1\nCookie: b=2\nX-Long: one\n  two\n',
    );
    const pairs = fields.flatMap((name, at) => (at % 2 === 0 ? [`${name}: ${fields[at + 1]}`] : []));
    deepEqual(
      pairs.filter(pair => /^(?:x-|cookie)/i.test(pair)),
      ['x-a: 1', 'x-a: 2', 'cookie: a=1; b=2', 'x-long: one two'],
    );
  });

  it('a Host header and the variable host complete a path', async () => {
    equal((await sent(`GET /a\nHost: ${origin.slice('http://'.length)}\n`)).path, '/a');
    equal((await sent('@host = ORIGIN/api/\nGET /b\n')).path, '/api/b');
  });

  it('multipart with a file, byte for byte', async () => {
    const { body } = await sent(
      '@n = 1\nPOST ORIGIN/files\nContent-Type: multipart/form-data; boundary=x\n\n--x\nContent-Disposition: form-data; name="a"\n\n{{n}}\n--x\nContent-Disposition: form-data; name="f"; filename="f.bin"\n\n< ./f.bin\n--x--\n',
      { './f.bin': 'a\nb\r\nc' },
    );
    equal(
      body,
      '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--x\r\nContent-Disposition: form-data; name="f"; filename="f.bin"\r\n\r\na\nb\r\nc\r\n--x--',
    );
  });

  it("a form as JetBrains' users write it", async () => {
    const { body } = await sent(
      'POST ORIGIN/token\nContent-Type: application/x-www-form-urlencoded\n\na = 1 &\nb = two words &\nc = x=y\n',
    );
    equal(body, 'a=1&b=two%20words&c=x=y');
  });

  it('JSON without its comments, scripts and assertions', async () => {
    const { body } = await sent(
      'POST ORIGIN/a\nContent-Type: application/json\n\n{\n# one\n"a": 1\n// two\n}\n\n?? status == 200\n\n> {% client.log(1); %}\n',
    );
    equal(body, '{\n"a": 1\n}');
  });

  it('text with everything that looks like a comment', async () => {
    const { body } = await sent('POST ORIGIN/a\nContent-Type: text/plain\n\n# one\n// two\nGET /three\n');
    equal(body, '# one\n// two\nGET /three');
  });

  it('text without the handlers below it', async () => {
    for (const below of ['<> 2020-01-01.json', '> ./handler.js']) {
      const { body } = await sent(`POST ORIGIN/a\nContent-Type: text/plain\n\n> one\n\n${below}\n`);
      equal(body, '> one');
    }
  });

  it('multipart without the comments around its parts', async () => {
    const { body } = await sent(
      'POST ORIGIN/a\nContent-Type: multipart/form-data; boundary=b\n\n# one\n--b\n# two\nContent-Disposition: form-data; name="a"\n\n# text\n--b--\n# three\n',
    );
    equal(body, '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n# text\r\n--b--');
  });

  it('escaped braces as text', async () => {
    const { body } = await sent('POST ORIGIN/a\n\n{"a": "\\{\\{verb\\}\\}"}\n');
    equal(body, '{"a": "{{verb}}"}');
  });

  it('Basic credentials, encoded', async () => {
    const { fields } = await sent('GET ORIGIN/\nAuthorization: Basic {{u}} pass word\n\n@u = me\n');
    const at = fields.findIndex(name => name.toLowerCase() === 'authorization');
    equal(fields[at + 1], `Basic ${Buffer.from('me:pass word').toString('base64')}`);
  });

  it('a query below the headers', async () => {
    equal((await sent('GET ORIGIN/a\nAccept: */*\n?b=1\n&c=2\n')).path, '/a?b=1&c=2');
  });

  for (const [what, text, code] of [
    ['Digest credentials', 'GET ORIGIN/\nAuthorization: Digest a b\n', 'authorization-not-computed'],
    ['a GraphQL query', 'POST ORIGIN/\n\nquery a { b }\n', 'not-sent'],
    ['a request with the header of GraphQL', 'POST ORIGIN/\nX-Request-Type: GraphQL\n\n{ a }\n', 'not-sent'],
    ['headers out of a variable', 'GET ORIGIN/\n...common\n', 'not-sent'],
    ['another protocol', 'WEBSOCKET ws://127.0.0.1/\n', 'not-sent'],
    ['an address of another protocol', 'wss://127.0.0.1/\n', 'not-sent'],
    ["an expression of httpYac's", 'GET ORIGIN/{{1 + a}}\n', 'variable-unknown'],
    ['a name without a value', 'GET ORIGIN/{{a}}\n', 'variable-unknown'],
  ] as const) {
    it(`${what} stays here`, async () => equal(await unsent(text), code));
  }

  it('a GraphQL query goes out as text where a flag says so', async () => {
    equal((await sent('# @no-gql-parsing\nPOST ORIGIN/\n\nquery a { b }\n')).body, 'query a { b }');
  });
});
