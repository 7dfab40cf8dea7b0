import assert from 'node:assert/strict';
import {
  builtInEnvironments,
  findEnvironment,
  productionReachedBy,
  simulatorEnvironment,
  tokenMayGoTo,
} from '../../src/procore/environments.ts';

const production = findEnvironment(builtInEnvironments, 'production') ?? assert.fail();
const simulator = simulatorEnvironment('http://127.0.0.1:27570');

describe('A token of production', () => {
  for (const address of [
    'https://api.procore.com/rest/v1.0/me',
    'https://login.procore.com/oauth/token/info',
    'https://api.procore.com:443/rest',
    'https://API.PROCORE.COM/rest',
    'https://ａｐｉ．procore.com/rest',
    'https://api%2eprocore.com/rest',
    'https:\\\\api.procore.com\\rest',
    'https://api.pro\tcore.com/rest',
  ])
    it(`may go to ${JSON.stringify(address)}`, () => assert.ok(tokenMayGoTo(production, new URL(address))));

  for (const address of [
    'http://api.procore.com/rest',
    'https://api.procore.com:8443/rest',
    'https://api.procore.com./rest',
    'https://api.procore.com@evil.example/rest',
    'https://user@api.procore.com/rest',
    'https://:secret@api.procore.com/rest',
    'https://api.procore.com.evil.example/rest',
    'https://evil-api.procore.com/rest',
    'https://аpi.procore.com/rest',
    'https://sandbox.procore.com/rest',
    'https://api-monthly.procore.com/rest',
    'https://app.procore.com/rest',
    'http://127.0.0.1:27570/rest',
    'wss://api.procore.com/rest',
    'ftp://api.procore.com/rest',
  ])
    it(`may not go to ${address}`, () => assert.ok(!tokenMayGoTo(production, new URL(address))));
});

describe('A token of the simulator', () => {
  it('may go there without TLS, as that is this machine', () =>
    assert.ok(tokenMayGoTo(simulator, new URL('http://127.0.0.1:27570/rest'))));

  for (const address of [
    'http://127.0.0.1:27571/rest',
    'http://localhost:27570/rest',
    'https://api.procore.com/',
  ])
    it(`may not go to ${address}`, () => assert.ok(!tokenMayGoTo(simulator, new URL(address))));

  it('may not go without TLS to another machine, even where the settings say so', () => {
    const elsewhere = simulatorEnvironment('http://10.0.0.5:27570');
    assert.ok(!tokenMayGoTo(elsewhere, new URL('http://10.0.0.5:27570/rest')));
  });
});

describe('Client credentials', () => {
  it('are production’s for the Monthly Sandbox, and apart for all others', () => {
    assert.deepEqual(
      builtInEnvironments.map(({ name, credentialsOf }) => `${name}: ${credentialsOf}`),
      ['production: production', 'sandbox: sandbox', 'monthly: production', 'federal: federal'],
    );
  });
});

describe('A write may reach production', () => {
  for (const [address, name] of [
    ['https://api.procore.com/rest/v1.0/companies', 'production'],
    ['https://api.procore.com./rest/v1.0/companies', 'production'],
    ['http://api.procore.com/rest/v1.0/companies', 'production'],
    ['https://api.procore.com:8443/rest/v1.0/companies', 'production'],
    ['https://us02.procore.com/rest/v1.0/companies', 'production'],
    ['https://app.procoregov.com./rest/v1.0/companies', 'federal'],
  ] as const)
    it(`at ${address}`, () =>
      assert.equal(productionReachedBy(builtInEnvironments, new URL(address))?.name, name));
});

describe('A write does not reach production', () => {
  for (const address of [
    'https://sandbox.procore.com/rest',
    'https://sandbox.procore.com./rest',
    'http://api-monthly.procore.com:8443/rest',
    'https://api.procore.com.evil.example/rest',
    'https://evil-procore.com/rest',
    'http://127.0.0.1:27570/rest',
  ])
    it(`at ${address}`, () =>
      assert.equal(productionReachedBy(builtInEnvironments, new URL(address)), undefined));

  it('on this machine, though the hosts of production stand in for it at another port', () => {
    const moved = { ...production, apiUrl: 'http://127.0.0.1:1', loginUrl: 'http://127.0.0.1:1' };
    assert.equal(productionReachedBy([moved], new URL('http://127.0.0.1:2/')), undefined);
  });
});
