import assert from 'node:assert/strict';
import { diagnose } from '../../../src/procore/diagnosis/diagnose.ts';
import { withEditorAdvice } from '../../../src/vscode/requests/editorAdvice.ts';
import { refused, sampleExchange } from '../../support/sampleExchange.ts';

describe('What to do, as the editor says it', () => {
  it('names no variable of a terminal to somebody who is not signed in', () => {
    const diagnoses = diagnose({
      request: { method: 'GET', url: 'https://api.procore.com/rest/v1.0/me', headers: {} },
      response: { status: 401, headers: {} },
    });
    const exchange = sampleExchange({ response: null, attempts: 0, diagnoses });
    assert.match(JSON.stringify(exchange), /PROCORE_CLIENT_ID/);
    const shown = withEditorAdvice(exchange);
    assert.doesNotMatch(JSON.stringify(shown), /PROCORE_|command line/);
    assert.match(shown.diagnoses[0]?.remedies.join('\n') ?? '', /Sign in to .*\n.*Sign In Another Way/);
  });

  it('leaves every other exchange as it is', () => {
    const exchange = refused();
    assert.equal(withEditorAdvice(exchange), exchange);
  });
});
