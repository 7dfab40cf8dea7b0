import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const media = join(import.meta.dirname, '../../media');

describe('The colouring grammar', () => {
  const text = readFileSync(join(media, 'http.tmLanguage.json'), 'utf8');
  const grammar: { readonly scopeName: string; readonly repository: Readonly<Record<string, unknown>> } =
    JSON.parse(text);

  it('colours source.http', () => assert.equal(grammar.scopeName, 'source.http'));

  it('includes only rules that it has, and every one of them', () => {
    const included = new Set([...text.matchAll(/"include": "#([^"]+)"/g)].map(([, name]) => name));
    assert.deepEqual([...included].sort(), Object.keys(grammar.repository).sort());
  });

  it('marks JSON bodies, so that the editor treats them as JSON', () => {
    assert.match(JSON.stringify(grammar.repository['json']), /"meta\.embedded\.block\.json\.http"/);
  });
});
