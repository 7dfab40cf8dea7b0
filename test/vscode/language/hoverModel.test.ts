import assert from 'node:assert/strict';
import {
  answerParts,
  commandUri,
  type Destination,
  fieldParts,
  type HoverPart,
  hoverCommands,
  hoverParts,
} from '../../../src/vscode/language/hoverModel.ts';
import {
  forbidden,
  refused,
  sampleExchange,
  sampleHint,
  sampleSent,
  wording,
} from '../../support/sampleExchange.ts';

const destination: Destination = {
  environmentTitle: 'Simulator',
  host: '127.0.0.1:27570',
  withToken: true,
  account: {
    label: 'Test Architect (Simulator)',
    environment: 'simulator',
    minutesLeft: 82,
    ended: undefined,
  },
  company: { id: '4266', name: 'Acme' },
};

const lines = (parts: readonly HoverPart[]) =>
  parts.map(part => {
    if (part.kind === 'steps') return `${part.label}: ${part.steps.join(' / ')}`;
    if (part.kind === 'text') return part.label === undefined ? part.text : `${part.label}: ${part.text}`;
    return part.kind === 'command' ? `[${part.text}] ${part.command}` : part.text;
  });

describe('The hover on a request', () => {
  it('says in Restricted Mode that nothing is sent, and leads out of it instead of signing in', () => {
    const restricted = { ...destination, restricted: true, account: undefined, company: undefined };
    assert.deepEqual(lines(hoverParts(undefined, restricted, wording)), [
      'Goes to: Simulator (127.0.0.1:27570)',
      'Nothing is sent in Restricted Mode, and no token is used.',
      '[Manage Workspace Trust] workbench.trust.manage',
    ]);
    assert.ok(hoverCommands.includes('workbench.trust.manage'));
  });

  it('says where it goes, as whom and for which company before it was sent', () => {
    assert.deepEqual(lines(hoverParts(undefined, destination, wording)), [
      'Goes to: Simulator (127.0.0.1:27570)',
      'As: Test Architect (Simulator), token valid for 82 min as the login host said',
      'Company: Acme (4266)',
    ]);
  });

  it('names a foreign host alone, and that no token goes there', () => {
    const foreign = { ...destination, environmentTitle: undefined, host: 'example.com', withToken: false };
    assert.deepEqual(lines(hoverParts(undefined, { ...foreign, company: undefined }, wording)), [
      'Goes to: example.com',
      'No token is added.',
    ]);
  });

  it('gives the id of a company that only the file names', () => {
    const parts = hoverParts(undefined, { ...destination, company: { id: '77', name: undefined } }, wording);
    assert.ok(lines(parts).includes('Company: 77'));
  });

  it('offers to sign in where nobody is', () => {
    const parts = hoverParts(undefined, { ...destination, account: undefined }, wording);
    assert.ok(lines(parts).includes('[Not signed in. Sign In] procore.signIn'));
  });

  it('says that the session has ended, and why', () => {
    const account = {
      label: 'Ana',
      environment: 'sandbox',
      minutesLeft: undefined,
      ended: 'revoked',
    } as const;
    const shown = lines(hoverParts(undefined, { ...destination, account }, wording)).join('\n');
    assert.match(shown, /As: Ana, but the session has ended: .*revoked/);
    assert.match(shown, /\[Sign In Again\] procore\.signIn/);
  });

  it('says what to do, and leaves the cause to the problem that the editor shows above', () => {
    assert.deepEqual(
      lines(hoverParts(sampleSent({ exchange: refused() }), destination, wording)).slice(0, 5),
      [
        '403 Forbidden · 38 ms · 2 B',
        'What to do: Ask a project administrator for Standard permission. / Use another account.',
        'Procore documentation',
        'Rate limit: not told by the server: this answer has no X-Rate-Limit headers',
        '[Show Answer] procore.showResponse',
      ],
    );
  });

  it('says the cause, too, where it stands in no problem', () => {
    const diagnoses = [{ ...forbidden, id: 'more-pages' as const, severity: 'warning' as const }];
    const sent = sampleSent({ exchange: sampleExchange({ diagnoses }) });
    assert.deepEqual(lines(hoverParts(sent, destination, wording)).slice(1, 3), [
      'The account may not do this',
      'Cause: Its permission on the tool is too low',
    ]);
  });
});

