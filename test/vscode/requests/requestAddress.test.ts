import assert from 'node:assert/strict';
import { addressOf } from '../../../src/vscode/requests/requestAddress.ts';
import { sampleSent } from '../../support/sampleExchange.ts';

describe('The request that a command means', () => {
  const address = { document: 'file:///tour.http', key: 'me' };

  it('comes as address and key from a lens', () =>
    assert.deepEqual(addressOf(['file:///tour.http', 'me']), address));
  it('comes as a row from the view', () => assert.deepEqual(addressOf([{ sent: sampleSent() }]), address));

  for (const parameters of [[], [undefined], [{}], [{ sent: {} }], [1, 2], ['only one']])
    it(`is none for ${JSON.stringify(parameters)}`, () => assert.equal(addressOf(parameters), undefined));
});
