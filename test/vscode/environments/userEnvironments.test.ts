import assert from 'node:assert/strict';
import { readUserEnvironments } from '../../../src/vscode/environments/userEnvironments.ts';

const entry = { name: 'eu', loginUrl: 'https://login.example.com', apiUrl: 'https://api.example.com/' };
const namesOf = (value: unknown) => readUserEnvironments(value).environments.map(({ name }) => name);

describe('Environments of the user', () => {
  it('are read with their origins, and count as production unless they say otherwise', () => {
    assert.deepEqual(readUserEnvironments([entry]).environments, [
      {
        name: 'eu',
        title: 'eu',
        loginUrl: 'https://login.example.com',
        apiUrl: 'https://api.example.com',
        webUrl: 'https://api.example.com',
        production: true,
        credentialsOf: 'eu',
      },
    ]);
    assert.equal(readUserEnvironments([{ ...entry, production: false }]).environments[0]?.production, false);
  });

  for (const [what, value, problem] of [
    ['the name of the simulator', { ...entry, name: 'simulator' }, /procore\.simulator\.port/],
    ['a name with blanks', { ...entry, name: 'e u' }, /letters/],
    ['plain http to another machine', { ...entry, apiUrl: 'http://api.example.com' }, /https/],
    ['user info in an address', { ...entry, apiUrl: 'https://api.procore.com@evil.example' }, /https/],
    ['no login address', { name: 'eu', apiUrl: entry.apiUrl }, /loginUrl/],
    ['something that is no object', 'eu', /object/],
  ] as const) {
    it(`leave out ${what}, and say so`, () => {
      const read = readUserEnvironments([value]);
      assert.deepEqual(read.environments, []);
      assert.match(read.problems.join('\n'), problem);
    });
  }

  it('may move the hosts of a built-in one, and leave it as it is otherwise', () => {
    const [monthly] = readUserEnvironments([{ ...entry, name: 'monthly' }]).environments;
    assert.equal(monthly?.apiUrl, 'https://api.example.com');
    assert.deepEqual(
      [monthly?.title, monthly?.credentialsOf, monthly?.production],
      ['Monthly Sandbox', 'production', false],
    );
  });

  it('never take the question before a write from a built-in production', () => {
    const [production] = readUserEnvironments([
      { ...entry, name: 'production', production: false },
    ]).environments;
    assert.equal(production?.production, true);
  });

  it('allow plain http on this machine', () =>
    assert.deepEqual(
      namesOf([{ ...entry, loginUrl: 'http://localhost:4000', apiUrl: 'http://127.0.0.1:4000' }]),
      ['eu'],
    ));

  it('take the first of two with one name', () => assert.deepEqual(namesOf([entry, entry]), ['eu']));

  it('are none where the setting is no list', () => assert.deepEqual(namesOf({ eu: entry }), []));
});
