import { deepEqual } from 'node:assert/strict';
import { AnsweringDispatcher } from '../support/answeringDispatcher.ts';
import { runText } from '../support/runText.ts';

describe('An answer that another request reads', () => {
  const text = '# @name me\nGET /rest/v1.0/me\n\n###\nGET /rest/v1.0/projects/{{me.id}}\n';

  async function sent(job: { readonly answerRead?: boolean }): Promise<readonly string[]> {
    const paths: string[] = [];
    const dispatcher = new AnsweringDispatcher(({ path }) => {
      paths.push(path);
      return { status: 200, body: '{"id": 7}' };
    });
    await runText(text, { dispatcher, job });
    return paths;
  }

  it('is remembered, so that it is asked for once', async () =>
    deepEqual(await sent({}), ['/rest/v1.0/me', '/rest/v1.0/projects/7']));

  it('is asked for again where nobody was said to read it, and then read', async () =>
    deepEqual(await sent({ answerRead: false }), [
      '/rest/v1.0/me',
      '/rest/v1.0/me',
      '/rest/v1.0/projects/7',
    ]));
});
