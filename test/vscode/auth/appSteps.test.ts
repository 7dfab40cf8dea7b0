import assert from 'node:assert/strict';
import { builtInEnvironments } from '../../../src/procore/environments.ts';
import '../../support/editorDouble/hook.ts';

describe('The wizard for an app', () => {
  /** What the box for the client id says to each text, one Enter after the other. */
  async function said(texts: readonly string[], title = 'Own $(zap)') {
    const { appSteps } = await import('../../../src/vscode/auth/appSteps.ts');
    const [sandbox] = builtInEnvironments;
    assert(sandbox);
    const [step] = appSteps({
      environment: { ...sandbox, name: 'own', title },
      question: {
        clientId: undefined,
        redirectUris: ['http://localhost'],
        signal: new AbortController().signal,
      },
      apps: { ownerOf: async clientId => (clientId === 'mine' ? undefined : 'other') },
      transport: () => Promise.reject(new Error('Nothing is asked for a client id.')),
      titleOf: () => 'Other $(bug)',
    });
    const answers: (string | undefined)[] = [];
    for (const text of texts) answers.push(await step?.problem(text, []));
    return answers;
  }

  it('takes the client id of another environment when Enter is pressed once more', async () => {
    const [first, second, third] = await said(['theirs', 'theirs', 'another']);
    assert.match(first ?? '', /of your app for Other .* press Enter again to keep it\.$/);
    assert.equal(second, undefined);
    assert.match(third ?? '', /press Enter again/);
  });

  it('takes one that no other environment has at once', async () =>
    assert.deepEqual(await said(['mine']), [undefined]));

  it('draws no icon for a title that reads like one', async () => {
    const [first] = await said(['theirs']);
    assert.doesNotMatch(first ?? '$(', /\$\(/);
  });
});
