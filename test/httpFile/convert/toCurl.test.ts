import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { readCommandLine } from '../../../src/httpFile/convert/shellWords.ts';
import { curlFrom, type SentRequest } from '../../../src/httpFile/convert/toCurl.ts';

const request: SentRequest = {
  method: 'POST',
  url: 'https://api.procore.com/rest/v1.0/projects?filters[id]=1&b=%20',
  headers: [
    ['Content-Type', 'application/json'],
    ['accept-encoding', 'gzip'],
    ['authorization', 'Bearer ***'],
  ],
  body: { text: '{\n  "name": "it\'s 50% & more"\n}' },
};

describe('A request becomes a curl command', () => {
  it('for bash and zsh', () => {
    assert.equal(
      curlFrom(request, 'posix'),
      `curl 'https://api.procore.com/rest/v1.0/projects?filters[id]=1&b=%20' \\
  --header 'Content-Type: application/json' \\
  --header 'authorization: Bearer ***' \\
  --compressed \\
  --data-raw '{
  "name": "it'\\''s 50% & more"
}' \\
  --globoff`,
    );
  });

  it('for cmd', () => {
    assert.equal(
      curlFrom(
        { ...request, url: 'http://x.test/?a=1&b=%20', headers: [], body: { text: '{"a": "b\\"}' } },
        'cmd',
      ),
      `curl ^"http://x.test/?a=1^&b=^%^20^" ^
  --header ^"Content-Type:^" ^
  --data-raw ^"^{\\^"a\\^": \\^"b\\\\\\^"^}^"`,
    );
  });

  it('for PowerShell of any version', () => {
    assert.equal(
      curlFrom(
        { method: 'PUT', url: 'http://x.test/a', headers: [], body: { file: './a b.json' } },
        'powershell',
      ),
      `& { $PSNativeCommandArgumentPassing = 'Legacy'; curl.exe 'http://x.test/a' \`
  --request 'PUT' \`
  --header 'Content-Type:' \`
  --data-binary '@./a b.json' }`,
    );
  });

  it('that asks for the head only', () => {
    assert.equal(
      curlFrom({ method: 'HEAD', url: 'http://x.test/a', headers: [['X', '']], body: undefined }, 'posix'),
      "curl http://x.test/a \\\n  --head \\\n  --header 'X;'",
    );
  });

  it('which bash reads as it is meant', () => {
    const texts = fc.sample(fc.string({ unit: 'grapheme', maxLength: 20 }), { numRuns: 40, seed: 7 });
    const said = [...texts, "'", '\\', '"', '$HOME `id` !', 'a\nb', '*'].filter(text => !/[\0\r]/.test(text));
    const script = said
      .map(text => curlFrom({ method: 'POST', url: 'http://x', headers: [], body: { text } }, 'posix'))
      .join('\n');
    const run = spawnSync('bash', ['-c', `curl() { printf '%s\\0' "\${@: -1}"; }\n${script}`], {
      encoding: 'utf8',
    });
    assert.deepEqual(run.stdout.split('\0').slice(0, -1), said);
  });

  for (const shell of ['posix', 'cmd', 'powershell'] as const)
    it(`which is read back as it is meant, ${shell}`, () => {
      const text = fc.string({ unit: fc.constantFrom(...'ab1 "\'\\^%$&|<>!`{}[]()=;,\n'), maxLength: 12 });
      fc.assert(
        fc.property(text, text, (value, said) => {
          // Read back by PowerShell alone, a backslash at the end of blanks stands twice.
          fc.pre(shell !== 'powershell' || !/\\(?:\n|$)/.test(`${value}\n${said}`));
          const sent = {
            method: 'PUT',
            url: 'http://x',
            headers: [['A', `b${value.replaceAll('\n', '')}`]] as const,
            body: { text: said },
          };
          const command = curlFrom(sent, shell).replace(/^& \{[^;]*; (.*) \}$/s, '$1');
          const { words } = readCommandLine(command);
          assert.deepEqual(words.slice(2, 5), ['--request', 'PUT', '--header']);
          assert.equal(words[5], `A: b${value.replaceAll('\n', '')}`);
          assert.equal(words.at(-1), said);
        }),
        { numRuns: 300 },
      );
    });
});
