import { deepEqual } from 'node:assert/strict';
import { colour } from '../../support/colours.ts';

describe('The colours of an answer', () => {
  it('are those of a status for the status only, not for a number of rows', async () => {
    const lines = await colour(
      '404 Not Found · 9 ms · 2 B\n450 of 450 rows, 30 pages\n200 OK · 9 ms · 2 B\n120 rows, 1 page',
      'text.procore-response',
    );
    deepEqual(
      lines.map(([first]) => first?.[1].replace('.procore-response', '')),
      ['markup.deleted.status', 'text', 'markup.inserted.status', 'text'],
    );
  });
});
