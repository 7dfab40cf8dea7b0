import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import {
  authorizationUrl,
  createProofKey,
  createState,
  readCallback,
  readPastedCode,
} from '../../src/oauth/authorization.ts';
import { secret } from '../../src/oauth/secret.ts';
import { callback } from '../simulator/client.ts';

describe('the address of the login page', () => {
  const request = { clientId: 'app', redirectUri: callback, state: secret('st4te') };

  it('asks for a code and carries the state', () => {
    assert.equal(
      authorizationUrl({ loginUrl: 'https://login.procore.com' }, request),
      'https://login.procore.com/oauth/authorize?response_type=code&client_id=app&redirect_uri=http%3A%2F%2Flocalhost%3A27561%2Fcallback&state=st4te',
    );
  });

  it('carries a proof key only where one is wanted', () => {
    const proofKey = createProofKey(randomBytes);
    const url = new URL(
      authorizationUrl({ loginUrl: 'https://login.procore.com' }, { ...request, proofKey }),
    );
    const challenge = createHash('sha256').update(proofKey.verifier.reveal()).digest('base64url');
    assert.equal(url.searchParams.get('code_challenge'), challenge);
    assert.equal(url.searchParams.get('code_challenge_method'), 'S256');
  });

  it('has a state of 256 bits', () => {
    assert.equal(Buffer.from(createState(randomBytes).reveal(), 'base64url').length, 32);
  });
});

describe('a callback', () => {
  const read = (query: string) => readCallback(new URLSearchParams(query), secret('st4te'));
  const error = (query: string) => {
    const result = read(query);
    return result.kind === 'refused' ? result.error : assert.fail(result.kind);
  };

  it('with the state brings the code', () => {
    const result = read('code=c0de&state=st4te');
    assert.equal(result.kind === 'code' && result.code.reveal(), 'c0de');
  });

  for (const query of [
    'code=c0de',
    'code=c0de&state=',
    'code=c0de&state=other',
    'code=c0de&state=st4te&state=st4te',
    'error=access_denied',
  ])
    it(`"${query}" is foreign`, () => assert.equal(read(query).kind, 'foreign'));

  it('says that the person denied', () => {
    assert.equal(error('error=access_denied&state=st4te').code, 'access-denied');
  });

  it('says another error of the login page without its markup', () => {
    const refused = error('error=<b>server</b>&state=st4te');
    assert.equal(refused.code, 'authorization-refused');
    assert.ok(!refused.message.includes('<'));
  });

  for (const query of ['state=st4te', 'code=&state=st4te', 'code=a&code=b&state=st4te'])
    it(`"${query}" has no code`, () => assert.equal(error(query).code, 'callback-malformed'));
});

describe('a pasted code', () => {
  const cases: readonly (readonly [string, string | undefined])[] = [
    [' 76ba4c5c75c96f60 \n', '76ba4c5c75c96f60'],
    ['https://login.procore.com/oauth/authorize/76ba4c5c', '76ba4c5c'],
    ['https://login.procore.com/oauth/authorize/native?code=76ba4c5c', '76ba4c5c'],
    ['https://login.procore.com/oauth/authorize/native', undefined],
    ['https://login.procore.com/', undefined],
    ['I cannot find it', undefined],
    ['', undefined],
  ];
  for (const [text, code] of cases)
    it(`"${text.trim()}" is ${code ?? 'none'}`, () => assert.equal(readPastedCode(text)?.reveal(), code));
});
