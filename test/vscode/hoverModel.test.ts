import assert from 'node:assert/strict';
import { commandUri, type Destination, type HoverPart, hoverParts } from '../../src/vscode/hoverModel.ts';
import { refused, sampleSent, wording } from './sampleExchange.ts';

const destination: Destination = {
  environmentTitle: 'Simulator',
  apiHost: '127.0.0.1:27570',
  account: { label: 'Test Architect (Simulator)', minutesLeft: 82, ended: undefined },
  company: { id: '4266', name: 'Acme' },
};

const lines = (parts: readonly HoverPart[]) =>
  parts.map(part => {
    if (part.kind === 'steps') return `${part.label}: ${part.steps.join(' / ')}`;
    if (part.kind === 'text') return part.label === undefined ? part.text : `${part.label}: ${part.text}`;
    return part.kind === 'command' ? `[${part.text}] ${part.command}` : part.text;
  });

describe('The hover on a request', () => {
  it('says where it goes, as whom and for which company before it was sent', () => {
    assert.deepEqual(lines(hoverParts(undefined, destination, wording)), [
      'Goes to: Simulator (127.0.0.1:27570)',
      'As: Test Architect (Simulator), token valid for 82 min as the login host said',
      'Company: Acme (4266)',
    ]);
  });

  it('offers to sign in where nobody is', () => {
    const parts = hoverParts(undefined, { ...destination, account: undefined }, wording);
    assert.ok(lines(parts).includes('[Not signed in. Sign In] procore.signIn'));
  });

  it('says that the session has ended, and why', () => {
    const account = { label: 'Ana', minutesLeft: undefined, ended: 'revoked' } as const;
    const shown = lines(hoverParts(undefined, { ...destination, account }, wording)).join('\n');
    assert.match(shown, /As: Ana, but the session has ended: .*revoked/);
    assert.match(shown, /\[Sign In Again\] procore\.signIn/);
  });

  it('explains a failed sending with cause and what to do', () => {
    assert.deepEqual(
      lines(hoverParts(sampleSent({ exchange: refused() }), destination, wording)).slice(0, 6),
      [
        '403 Forbidden · 38 ms · 2 B',
        'The account may not do this',
        'Cause: Its permission on the tool is too low',
        'What to do: Ask a project administrator for Standard permission. / Use another account.',
        'Procore documentation',
        '[Show Answer] procore.showResponse',
      ],
    );
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
