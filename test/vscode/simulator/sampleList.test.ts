import { deepEqual, equal } from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSampleList } from '../../../src/vscode/simulator/sampleList.ts';
import { root } from '../../support/paths.ts';

const folder = join(root, 'media', 'samples');
const listed = readSampleList(readFileSync(join(folder, 'README.md'), 'utf8'));

describe('The list of samples', () => {
  it('has every sample once', () => {
    const files = globSync('**/*.http', { cwd: folder }).map(file => file.replaceAll('\\', '/'));
    deepEqual(listed.map(({ path }) => path).toSorted(), files.toSorted());
  });

  it('calls each what its first line says', () => {
    for (const { path, title } of listed) {
      const [, first] = /^# (.+)/.exec(readFileSync(join(folder, path), 'utf8')) ?? [];
      equal(title, first?.replace(/\.$/, ''), path);
    }
  });

  it('is in groups, what to begin with first', () => {
    deepEqual(
      [...new Set(listed.map(({ group }) => group))],
      ['Start Here', 'How To', 'Resources', 'Failures to Try'],
    );
    equal(listed[0]?.path, 'first-request.http');
  });

  it('leaves out what is no link to a sample', () => {
    deepEqual(readSampleList('# Samples\n\ntext [a](a.http)\n\n## One\n\n- [B](b/c.http)\n- [D](d.md)\n'), [
      { group: 'One', title: 'B', path: 'b/c.http' },
    ]);
  });
});
