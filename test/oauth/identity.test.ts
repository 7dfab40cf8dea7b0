import assert from 'node:assert/strict';
import {
  accountOf,
  processWhoAmIResponse,
  serviceAccountOf,
  whoAmIRequest,
} from '../../src/oauth/identity.ts';
import { clientCredentialsGrantRequest, processClientCredentialsResponse } from '../../src/oauth/tokens.ts';
import { openSimulated } from './simulated.ts';

const sandbox = { name: 'sandbox', title: 'Developer Sandbox' };
const ana = { id: '7', login: 'ana@firm.example', name: 'Ana Morales' };

describe('who a token belongs to', () => {
  it('is a person', async () => {
    const { environment, transport, signIn } = await openSimulated();
    const { accessToken } = await signIn('test.architect');
    const answer = await whoAmIRequest(environment, accessToken, undefined, { transport });
    const identity = processWhoAmIResponse(answer);
    assert.equal(identity.login, 'test.architect@harborpine.example');
    assert.equal(accountOf(identity, environment, []).label, 'test.architect@harborpine.example (Simulator)');
  });

  it('is a service account where a company is named, and else a sentence says that it is wanted', async () => {
    const { environment, client, transport, server } = await openSimulated();
    const tokens = await clientCredentialsGrantRequest(environment, client, { transport });
    const { accessToken } = processClientCredentialsResponse(tokens, 0);
    const ask = async (companyId: string | undefined) =>
      processWhoAmIResponse(await whoAmIRequest(environment, accessToken, companyId, { transport }));
    const companyId = String(server.simulator.records.companies[0]?.id);
    assert.match((await ask(companyId)).login ?? '', /dmsa/);
    await assert.rejects(ask(undefined), { code: 'refused', message: /needs the id of a company/ });
  });

  it('is nobody where the token is not taken', async () => {
    const { environment, transport, signIn, server } = await openSimulated();
    const { accessToken } = await signIn('ana');
    server.simulator.grants.revokeSession(undefined);
    const answer = await whoAmIRequest(environment, accessToken, undefined, { transport });
    assert.throws(() => processWhoAmIResponse(answer), { error: 'invalid_token', status: 401 });
  });
});

describe('the label of an account', () => {
  const label = (who: Parameters<typeof accountOf>[0], taken: readonly string[] = []) =>
    accountOf(
      who,
      sandbox,
      taken.map((text, index) => ({ id: `other-${index}`, label: text })),
    ).label;

  it('is the login and the environment, whatever company is chosen', () => {
    assert.equal(label(ana), 'ana@firm.example (Developer Sandbox)');
    assert.equal(label({ ...ana, name: undefined }), 'ana@firm.example (Developer Sandbox)');
  });

  it('falls back on the name, then on the id', () => {
    assert.equal(label({ ...ana, login: undefined }), 'Ana Morales (Developer Sandbox)');
    assert.equal(label({ id: '7', login: undefined, name: undefined }), 'User 7 (Developer Sandbox)');
  });

  it('differs from that of another account', () => {
    const taken = ['ana@firm.example (Developer Sandbox)'];
    assert.equal(label(ana, taken), 'Ana Morales (Developer Sandbox)');
  });

  it('stays what it was at an earlier sign-in', () => {
    const before = { id: '7@sandbox', label: 'Ana M. (Developer Sandbox)' };
    assert.deepEqual(accountOf(ana, sandbox, [before]), before);
  });

  it('of a service account names the app, whichever signs in first', () => {
    const first = serviceAccountOf('11112222333', undefined, sandbox, []);
    const second = serviceAccountOf('44445555666', undefined, sandbox, [first]);
    const named = serviceAccountOf('777', { id: '1', login: 'dmsa@firm.example', name: 'Bot' }, sandbox, []);
    assert.equal(first.label, 'Service account of app 11112222 (Developer Sandbox)');
    assert.equal(second.label, 'Service account of app 44445555 (Developer Sandbox)');
    assert.equal(named.label, 'Bot, app 777 (Developer Sandbox)');
  });

  it('of a service account says more of the app where another begins the same', () => {
    const first = serviceAccountOf('11112222333', undefined, sandbox, []);
    const second = serviceAccountOf('11112222444', undefined, sandbox, [first]);
    assert.equal(second.label, 'Service account of app 11112222444 (Developer Sandbox)');
  });

  it('is free even where every plain one is taken', () => {
    const taken = ['Ana Morales', ana.login, `Ana Morales <${ana.login}>`, 'User 7'];
    assert.equal(
      label(
        ana,
        taken.map(text => `${text} (Developer Sandbox)`),
      ),
      'ana@firm.example (Developer Sandbox) (7@sandbox)',
    );
  });
});
