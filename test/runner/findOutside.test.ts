import assert from 'node:assert/strict';
import { findOutside, foldersUpTo } from '../../src/runner/findOutside.ts';

describe('Files with values', () => {
  it('are looked for from the folder of the .http file up to the root, and not above', () => {
    assert.deepEqual(foldersUpTo('/w/a/b', '/w'), ['/w/a/b', '/w/a', '/w']);
    assert.deepEqual(foldersUpTo('/w', '/w'), ['/w']);
    assert.deepEqual(foldersUpTo('/elsewhere', '/w'), ['/elsewhere']);
    assert.deepEqual(foldersUpTo('/w2', '/w'), ['/w2']);
    assert.deepEqual(foldersUpTo('/w/..a', '/w'), ['/w/..a', '/w']);
  });

  it('come strongest first, the nearer before the farther', async () => {
    const { layers } = await find({
      '/w/a/http-client.env.json': '{"sandbox":{"n":1}}',
      '/w/http-client.env.json': '{"sandbox":{"n":2}}',
      '/w/http-client.private.env.json': '{"sandbox":{"n":3}}',
      '/w/http-client.env.json.user': '{"sandbox":{"n":4}}',
      '/http-client.env.json': '{"sandbox":{"n":5}}',
      '/w/.env': 'n=6',
      '/w/a/sandbox.env': 'n=7',
      '/w/a/.env': 'n=8',
      '/w/a/.env.sandbox': 'n=9',
      '/w/a/env/.env': 'n=10',
      '/w/a/.env.production': 'n=11',
    });
    assert.deepEqual(
      layers.map(({ source, values }) => `${source} ${values.get('n')?.text}`),
      [
        '../http-client.private.env.json 3',
        '../http-client.env.json.user 4',
        'http-client.env.json 1',
        '../http-client.env.json 2',
        'env/.env 10',
        '.env.sandbox 9',
        'sandbox.env 7',
        '.env 8',
        '../.env 6',
      ],
    );
  });

  it('that cannot be read are said, and the others count', async () => {
    const { layers, problems } = await findOutside(place, path =>
      path === '/w/.env'
        ? Promise.reject(new Error('it may not be read'))
        : Promise.resolve(path === '/w/a/.env' ? 'a=1' : undefined),
    );
    assert.equal(layers.length, 1);
    assert.deepEqual(problems, [
      { source: '../.env', line: 1, message: 'This file cannot be read: it may not be read' },
    ]);
  });

  it('are not looked for by an environment name that is a path', async () => {
    const asked: string[] = [];
    await findOutside({ ...place, environment: '../../etc/passwd' }, async path => {
      asked.push(path);
      return undefined;
    });
    assert.ok(asked.every(path => /^\/w\//.test(path)));
  });
});

const place = { folder: '/w/a', root: '/w', environment: 'sandbox' };

function find(files: Readonly<Record<string, string>>) {
  return findOutside(place, path => Promise.resolve(files[path]));
}
