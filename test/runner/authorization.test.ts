import { equal, ok } from 'node:assert/strict';
import { authorizationToSend } from '../../src/runner/authorization.ts';

describe('An Authorization header', () => {
  for (const [written, clear] of [
    ['Basic user password', 'user:password'],
    ['basic user:password', 'user:password'],
    ['Basic user pass word', 'user:pass word'],
    ['Basic user:pass:word', 'user:pass:word'],
    ['Basic key:', 'key:'],
    ['Basic größe ü', 'größe:ü'],
  ] as const) {
    it(`${written} is encoded`, () => {
      equal(authorizationToSend(written), `Basic ${Buffer.from(clear).toString('base64')}`);
    });
  }

  for (const written of [
    'Basic dXNlcjpwYXNzd29yZA==',
    'Bearer abc',
    'Token abc',
    'Digest username="a", realm="b", nonce="c", uri="/", response="d"',
    'AWS AKIDEXAMPLE:frJIUN8DYpKDtOLCwo//yllqDzg=',
    'AWS4-HMAC-SHA256 Credential=a/b, SignedHeaders=host, Signature=c',
    'NTLM TlRMTVNTUAAB',
    'Negotiate YII',
    '',
  ]) {
    it(`${written || 'without a value'} is sent as it stands`, () =>
      equal(authorizationToSend(written), written));
  }

  for (const written of [
    'Digest user password',
    'Digest user:password',
    'digest user pass=word',
    'AWS id key region:eu-west-1 service:s3',
    'COGNITO user password eu-west-1 pool client',
    'NTLM user password',
    'NTLM user:password',
    'oauth2 client_credentials sandbox',
    'openid',
  ]) {
    it(`${written} is never sent as text`, () => {
      const outcome = authorizationToSend(written);
      ok(typeof outcome === 'object', String(outcome));
      equal(outcome.code, 'authorization-not-computed');
      ok(!outcome.message.includes('password'), outcome.message);
    });
  }
});
