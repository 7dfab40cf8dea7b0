import { deepEqual, equal } from 'node:assert/strict';
import { createTriedRemedies, triedTitle } from '../../../src/vscode/remedies/triedRemedies.ts';
import { createSentRequests } from '../../../src/vscode/requests/sentRequests.ts';
import { refused, sampleExchange, sampleSent } from '../../support/sampleExchange.ts';

describe('What was tried about a request', () => {
  const document = sampleSent().document;
  const key = sampleSent().key;
  const at = Date.parse('2026-11-22T18:05:12Z');
  const setUp = () => {
    const sent = createSentRequests();
    const tried = createTriedRemedies(sent, () => at);
    sent.put(sampleSent({ exchange: refused() }));
    return { sent, tried };
  };

  it('is kept in order, with its time, while it goes on failing', () => {
    const { sent, tried } = setUp();
    tried.note(document, key, 'Sign In Again');
    sent.put(sampleSent({ exchange: undefined, startedAt: 2 }));
    sent.put(sampleSent({ exchange: refused(), startedAt: 2 }));
    tried.note(document, key, 'Wait and Send Again');
    deepEqual(tried.of(document, key), [
      '"Sign In Again" at 18:05:12 UTC.',
      '"Wait and Send Again" at 18:05:12 UTC.',
    ]);
    deepEqual(tried.of(document, 'another'), []);
  });

  it('goes with the request when an edit gives it another key', () => {
    const { tried } = setUp();
    tried.note(document, key, 'Sign In Again');
    tried.note(document, 'GET /rest/v1.0/x', 'Use /rest/v1.0/', key);
    equal(tried.of(document, 'GET /rest/v1.0/x').length, 2);
    deepEqual(tried.of(document, key), []);
  });

  it('is forgotten when the request succeeds, and when its answer is', () => {
    const { sent, tried } = setUp();
    tried.note(document, key, 'Sign In Again');
    sent.put(sampleSent({ exchange: sampleExchange(), startedAt: 3 }));
    deepEqual(tried.of(document, key), []);
    tried.note(document, key, 'Sign In Again');
    sent.clear();
    deepEqual(tried.of(document, key), []);
  });

  it('never grows without end', () => {
    const { tried } = setUp();
    for (let count = 0; count < 50; count += 1) tried.note(document, key, `try ${count}`);
    equal(tried.of(document, key).length, 20);
    equal(tried.of(document, key).at(-1), '"try 49" at 18:05:12 UTC.');
    for (let count = 0; count < 150; count += 1) tried.note(document, `other ${count}`, 'x');
    deepEqual(tried.of(document, key), []);
  });

  it('has nothing of what only shows more', () => {
    equal(triedTitle({ kind: 'findCause' }), undefined);
    equal(triedTitle({ kind: 'signIn' }), 'Sign In Again');
  });
});
