import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deadlines } from '../support/deadlines.ts';
import { buildOutput, root } from '../support/paths.ts';
import { forgetReport, readReport, reportVariable, type SuiteReport } from '../support/report.ts';
import { bundleSuites } from './bundle.ts';
import type { EditorHost } from './host/host.ts';

export type SuitesOptions = Readonly<{
  /** Below test/editor. */
  folder: string;
  restricted?: boolean;
  grep?: string;
  verbose?: boolean;
  write: (line: string) => void;
}>;

/** One run of the extension host. A run that left no report or ran no test counts as one failed. */
export async function runSuites(host: EditorHost, options: SuitesOptions): Promise<SuiteReport> {
  const { folder, grep, write } = options;
  const report = join(buildOutput, `editor-${folder}.json`);
  forgetReport(report);
  const workspace = copyOfSamples();
  try {
    const code = await host.run({
      tests: await bundleSuites(folder),
      workspace,
      restricted: options.restricted ?? false,
      env: { [reportVariable]: report, ...(grep ? { MOCHA_GREP: grep } : {}) },
      timeoutMs: deadlines.suites,
      write,
      verbose: options.verbose ?? false,
    });
    const counts = readReport(report);
    if (!counts) write(`The extension host ended with ${code} and left no report of ${folder}.`);
    else if (counts.passed + counts.failed + counts.skipped > 0 || grep) return counts;
    else write(`The extension host ran no test of ${folder}.`);
  } catch (error) {
    write(`The suites of ${folder} could not run: ${error instanceof Error ? error.message : error}`);
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
