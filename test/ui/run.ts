import { join } from 'node:path';
import { deadlines } from '../support/deadlines.ts';
import { makePackage } from '../support/package.ts';
import { root } from '../support/paths.ts';
import { runCommand } from '../support/runCommand.ts';

/** Packs the extension and runs the suites of this folder against the VSIX in a real workbench. */
async function main(): Promise<number> {
  const vsix = await makePackage();
  const { status } = await runCommand(
    process.execPath,
    [
      join(root, 'node_modules/mocha/bin/mocha.js'),
      ...['--no-config', '--forbid-only', '--timeout', String(deadlines.test), '--slow', '20000'],
      ...['--reporter', './test/support/countingReporter.ts', ...process.argv.slice(2)],
      'test/ui/*.test.ts',
    ],
    { cwd: root, env: { ...process.env, PROCORE_VSIX: vsix }, show: true },
  );
  return status ?? 1;
}

process.exitCode = await main().catch(error => {
  console.error(error instanceof Error ? error.message : error);
  return 1;
});
