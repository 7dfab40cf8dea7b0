import assert from 'node:assert/strict';
import { outsideText } from '../../../src/vscode/webhooks/outsideText.ts';
import { l10n } from './l10n.ts';

describe('How to reach the receiver from outside', () => {
  it('names the port of a receiver that runs', () => {
    const { text } = outsideText(l10n, 'http://127.0.0.1:4791/');
    assert.match(text, /1\. The receiver runs on port 4791\./);
    assert.match(text, /enter 4791\./);
  });

  it('begins with the start of one that does not', () => {
    const { text, links } = outsideText(l10n, undefined);
    assert.match(text, /1\. Start the receiver\./);
    assert.deepEqual(
      links.map(({ command }) => command),
      ['procore.startReceiver', '~remote.forwardedPorts.focus'],
    );
  });

  it('says what has to be public, and what proves where an event comes from', () => {
    const { text } = outsideText(l10n, undefined);
    assert.match(text, /Port Visibility to Public/);
    assert.match(text, /Authorization header/);
    assert.match(text, /bear no signature/);
  });
});
