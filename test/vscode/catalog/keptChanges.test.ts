import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readChanges, writtenChanges } from '../../../src/vscode/catalog/keptChanges.ts';

const kept = {
  source: 'Procore 7',
  operations: 2,
  before: 1,
  changes: {
    added: ['GET /a'],
    removed: [],
    changed: [{ operation: 'POST /b', changes: ['is deprecated'] }],
  },
};

describe('What is kept of the changes of an import', () => {
  it('comes back as it was written', () => {
    assert.deepEqual(readChanges(writtenChanges(kept)), kept);
  });

  it('is nothing where the file is cut off anywhere', () => {
    const text = writtenChanges(kept);
    for (let end = 0; end < text.length; end += 1) assert.equal(readChanges(text.slice(0, end)), undefined);
  });

  it('is never half of it, whatever stands in the file', () => {
    const wrong = fc.oneof(fc.json(), fc.string());
    fc.assert(fc.property(wrong, text => assert.equal(readChanges(text), undefined)));
    const key = fc.constantFrom('source', 'operations', 'before', 'changes');
    fc.assert(
      fc.property(key, fc.constantFrom(null, true, [], {}), (which, value) =>
        assert.equal(readChanges(JSON.stringify({ ...kept, [which]: value })), undefined),
      ),
    );
  });
});
