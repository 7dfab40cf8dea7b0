import assert from 'node:assert/strict';
import {
  builtInEnvironments,
  findEnvironment,
  simulatorEnvironment,
} from '../../src/procore/environments.ts';
import { environmentStatus } from '../../src/vscode/environmentStatusModel.ts';

describe('The status bar', () => {
  const production = findEnvironment(builtInEnvironments, 'production');
  const simulator = simulatorEnvironment('http://127.0.0.1:27570');

  it('names environment and company', () => {
    const status = environmentStatus(simulator, { id: '1', name: 'Acme' }, 'ana@firm.com (Simulator)');
    assert.equal(status.text, '$(beaker) Simulator · Acme');
    assert.equal(status.warns, false);
    assert.match(status.tooltip, /Account: ana@firm\.com \(Simulator\)\nCompany: Acme \(1\)/);
  });

  it('warns of production only', () => {
    assert.ok(production);
    assert.equal(environmentStatus(production, undefined, undefined).warns, true);
  });

  it('shortens a long name of a company and takes no icon from it', () => {
    const status = environmentStatus(
      simulator,
      {
        id: '1',
        name: '$(flame) Construction of Very Long Names',
      },
      undefined,
    );
    assert.ok(!status.text.includes('$(flame)'));
    assert.ok(status.text.length < 50);
  });
});