describe('A command in Markdown', () => {
  it('cannot be ended by its parameters', () => {
    const uri = commandUri('procore.showResponse', ['file:///a.http', 'GET /x) [y](command:z']);
    assert.doesNotMatch(uri, /[()[\]\s]/);
    assert.deepEqual(JSON.parse(decodeURIComponent(uri.slice(uri.indexOf('?') + 1))), [
      'file:///a.http',
      'GET /x) [y](command:z',
    ]);
  });
});

describe('The hover on an answer', () => {
  it('says why and what to do on the status line, and offers no way to where one is', () => {
    assert.deepEqual(lines(answerParts(sampleSent({ exchange: refused() }), wording)), [
      '403 Forbidden · 38 ms · 2 B',
      'The account may not do this',
      'Cause: Its permission on the tool is too low',
      'What to do: Ask a project administrator for Standard permission. / Use another account.',
      'Procore documentation',
      'Rate limit: not told by the server: this answer has no X-Rate-Limit headers',
    ]);
  });

  it('says what a good answer may have passed over', () => {
    const texts = lines(answerParts(sampleSent({ exchange: sampleExchange(), hint: sampleHint }), wording));
    assert.ok(texts.includes(`Query: ${sampleHint.text}`), texts.join('\n'));
  });

  it('says who said the numbers', () => {
    const exchange = sampleExchange({
      response: { status: 200, statusText: 'OK', headers: { total: '450' }, bodyBytes: 2, body: '[]' },
      pagination: { page: 1, perPage: 100, total: 450, hasNext: true, pagesRead: 1, rowsRead: 100 },
      rateLimit: { limit: 600, remaining: 590, resetAt: '2026-10-05T06:20:11Z', window: 'hourly' },
    });
    assert.deepEqual(lines(answerParts(sampleSent({ exchange }), wording)).slice(-2), [
      'Rows: 100 of 450 rows, page 1, more to read, as the Total header said',
      'Rate limit: 590 of 600 requests left this hour, resets at 06:20:11, as the X-Rate-Limit headers of this answer said',
    ]);
  });

  it('says nothing of limits where none of Procore answered', () => {
    const exchange = sampleExchange({ environment: null });
    assert.deepEqual(lines(answerParts(sampleSent({ exchange }), wording)), ['200 OK · 38 ms · 12 B']);
  });
});

describe('The hover on a field', () => {
  const field = { name: 'subject', message: "can't be blank" };
  const diagnosis = {
    ...forbidden,
    id: 'unprocessable-field' as const,
    title: 'Two fields are wrong',
    remedies: [
      'Give subject a value.',
      'Give due_date a value of the kind that the API reference lists.',
      'Compare.',
    ],
    fields: [field, { name: 'due_date', message: 'is invalid' }],
  };
  const problem = {
    severity: 'error' as const,
    message: "subject: can't be blank",
    code: diagnosis.id,
    link: diagnosis.link,
    field,
    diagnosis,
  };

  it('says what helps this field, then what helps any, and nothing that is for others', () =>
    assert.deepEqual(lines(fieldParts(problem, false)), [
      "subject: can't be blank",
      'Cause: Two fields are wrong',
      'What to do: Give subject a value. / Compare.',
      'Procore documentation',
    ]));

  it('does not repeat the problem that the editor shows above', () =>
    assert.equal(lines(fieldParts(problem, true))[0], 'Cause: Two fields are wrong'));

  it('says what to do where the server only named it', () => {
    const named = { ...field, message: '' };
    assert.deepEqual(
      lines(
        fieldParts({ ...problem, field: named, diagnosis: { ...diagnosis, fields: [named] } }, false),
      ).slice(1, 2),
      [
        'What to do: Give subject a value. / Give due_date a value of the kind that the API reference lists. / Compare.',
      ],
    );
  });
});
