import assert from 'node:assert/strict';
import {
  builtInEnvironments,
  findEnvironment,
  simulatorEnvironment,
} from '../../../src/procore/environments.ts';
import {
  type AccountStatus,
  environmentStatus,
} from '../../../src/vscode/environments/environmentStatusModel.ts';

const wording = { timeOf: (iso: string) => iso.slice(11, 16) };
const ana: AccountStatus = {
  label: 'ana@firm.com (Simulator)',
  grant: 'authorization_code',
  expiresAt: Date.UTC(2026, 10, 22, 14, 32),
  ended: undefined,
};

describe('The status bar', () => {
  const production = findEnvironment(builtInEnvironments, 'production');
  const simulator = simulatorEnvironment('http://127.0.0.1:27570');

  it('names environment and company', () => {
    const status = environmentStatus(simulator, { company: { id: '1', name: 'Acme' } }, ana, wording);
    assert.equal(status.text, '$(beaker) Simulator · Acme');
    assert.equal(status.warns, false);
    assert.match(status.tooltip, /Account: ana@firm\.com \(Simulator\)\n.*\nCompany: Acme \(1\)/);
  });

  it('names the project in place of its company, and both when pointed at', () => {
    const chosen = { company: { id: '1', name: 'Acme' }, project: { id: '7', name: 'Tower' } };
    const status = environmentStatus(simulator, chosen, ana, wording);
    assert.equal(status.text, '$(beaker) Simulator · Tower');
    assert.match(status.tooltip, /\nCompany: Acme \(1\)\nProject: Tower \(7\)\n/);
  });

  it('says which section of environment files counts', () => {
    const tooltip = (variables?: string) => environmentStatus(simulator, { variables }, ana, wording).tooltip;
    assert.match(tooltip(), /\nVariables from environment files: simulator\n/);
    assert.match(tooltip('dev'), /\nVariables from environment files: dev\n/);
  });

  it('warns of production only', () => {
    assert.ok(production);
    assert.equal(environmentStatus(production, {}, undefined, wording).warns, true);
  });

  it('shortens a long name of a company and takes no icon from it', () => {
    const status = environmentStatus(
      simulator,
      { company: { id: '1', name: '$(flame) Construction of Very Long Names' } },
      undefined,
      wording,
    );
    assert.ok(!status.text.includes('$(flame)'));
    assert.ok(status.text.length < 50);
  });

  const accounts: readonly (readonly [string, AccountStatus | undefined, RegExp])[] = [
    ['how long the token lives and who said so', ana, /valid until 14:32 as the login host said, renewed/],
    ['that a pasted token is not renewed', { ...ana, grant: 'access_token' }, /14:32.*, not renewed/],
    ['that its life is not known', { ...ana, expiresAt: undefined }, /did not say how long/],
    ['that nobody is signed in', undefined, /Not signed in/],
    ['why a session has ended', { ...ana, ended: 'expired' }, /ended: its token has expired.*Sign in again/],
  ];
  for (const [what, account, text] of accounts)
    it(`says ${what}`, () => assert.match(environmentStatus(simulator, {}, account, wording).tooltip, text));

  it('shows a dead session without being pointed at', () => {
    const status = environmentStatus(simulator, {}, { ...ana, ended: 'revoked' }, wording);
    assert.equal(status.text, '$(beaker) Simulator $(warning) Session ended');
    assert.match(status.spoken, /session ended/);
  });
});
