import assert from 'node:assert/strict';
import { lifeText, tokenInfoLines } from '../../../src/vscode/auth/tokenInfoText.ts';

const wording = { timeOf: (iso: string) => iso.slice(11, 16) };
const now = Date.UTC(2026, 10, 22, 9);

describe('The token info', () => {
  it('says what the login host said, and who it was', () => {
    const info = {
      resourceOwnerId: '42',
      clientId: 'app',
      expiresInSeconds: 5040,
      createdAtSeconds: now / 1000 - 360,
    };
    assert.deepEqual(
      tokenInfoLines(info, { host: 'login.example', grant: 'authorization_code', now }, wording),
      [
        'login.example says:',
        'The token lives 84 min more, until 10:24.',
        'Issued at 08:54, by its clock.',
        'User 42.',
        'App app.',
        'Scopes: none; Procore has no scopes, the permissions of the account decide.',
        'Signed in through the browser; the token is renewed by itself.',
      ],
    );
  });

  it('does not make up what the login host left out', () => {
    const nothing = {
      resourceOwnerId: undefined,
      clientId: undefined,
      expiresInSeconds: undefined,
      createdAtSeconds: undefined,
    };
    const text = tokenInfoLines(nothing, { host: 'h', grant: 'access_token', now }, wording).join('\n');
    assert.match(text, /does not tell how long/);
    assert.match(text, /names no user/);
    assert.match(text, /not renewed/);
  });

  it('counts seconds at the end of a life', () => {
    assert.deepEqual([5400, 121, 119, 0.5, -3].map(lifeText), ['90 min', '2 min', '119 s', '0 s', '0 s']);
  });
});
