import assert from 'node:assert/strict';
import fc from 'fast-check';
import { builtInEnvironments } from '../../../src/procore/environments.ts';
import {
  environmentKinds,
  nameOfTitle,
  readHost,
  titleProblem,
} from '../../../src/vscode/environments/newEnvironment.ts';
import { readUserEnvironments } from '../../../src/vscode/environments/userEnvironments.ts';
import { anyString } from '../../support/anyString.ts';

describe('An environment that is added', () => {
  for (const [title, name] of [
    ['Our Staging', 'our-staging'],
    ['  EU / West (2) ', 'eu-west-2'],
    ['Büro', 'bu-ro'],
    ['現場', ''],
    ['---', ''],
  ] as const)
    it(`is called "${name}" in files where people call it "${title}"`, () =>
      assert.equal(nameOfTitle(title), name));

  it('needs a name that nothing else has', () => {
    assert.equal(titleProblem('Our Staging', builtInEnvironments), undefined);
    assert.equal(
      titleProblem('SANDBOX', builtInEnvironments),
      '"sandbox" is taken by Developer Sandbox. Choose another name.',
    );
    assert.match(titleProblem('現場', builtInEnvironments) ?? '', /a letter from a to z or a digit/);
  });

  for (const [typed, origin] of [
    ['login.example.com', 'https://login.example.com'],
    [' https://Login.Example.com/ ', 'https://login.example.com'],
    ['https://login.example.com:8443', 'https://login.example.com:8443'],
    ['http://127.0.0.1:27570', 'http://127.0.0.1:27570'],
    ['http://[::1]:4000', 'http://[::1]:4000'],
    ['http://localhost:4000', 'http://localhost:4000'],
    ['127.0.0.1:27590', 'http://127.0.0.1:27590'],
    ['localhost:4000', 'http://localhost:4000'],
    ['[::1]:4000', 'http://[::1]:4000'],
    ['https://127.0.0.1:4000', 'https://127.0.0.1:4000'],
  ] as const)
    it(`takes ${typed.trim()} for a host`, () =>
      assert.deepEqual(readHost(typed, 'login'), { origin, doubt: undefined }));

  for (const [typed, problem] of [
    ['', /no address\. It looks like https:\/\/login\.procore\.com/],
    ['https://', /no address/],
    ['ftp://login.example.com', /no address of the web/],
    ['http://login.example.com', /over https only/],
    ['https://login.procore.com@evil.example', /after it, here evil\.example/],
    ['staging', /no full name of a host/],
    ['https://login.example.com/oauth/token?a=1', /leave out \/oauth\/token\?a=1/],
  ] as const)
    it(`says what is wrong with "${typed}"`, () => {
      const read = readHost(typed, 'login');
      assert.match('problem' in read ? read.problem : '', problem);
    });

  it('doubts a host that is known for something else', () => {
    const doubtOf = (typed: string, part: 'login' | 'api') => {
      const read = readHost(typed, part);
      return 'doubt' in read ? read.doubt : read.problem;
    };
    assert.equal(
      doubtOf('api.procore.com', 'login'),
      'Nobody signs in there: the login host of Production is login.procore.com.',
    );
    assert.equal(
      doubtOf('https://app.procore.com', 'api'),
      'That is not where the API answers: the API host of Production is api.procore.com.',
    );
    assert.equal(doubtOf('sandbox.procore.com', 'api'), undefined);
  });

  it('may have any host that is taken, as the setting reads it', () => {
    fc.assert(
      fc.property(fc.oneof(anyString(), fc.webUrl(), fc.domain()), typed => {
        const read = readHost(typed, 'api');
        if ('problem' in read) return;
        const entry = { name: 'own', loginUrl: read.origin, apiUrl: read.origin };
        assert.deepEqual(readUserEnvironments([entry]).problems, [], typed);
      }),
    );
  });

  it('begins with the hosts of one that comes along, or with none', () =>
    assert.deepEqual(
      environmentKinds.map(({ like, production }) => `${like?.name ?? 'other'} ${production}`),
      ['sandbox false', 'monthly false', 'production true', 'federal true', 'other true', 'other false'],
    ));
});
