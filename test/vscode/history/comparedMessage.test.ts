import { equal, match } from 'node:assert/strict';
import '../../support/editorDouble/hook.ts';

describe('What is said of two answers that were compared', () => {
  async function said(same: boolean, left: 'large' | 'off' | 'elsewhere' | undefined) {
    const { comparedMessage } = await import('../../../src/vscode/history/historyMessages.ts');
    return comparedMessage({ same, left }) ?? '';
  }

  it('is that they are the same only where all of both was compared', async () => {
    match(await said(true, undefined), /^Both answers say the same/);
    equal(await said(false, undefined), '');
    match(await said(true, 'large'), /only the beginning/);
    match(await said(false, 'large'), /may be more differences/);
    for (const left of ['off', 'elsewhere'] as const)
      for (const same of [true, false]) match(await said(same, left), /could not be compared/);
  });
});
