import { deepEqual, equal, ok } from 'node:assert/strict';
import { parseHttpFile } from '../../src/httpFile/parser.ts';
import { requestBody } from '../../src/runner/requestBody.ts';

const files: Readonly<Record<string, string | Uint8Array>> = {
  './a.json': '{"a": 1}',
  './b.json': '{"b": {{b}}}',
  './latin1.txt': Uint8Array.of(0x67, 0x72, 0xf6, 0xdf, 0x65),
  './photo.png': Uint8Array.of(0x89, 0x50, 0x0d, 0x0a, 0x00, 0xff),
};

describe('The body on the wire', () => {
  it('is the text with its references replaced', async () => {
    equal(await sent('POST /a\n\n{ "b": {{b}} }\n'), '{ "b": B }');
  });

  it('is a file byte for byte, or filled in', async () => {
    equal(await sent('POST /a\n\n< ./b.json\n'), '{"b": {{b}}}');
    equal(await sent('POST /a\n\n<@ ./b.json\n'), '{"b": B}');
    equal(await sent('POST /a\n\n<@latin1 ./latin1.txt\n'), 'größe');
  });

  it('has files between other lines', async () => {
    const text =
      'POST /a\nContent-Type: application/x-ndjson\n\n{"index": {}}\n< ./a.json\n{}\n<@ ./b.json\n';
    equal(await sent(text), '{"index": {}}\n{"a": 1}\n{}\n{"b": B}');
  });

  it('has files between the lines of text, where they can be nothing else', async () => {
    const text = 'POST /a\nContent-Type: text/plain\n\n';
    equal(await sent(`${text}a\n< ./a.json\nb\n`), 'a\n{"a": 1}\nb');
    for (const line of ['< less', '< 5 apples', '< ... and so on.', '<b>./a.json</b>', '< <a.b@c.d>'])
      equal(await sent(`${text}a\n${line}\n`), `a\n${line}`);
  });

  it('leaves the comments around the parts of multipart out', async () => {
    const text =
      'POST /a\nContent-Type: multipart/form-data; boundary=x\n\n# above\n--x\nContent-Disposition: form-data; name="f"\n# head\n\n// file\n< ./a.json\n--x--\n# below\n';
    const { body } = await made(text);
    equal(
      Buffer.from(body instanceof Uint8Array ? body : String(body)).toString(),
      '--x\r\nContent-Disposition: form-data; name="f"\r\n\r\n{"a": 1}\r\n--x--',
    );
  });

  it('has CRLF between the lines of multipart, and the bytes of its files as they are', async () => {
    const { body } = await made(
      'POST /a\nContent-Type: multipart/form-data; boundary=x\n\n--x\nContent-Disposition: form-data; name="f"; filename="p.png"\n\n< ./photo.png\n--x--\n',
    );
    ok(body instanceof Uint8Array);
    const head = '--x\r\nContent-Disposition: form-data; name="f"; filename="p.png"\r\n\r\n';
    deepEqual(
      Buffer.from(body),
      Buffer.concat([
        Buffer.from(head),
        Buffer.of(0x89, 0x50, 0x0d, 0x0a, 0x00, 0xff),
        Buffer.from('\r\n--x--'),
      ]),
    );
  });

  const form = 'POST /a\nContent-Type: application/x-www-form-urlencoded\n\n';
  for (const [written, wire] of [
    ['a=1&b=2', 'a=1&b=2'],
    ['a=1\n&b=two words\n  &c=3', 'a=1&b=two%20words&c=3'],
    ['a = 1 &\nb = two words &\nc = x=y', 'a=1&b=two%20words&c=x=y'],
    ['a=1&\nb=2&', 'a=1&b=2&'],
    ['a=1&\n\nb=2', 'a=1&b=2'],
    [
      'name=Grün "x" <y>\n&ok=%20x&half=100%&plus=a+b',
      'name=Gr%C3%BCn%20%22x%22%20%3Cy%3E&ok=%20x&half=100%25&plus=a+b',
    ],
    ['mail=a@b.c&list=[1,2]&at=10:30&price=$5', 'mail=a@b.c&list=[1,2]&at=10:30&price=$5'],
  ] as const) {
    it(`joins the form ${JSON.stringify(written)}`, async () => equal(await sent(form + written), wire));
  }

  it('leaves a form as it is written where encoding is off', async () => {
    equal(await sent(`# @no-auto-encoding\n${form}a=1 2\n&b=ü`), 'a=1 2&b=ü');
  });

  it('stops at a file that cannot be read, with its name', async () => {
    const { body } = await made('POST /a\n\n{}\n< ./missing.json\n');
    ok(typeof body === 'object' && 'message' in body);
    equal(body.message, 'The body file ./missing.json cannot be read: there is no such file.');
  });

  it('stops at an encoding that nobody knows', async () => {
    const { body } = await made('POST /a\n\n<@klingon ./a.json\n');
    ok(typeof body === 'object' && 'message' in body);
    ok(body.message.includes('klingon'), body.message);
  });

  it('tells of a template that is sent raw', async () => {
    const { notices } = await made('POST /a\n\n< ./b.json\n');
    deepEqual(notices, [
      './b.json holds {{...}} and is sent as it stands. Write <@ instead of < to have its variables filled in.',
    ]);
    deepEqual((await made('POST /a\n\n< ./photo.png\n')).notices, []);
    deepEqual((await made('POST /a\n\n<@ ./b.json\n')).notices, []);
  });
});

async function sent(text: string): Promise<string> {
  const { body } = await made(text);
  ok(body === undefined || typeof body === 'string' || body instanceof Uint8Array, JSON.stringify(body));
  return Buffer.from(body ?? '').toString('utf8');
}

async function made(text: string) {
  const request = parseHttpFile(text).requests[0];
  const type = request?.headers.find(({ name }) => name.text === 'Content-Type')?.value.text ?? '';
  const notices: string[] = [];
  const body = await requestBody(request?.body, type, {
    readFile: path => {
      const content = files[path];
      return content === undefined
        ? Promise.reject(new Error('there is no such file.'))
        : Promise.resolve(Buffer.from(content));
    },
    encodeForm: !request?.flags.some(({ name }) => name === 'noAutoEncoding'),
    filled: said => said.replaceAll('{{b}}', 'B'),
    notice: said => notices.push(said),
  });
  return { body, notices };
}
