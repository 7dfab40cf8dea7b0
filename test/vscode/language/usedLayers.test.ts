import { equal } from 'node:assert/strict';
import type { ValueLayer } from '../../../src/httpFile/values.ts';
import { createUsedLayers } from '../../../src/vscode/language/usedLayers.ts';

describe('Lenses and values from outside', () => {
  const layer = { source: '.env' } as unknown as ValueLayer;
  const document = { name: 'a.http' };
  const after = (before: readonly ValueLayer[] | undefined, now: readonly ValueLayer[] | undefined) => {
    const used = createUsedLayers<typeof document>();
    used.note(document, before);
    return used.areOthers([document], () => now);
  };

  it('are others once something was found, lost or changed', () => {
    equal(after(undefined, [layer]), true);
    equal(after([layer], []), true);
    equal(after([layer], [layer]), true);
  });

  it('stay while nothing was found, or nothing is known yet', () => {
    equal(after(undefined, []), false);
    equal(after([], []), false);
    equal(after([layer], undefined), false);
    const same = [layer];
    equal(after(same, same), false);
  });

  it('are none of a document that was never shown', () => {
    equal(
      createUsedLayers<typeof document>().areOthers([document], () => [layer]),
      false,
    );
  });
});
