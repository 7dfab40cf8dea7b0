import assert from 'node:assert/strict';
import type { TextDocument } from 'vscode';
import { noOutsideValues } from '../../../src/httpFile/outsideValues.ts';
import { parseHttpFile } from '../../../src/httpFile/parser.ts';
import type { Environment } from '../../../src/procore/environments.ts';
import { outsideLayers } from '../../../src/vscode/environments/outsideLayers.ts';

describe('What features know from outside a file', () => {
  const document = { uri: 'file:///a.http' } as unknown as TextDocument;
  const file = parseHttpFile('GET /rest/v1.0/me\n');
  let known: typeof noOutsideValues | undefined;
  let read: string[];
  let time: number;
  let environment: string;

  beforeEach(() => {
    known = noOutsideValues;
    read = [];
    time = 0;
    environment = 'simulator';
  });

  const layers = () =>
    outsideLayers(
      {
        known: () => known,
        read: async (_document, name) => {
          read.push(`${name} at ${time}`);
          throw new Error('it cannot be read');
        },
        onDidChange: () => ({ dispose: () => undefined }),
      },
      { parsed: () => file },
      { active: () => ({ name: environment }) as Environment },
      () => time,
    );

  it('is looked at again, though nothing tells of a change, when some time is over', () => {
    const source = layers();
    for (time of [0, 100, 1999, 2000, 2500, 9000]) assert.equal(source.of(document), noOutsideValues.layers);
    assert.deepEqual(read, ['simulator at 0', 'simulator at 2000', 'simulator at 9000']);
  });

  it('is looked at again at once for another environment', () => {
    const source = layers();
    source.of(document);
    environment = 'staging';
    source.of(document);
    assert.deepEqual(read, ['simulator at 0', 'staging at 0']);
  });

  it('is read once where it is not known yet, by who knows of none', () => {
    known = undefined;
    assert.equal(layers().of(document), undefined);
    assert.deepEqual(read, []);
  });
});
