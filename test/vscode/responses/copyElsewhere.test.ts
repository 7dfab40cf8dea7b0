import { deepEqual, equal, rejects } from 'node:assert/strict';
import type { Uri } from 'vscode';
import { copyElsewhere } from '../../../src/vscode/responses/copyElsewhere.ts';

/** As much of an address as is looked at. */
function uri(path: string): Uri {
  return { path, with: (change: { path: string }) => uri(change.path) } as unknown as Uri;
}

/** Files by their paths; `breaks` is what does not work there. */
function filesOf(entries: Record<string, string>, breaks?: 'copy' | 'rename') {
  const files = new Map(Object.entries(entries));
  const move = (from: Uri, to: Uri) => files.set(to.path, files.get(from.path) ?? '');
  return {
    files,
    copy: async (from: Uri, to: Uri) => {
      move(from, to);
      if (breaks === 'copy') throw new Error('no room');
    },
    rename: async (from: Uri, to: Uri) => {
      if (breaks === 'rename') throw new Error('not here');
      move(from, to);
      files.delete(from.path);
    },
    delete: async ({ path }: Uri) => {
      if (!files.delete(path)) throw new Error('no such file');
    },
  };
}

describe('A body that the editor itself writes', () => {
  const before = { '/body': 'new', '/there/a.json': 'old' };
  const copy = (fs: ReturnType<typeof filesOf>, signal = new AbortController().signal) =>
    copyElsewhere(fs, uri('/body'), uri('/there/a.json'), signal);

  it('takes the place of what is there', async () => {
    const fs = filesOf(before);
    equal(await copy(fs), true);
    deepEqual(Object.fromEntries(fs.files), { ...before, '/there/a.json': 'new' });
  });

  it('leaves all as it is where it was stopped', async () => {
    const fs = filesOf(before);
    equal(await copy(fs, AbortSignal.abort()), false);
    deepEqual(Object.fromEntries(fs.files), before);
  });

  for (const step of ['copy', 'rename'] as const)
    it(`leaves all as it is where the ${step} fails`, async () => {
      const fs = filesOf(before, step);
      await rejects(copy(fs));
      deepEqual(Object.fromEntries(fs.files), before);
    });
});
