import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildOutput, root } from '../support/paths.ts';
import {
  forgetReport,
  readReport,
  reportVariable,
  type SuiteReport,
  writeReport,
} from '../support/report.ts';
import { bundleSuites } from './bundle.ts';
import { chooseHost, type EditorHost } from './host/host.ts';

const usage = `npm run test:editor -- [--version VERSION] [--host desktop|code-server] [--grep TEXT] [--verbose]

Runs the suites of test/editor inside the extension host of a real VS Code: the one that VSCODE_PATH
names, else a desktop build (--version 1.106.0 takes that one), else code-server in a headless browser.
--verbose prints everything that the editor says, not only the suites.
`;

const { values } = parseArgs({
  options: {
    version: { type: 'string' },
    host: { type: 'string' },
    grep: { type: 'string' },
    verbose: { type: 'boolean', default: false },
    help: { type: 'boolean' },
  },
});

if (values.help) process.stdout.write(usage);
else process.exitCode = await main();

async function main(): Promise<number> {
  const kind = values.host;
  if (kind !== undefined && kind !== 'desktop' && kind !== 'code-server') {
    console.error(`--host is desktop or code-server, not ${kind}`);
    return 2;
  }
  const host = await chooseHost(
    { ...(values.version ? { version: values.version } : {}), ...(kind ? { kind } : {}) },
    line => console.log(line),
  );
  console.log(`Editor host: ${host.name}`);
  const open = await runSuites(host, 'suite', false);
  const restricted = await runSuites(host, 'restricted', true);
  const total: SuiteReport = {
    passed: open.passed + restricted.passed,
    failed: open.failed + restricted.failed,
    skipped: open.skipped + restricted.skipped,
    measured: { ...restricted.measured, ...open.measured },
  };
  const path = process.env[reportVariable];
  if (path) writeReport(path, total);
  return total.failed + total.skipped === 0 ? 0 : 1;
}

/** One run of the extension host. A run that left no report or ran no test counts as one failed. */
async function runSuites(host: EditorHost, folder: string, restricted: boolean): Promise<SuiteReport> {
  const report = join(buildOutput, `editor-${folder}.json`);
  forgetReport(report);
  const workspace = copyOfSamples();
  try {
    const code = await host.run({
      tests: await bundleSuites(folder),
      workspace,
      restricted,
      env: { [reportVariable]: report, ...(values.grep ? { MOCHA_GREP: values.grep } : {}) },
      timeoutMs: 5 * 60_000,
      write: line => console.log(line),
      verbose: values.verbose,
    });
    const counts = readReport(report);
    if (!counts) console.error(`The extension host ended with ${code} and left no report of ${folder}.`);
    else if (counts.passed + counts.failed + counts.skipped > 0 || values.grep) return counts;
    else console.error(`The extension host ran no test of ${folder}.`);
  } catch (error) {
    console.error(`The suites of ${folder} could not run: ${error instanceof Error ? error.message : error}`);
  } finally {
    rmSync(workspace, { recursive: true, force: true, maxRetries: 5 });
  }
  return { passed: 0, failed: 1, skipped: 0, measured: {} };
}

/** Tests may write into the folder they open, so they open a copy. */
function copyOfSamples(): string {
  const workspace = mkdtempSync(join(tmpdir(), 'pw-samples-'));
  const samples = join(root, 'media', 'samples');
  if (existsSync(samples)) cpSync(samples, workspace, { recursive: true });
  else mkdirSync(workspace, { recursive: true });
  return workspace;
}
