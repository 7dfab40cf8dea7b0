import assert from 'node:assert/strict';
import { diagnose } from '../../../src/procore/diagnosis/diagnose.ts';
import { broke } from './inputs.ts';

describe('A request without an answer', () => {
  const local = (code: string) => {
    const input = broke(code);
    return { ...input, request: { ...input.request, url: 'http://127.0.0.1:27570/rest/v1.0/me' } };
  };

  it("is told of Procore's status page only where Procore was to answer", () => {
    for (const code of ['ETIMEDOUT', 'ECONNRESET']) {
      assert.match(diagnose(broke(code))[0]?.remedies.join() ?? '', /status\.procore\.com/);
      assert.doesNotMatch(diagnose(local(code))[0]?.remedies.join() ?? '', /status\.procore\.com/);
    }
  });

  it('is not said to have been slow where it never went out', () => {
    const [found] = diagnose(
      broke('ETIMEDOUT', 'The time that the request was given is over. Nothing was sent.'),
    );
    assert.equal(found?.id, 'timeout');
    assert.match(found.cause, /before it went out to api\.procore\.com/);
    assert.match(found.remedies.join(), /@timeout/);
    assert.doesNotMatch(`${found.cause} ${found.remedies.join()}`, /did not finish|status\.procore/);
  });
});
