import assert from 'node:assert/strict';
import { builtInEnvironments, findEnvironment } from '../../../src/procore/environments.ts';
import type { SendQuestion } from '../../../src/runner/runner.ts';
import { sendQuestionText } from '../../../src/vscode/requests/sendQuestionText.ts';

function question(changes: Partial<SendQuestion> = {}): SendQuestion {
  const environment = findEnvironment(builtInEnvironments, 'production');
  assert.ok(environment);
  return {
    reason: 'production-write',
    environment,
    account: 'ana@firm.com (Production)',
    companyId: '4266',
    method: 'DELETE',
    url: 'https://api.procore.com/rest/v1.0/rfis/7?project_id=12',
    ...changes,
  };
}

describe('The question before a write to production', () => {
  it('names method, path, environment, account and company', () => {
    assert.deepEqual(sendQuestionText(question(), 'Acme'), {
      title: 'Send DELETE to Production? It changes real data.',
      lines: [
        'DELETE /rest/v1.0/rfis/7?project_id=12',
        'Environment: Production (api.procore.com)',
        'Account: ana@firm.com (Production)',
        'Company: Acme (4266)',
      ],
    });
  });

  it('says that it does not know the account, and nothing of a company that nobody named', () => {
    const { lines } = sendQuestionText(question({ account: undefined, companyId: undefined }), undefined);
    assert.deepEqual(lines.slice(2), ['Account: service account, or not known']);
  });

  it('shows the path readably and on one line', () => {
    const url = 'https://api.procore.com/rest/v1.0/x?filters%5Bname%5D=a%0AAccount%3A+me';
    assert.equal(
      sendQuestionText(question({ url }), undefined).lines[0],
      'DELETE /rest/v1.0/x?filters[name]=a?Account:+me',
    );
  });

  it('says that a note asked for it', () =>
    assert.match(sendQuestionText(question({ reason: 'note' }), undefined).title, /@note/));

  it('begins with what the note says, on one line', () => {
    const note = 'Deletes hook 7\nwith its triggers.';
    const { title, lines } = sendQuestionText(question({ reason: 'note', note }), undefined);
    assert.equal(title, 'Send DELETE to Production?');
    assert.match(lines[0] ?? '', /^Deletes hook 7.+with its triggers\.$/);
  });
});
