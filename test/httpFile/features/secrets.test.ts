import assert from 'node:assert/strict';
import { findingAt, findsNone } from './findings.ts';

const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3In0.abcDEF123_-abcDEF123';
const url = 'https://example.com/x';

describe('A secret in the file', () => {
  it('is a warning where it stands', () => {
    for (const text of [
      `GET ${url}\nAuthorization: Bearer «q8Zr4fX2kP0sLw9TbN»`,
      `GET ${url}\nAuthorization: «q8Zr4fX2kP0sLw9TbN»`,
      `GET ${url}\nAuthorization: Basic «ana:hunter2!»`,
      `GET ${url}\nAuthorization: Basic «ana hunter2!»`,
      `GET ${url}\nX-Api-Key: «q8Zr4fX2kP0sLw9TbN»`,
      `GET ${url}\nX-Session: «${jwt}»`,
      `GET ${url}?client_secret=«q8Zr4fX2kP0sLw9TbN»&b=1`,
      `GET ${url}/«${jwt}»`,
      'GET https://ana:«hunter2!»@example.com/x',
      'GET HTTP://:«hunter2!»@127.0.0.1:80?a=b:c@d',
      `POST ${url}\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=password&password=«hunter2»`,
      `POST ${url}\n\n{ "client_secret": "«q8Zr4fX2kP0sLw9TbN»" }`,
      `POST ${url}\n\n{ "note": "«${jwt}»" }`,
      `@token = «q8Zr4fX2kP0sLw9TbN»\nGET ${url}/{{token}}`,
      `@password = «hunter2»\nGET ${url}/{{password}}`,
      `@x = «${jwt}»\nGET ${url}/{{x}}`,
      `### c\ncurl ${url} \\\n  -H 'Authorization: Bearer «q8Zr4fX2kP0sLw9TbN»' \\\n  -H 'Accept: a/b'\n`,
      `curl -H "authorization: «q8Zr4fX2kP0sLw9TbN»" ${url}\n`,
      `curl -H 'X-Api-Key: «q8Zr4fX2kP0sLw9TbN»' ${url}\n`,
      `curl --oauth2-bearer «q8Zr4fX2kP0sLw9TbN» ${url}\n`,
      `curl -u 'ana:«hunter2!»' ${url}\n`,
      `curl --user=ana:«hunter2!» ${url}\n`,
      `curl ${url} -d '{"client_secret": "«q8Zr4fX2kP0sLw9TbN»"}'\n`,
      `curl '${url}?client_secret=«q8Zr4fX2kP0sLw9TbN»&b=1'\n`,
      `curl -H 'X-Session: «${jwt}»' ${url}\n`,
    ]) {
      const { severity, message } = findingAt(text, 'secret-in-file');
      assert.equal(severity, 'warning');
      assert.doesNotMatch(message, /hunter2|q8Zr4|eyJ/, 'the message never holds the secret');
    }
  });

  it('is none where a variable or a placeholder stands', () => {
    for (const value of [
      '{{token}}',
      '<your token>',
      'YOUR_ACCESS_TOKEN',
      'your-access-token-here',
      'xxxxxxxxxxxxxxxxxxxx',
      '***',
      '...',
      '[token]',
      'access_token',
      '$TOKEN',
      'REPLACE_ME',
    ]) {
      const codes = ['secret-in-file'];
      findsNone(`GET ${url}\nAuthorization: Bearer ${value}`, codes);
      findsNone(`GET ${url}\nX-Api-Key: ${value}`, codes);
      findsNone(`POST ${url}\n\n{ "client_secret": "${value}" }`, codes);
      findsNone(`@token = ${value}\nGET ${url}/{{token}}`, codes);
      findsNone(`curl -H 'Authorization: Bearer ${value}' ${url}\n`, codes);
      if (!/[\s<[]/.test(value)) findsNone(`GET https://ana:${value}@example.com/x`, codes);
    }
  });

  it('is none where a name only speaks about secrets', () => {
    for (const text of [
      `POST ${url}\n\n{ "token_type": "bearer0123456789", "password_policy": "strong-2024-policy" }`,
      `POST ${url}\nIdempotency-Token: 0f8fad5b-d9cb-469f-a165-70867728950e`,
      `GET ${url}?page_token=q8Zr4fX2kP0sLw9TbN`,
      `@tokenUrl = https://login.example.com/oauth2/token\nGET {{tokenUrl}}`,
      `GET ${url}\nAuthorization: Basic {{user}} {{password}}`,
      `GET ${url}\nAuthorization: Basic user password`,
    ])
      findsNone(text, ['secret-in-file']);
  });

  it('in a call to Procore need not be there at all', () => {
    const text = 'GET /rest/v1.0/me\nAuthorization: Bearer «q8Zr4fX2kP0sLw9TbN»';
    assert.match(findingAt(text, 'secret-in-file').message, /Remove the header/);
  });
});
