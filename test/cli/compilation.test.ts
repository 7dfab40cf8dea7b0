import { deepEqual } from 'node:assert/strict';
import { join } from 'node:path';
import { root } from '../support/paths.ts';
import { runCommand } from '../support/runCommand.ts';

/** What V8 has made of a function after 2,000 calls, none of it in the background. */
const work = `
function add(one, other) {
  return one + other;
}
let sum = 0;
for (let at = 0; at < 2_000; at += 1) sum = add(sum, at);
console.log(%ActiveTierIsMaglev(add) || %ActiveTierIsTurbofan(add) ? 'optimized' : 'not yet');
`;

const own = JSON.stringify(join(root, 'src/cli/compilation.ts'));

async function after(before: string): Promise<readonly [number | null, string]> {
  const flags = ['--allow-natives-syntax', '--no-concurrent-recompilation'];
  const code = ['--input-type=module', '--eval', before + work];
  const { status, output } = await runCommand(process.execPath, [...flags, ...code], { cwd: root });
  return [status, output];
}

describe('A function of a run', () => {
  // V8 would say on stderr, which is part of the output, that it does not know a flag any more.
  const late = (requests: number) =>
    after(`import { optimizeLate } from ${own};\noptimizeLate(${requests});\n`);

  it('is not optimized after 2,000 calls where there are few requests', async () => {
    deepEqual(await late(200), [0, 'not yet\n']);
  });

  it('is optimized by then where there are many, as it always was', async () => {
    deepEqual(await late(5_000), [0, 'optimized\n']);
    deepEqual(await after(''), [0, 'optimized\n']);
  });

  it('may keep the parser of answers as it is compiled first, and V8 knows the flags', async () => {
    const keep = `import { keepParserAsCompiled } from ${own};\nkeepParserAsCompiled();\n`;
    deepEqual(await after(keep), [0, 'optimized\n']);
  });
});
