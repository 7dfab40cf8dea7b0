import assert from 'node:assert/strict';
import { changesText } from '../../../src/vscode/catalog/changesText.ts';

describe('The report of an import', () => {
  it('says what was added, removed and changed', () => {
    const changes = {
      added: ['GET /rest/v1.0/piers'],
      removed: [],
      changed: [{ operation: 'POST /rest/v1.0/piers', changes: ['takes a body', 'is deprecated'] }],
    };
    assert.equal(
      changesText('Piers 7', 10, 11, changes).text,
      [
        'Catalog from Piers 7',
        'Operations: 11; before: 10',
        '',
        'Added: 1',
        '  GET /rest/v1.0/piers',
        '',
        'Removed: 0',
        '',
        'Changed: 1',
        '  POST /rest/v1.0/piers',
        '      takes a body',
        '      is deprecated',
        '',
      ].join('\n'),
    );
  });

  it('shows control characters of the document as text', () => {
    const { text } = changesText('a\u001b[31m\nb', 1, 1, { added: [], removed: [], changed: [] });
    assert.equal(text.split('\n')[0], 'Catalog from a\\u001b[31m\\nb');
  });
});
