import assert from 'node:assert/strict';
import '../../support/editorDouble/hook.ts';

// Once the hook has given it an editor.
const { endedText } = await import('../../../src/vscode/auth/endedText.ts');

describe('Why a session has ended', () => {
  it('is at Procore that it was revoked', () =>
    assert.equal(endedText('revoked', 'sandbox'), 'Procore refused to renew it, so it was revoked there'));

  it('is in the simulator that it was started anew, which nobody revoked', () =>
    assert.equal(
      endedText('revoked', 'simulator'),
      'the simulator was started anew, and knows no session from before',
    ));

  it('is the same anywhere for other reasons', () =>
    assert.equal(endedText('expired', 'simulator'), endedText('expired', 'sandbox')));
});
