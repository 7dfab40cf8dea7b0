import assert from 'node:assert/strict';
import { isThroughLink } from '../../../src/vscode/requests/throughLink.ts';

describe('A file on another machine', () => {
  const root = '/home/ana/site';

  async function look(file: string, links: readonly string[]) {
    const asked: string[] = [];
    const isLink = async (path: string) => {
      asked.push(path);
      return links.includes(path);
    };
    return { through: await isThroughLink(file, root, isLink), asked };
  }

  it('is plain where nothing on the way from the folder is a link', async () => {
    const { through, asked } = await look(`${root}/bodies/new/rfi.json`, []);
    assert.equal(through, false);
    assert.deepEqual(asked, [`${root}/bodies/new/rfi.json`, `${root}/bodies/new`, `${root}/bodies`]);
  });

  for (const link of ['bodies/new/rfi.json', 'bodies/new', 'bodies'])
    it(`is behind a link where ${link} is one`, async () => {
      assert.equal((await look(`${root}/bodies/new/rfi.json`, [`${root}/${link}`])).through, true);
    });

  it('may lie in a folder that was opened by a link', async () => {
    assert.equal((await look(`${root}/rfi.json`, [root, '/home/ana'])).through, false);
    assert.deepEqual((await look(root, [root])).asked, []);
  });
});
