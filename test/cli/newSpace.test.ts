import { deepEqual, ok } from 'node:assert/strict';
import { join } from 'node:path';
import { root } from '../support/paths.ts';
import { runCommand } from '../support/runCommand.ts';

/** Much is made and a little of it stays for a while, as pages do; then what V8 has set aside, in MB. */
const work = `
import { getHeapSpaceStatistics } from 'node:v8';
let kept = [];
for (let at = 0; at < 3_000_000; at += 1) {
  kept.push({ at });
  if (kept.length === 20_000) kept = [];
}
const { space_size } = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space');
console.log(Math.round(space_size / 2 ** 20));
`;

const own = JSON.stringify(join(root, 'src/cli/newSpace.ts'));
const stop = `import { stopNewSpaceGrowth } from ${own};\nstopNewSpaceGrowth();\n`;

async function sizeAfter(before: string): Promise<number> {
  const { status, output } = await runCommand(
    process.execPath,
    ['--input-type=module', '--eval', before + work],
    { cwd: root },
  );
  // V8 would say here that it does not know the flag any more.
  deepEqual([status, output.replace(/\d+/, '')], [0, '\n']);
  return Number(output);
}

describe('The heap for short-lived values', () => {
  it('stays as small as it was once its growth is stopped', async () => {
    const [free, stopped] = [await sizeAfter(''), await sizeAfter(stop)];
    ok(stopped <= 4 && free >= 2 * stopped, `${stopped} MB, and ${free} MB otherwise`);
  });
});
