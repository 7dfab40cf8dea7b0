import { deepEqual, equal, ok } from 'node:assert/strict';
import type { AnswerFile } from '../../src/runner/answerFile.ts';
import { numberedName, refusedAnswerPath, refusedAnswerPlace } from '../../src/runner/answerFile.ts';
import type { RunJob } from '../../src/runner/runner.ts';
import { type WritableAnswer, writeAnswers } from '../../src/runner/writeAnswers.ts';
import { scopeOf } from '../httpFile/parsing.ts';

const plain: WritableAnswer = {
  bytes: Buffer.from('[1]'),
  text: '[1]',
  url: 'https://sandbox.procore.com/rest/v1.0/me',
  secrets: ['the-token'],
};

describe('An answer', () => {
  it('goes to every file that the request names, and the user hears where', async () => {
    const { written, notices, failure } = await ran('@n = a\nGET /a\n\n>> {{n}}.json\n>>! .\\x\\b.json\n');
    deepEqual(written, [
      { path: 'a.json', overwrite: false, body: '[1]' },
      { path: './x/b.json', overwrite: true, body: '[1]' },
    ]);
    deepEqual(notices, ['The answer was written to a.json.', 'The answer was written to ./x/b.json.']);
    equal(failure, null);
  });

  it('goes nowhere where nothing is named', async () => {
    deepEqual((await ran('GET /a\n')).written, []);
  });

  for (const [what, answer] of [
    ['a token in a field', { text: '{"access_token":"abc"}' }],
    ['the token that was used', { text: '"the-token"' }],
    ['a secret of a form', { text: 'client_secret=abc' }],
  ] as const) {
    it(`with ${what} is not written`, async () => {
      const { written, failure } = await ran('GET /a\n\n>> a.json\n', { ...plain, ...answer });
      deepEqual(written, []);
      equal(failure?.code, 'answer-not-written');
      ok(failure?.message.includes('credentials'), failure?.message);
    });
  }

  it('is not written to a name without a value', async () => {
    const { written, failure } = await ran('GET /a\n\n>> {{nothing}}.json\n');
    deepEqual(written, []);
    ok(failure?.message.includes('{{nothing}}'), failure?.message);
  });

  it('that cannot be written says why, and the next file is tried', async () => {
    const { written, failure } = await ran('GET /a\n\n>> full/a.json\n>> b.json\n');
    deepEqual(
      written.map(({ path }) => path),
      ['b.json'],
    );
    equal(failure?.message, 'The answer was not written to full/a.json: the disk is full.');
  });
});

describe('The name of an answer', () => {
  for (const [path, taken, name] of [
    ['a.json', 0, 'a.json'],
    ['a.json', 1, 'a-1.json'],
    ['b.c/a', 2, 'b.c/a-2'],
    ['a.tar.gz', 1, 'a.tar-1.gz'],
  ] as const) {
    it(`${path} after ${taken} taken ones is ${name}`, () => equal(numberedName(path, taken), name));
  }

  it('may lead through the folders above, which the writer checks', () => {
    equal(refusedAnswerPath('../a/./b.json'), undefined);
  });

  it('never begins with a dot below the folder that it stays in', () => {
    for (const way of ['.env', 'a/.vscode/tasks.json', '.git\\config', '...'])
      ok(refusedAnswerPlace(way), way);
    equal(refusedAnswerPlace('a/b.json'), undefined);
  });

  it("may lie in JetBrains' folder of earlier answers, where $historyFolder points", () => {
    equal(refusedAnswerPlace('.idea/httpRequests/a.json'), undefined);
    ok(refusedAnswerPlace('.idea/httpRequests/.x'));
    ok(refusedAnswerPlace('.idea/workspace.xml'));
  });
});

async function ran(text: string, answer = plain) {
  const written: (AnswerFile & { readonly body: string })[] = [];
  const notices: string[] = [];
  const scope = scopeOf(text);
  const { file, request } = scope;
  const job: RunJob = {
    file,
    request,
    fileName: 'a.http',
    environment: {
      name: 'x',
      title: 'X',
      loginUrl: 'https://x.example',
      apiUrl: 'https://x.example',
      webUrl: 'https://x.example',
      production: false,
      credentialsOf: 'x',
    },
    environments: [],
    values: { overrides: {}, host: {}, processEnv: {} },
    allPages: false,
    timeoutMs: undefined,
    onNotice: notice => notices.push(notice),
  };
  const failure = await writeAnswers(
    {
      writeAnswer: (to, body) => {
        if (to.path.startsWith('full/')) return Promise.reject(new Error('the disk is full.'));
        written.push({ ...to, body: 'path' in body ? body.path : Buffer.from(body).toString() });
        return Promise.resolve(to.path);
      },
    },
    { ...scope, job },
    answer,
  );
  return { written, notices, failure };
}
