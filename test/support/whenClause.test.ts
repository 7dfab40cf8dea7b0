import { deepEqual, throws } from 'node:assert/strict';
import { holds } from './whenClause.ts';

describe('A condition of the manifest', () => {
  const keys = { view: 'procore.explorer', viewItem: 'state refused can-findCause', busy: true, idle: false };

  for (const [condition, expected] of [
    ['busy', true],
    ['!busy', false],
    ['idle || busy', true],
    ['idle && busy', false],
    ['unknown', false],
    ['!unknown', true],
    ['view == procore.explorer', true],
    ["viewItem == 'state refused'", false],
    ['view != procore.history && busy', true],
    ['viewItem =~ /^state (empty|refused)\\b/', true],
    ['viewItem =~ /^refused$/', false],
  ] as const)
    it(`${expected ? 'holds' : 'does not hold'}: ${condition}`, () =>
      deepEqual(holds(condition, keys), expected));

  it('holds where there is none', () => deepEqual(holds(undefined, keys), true));

  it('is not guessed where it cannot be read', () => {
    throws(() => holds('(a || b) && c', keys), /cannot be read/);
    throws(() => holds('count > 3', keys), /cannot be read/);
  });
});
