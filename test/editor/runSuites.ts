import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { styleText } from 'node:util';
import { type Attempt, filesToRepeat, sumOfAttempts } from '../support/attempts.ts';
import { deadlines } from '../support/deadlines.ts';
import { buildOutput, root } from '../support/paths.ts';
import { forgetReport, readReport, reportVariable, type SuiteReport } from '../support/report.ts';
import { bundleSuites } from './bundle.ts';
import type { EditorHost } from './host/host.ts';
import { onlyVariable } from './onlyVariable.ts';

export type SuitesOptions = Readonly<{
  /** Below test/editor. */
  folder: string;
  restricted?: boolean;
  grep?: string;
  /** The one file to run, without its ending. */
  file?: string;
  verbose?: boolean;
  write: (line: string) => void;
}>;

/** Stands for all files of the folder, where nobody knows which of them failed. */
const all = '';

/**
 * One run of the extension host with all files, and one more for each file that failed in it, alone; for all of
 * them where the run left no report.
 */
export async function runSuites(host: EditorHost, options: SuitesOptions): Promise<SuiteReport> {
  const { folder, grep, file = all, write } = options;
  const report = await runHost(host, options, file);
  const first = attemptsOf(report, file);
  const second: Attempt[] = [];
  for (const again of filesToRepeat(first)) {
    write(styleText('yellow', `\nOnce more, alone: ${again === all ? `all of ${folder}` : again}`));
    const { files: _, ...sum } = (await runHost(host, options, again)) ?? {};
    second.push({ file: again, report: 'passed' in sum ? { file: again, ...sum, failures: [] } : undefined });
  }
  const nothing = report?.passed === 0 && first.length === 0;
  if (nothing && !grep) write(`The extension host ran no test of ${folder}.`);
  const { passed, failed, skipped, ...rest } = sumOfAttempts(first, second, report?.measured);
  return { passed, failed: failed + (nothing && !grep ? 1 : 0), skipped, ...rest };
}

function attemptsOf(report: SuiteReport | undefined, file: string): readonly Attempt[] {
  if (report === undefined) return [{ file, report }];
  return report.files.map(each => {
    const name = basename(each.file, '.js');
    return { file: name, report: { ...each, file: name } };
  });
}

/** One run of the extension host with one file, or all. A run that ended badly leaves no report. */
async function runHost(
  host: EditorHost,
  options: SuitesOptions,
  file: string,
): Promise<SuiteReport | undefined> {
  const { folder, grep, write } = options;
  const path = join(buildOutput, `editor-${folder}.json`);
  forgetReport(path);
  const workspace = copyOfSamples();
  try {
    const code = await host.run({
      tests: await bundleSuites(folder),
      workspace,
      restricted: options.restricted ?? false,
      env: {
        [reportVariable]: path,
        ...(grep ? { MOCHA_GREP: grep } : {}),
        ...(file === all ? {} : { [onlyVariable]: file }),
      },
      silenceMs: deadlines.silence,
      write,
      verbose: options.verbose ?? false,
    });
    const report = readReport(path);
    if (!report) write(`The extension host ended with ${code} and left no report of ${folder}.`);
    return report;
  } catch (error) {
    write(`The suites of ${folder} could not run: ${error instanceof Error ? error.message : error}`);
    return undefined;
  } finally {
    rmSync(workspace, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Tests may write into the folder they open, so they open a copy. */
function copyOfSamples(): string {
  const workspace = mkdtempSync(join(tmpdir(), 'pw-samples-'));
  const samples = join(root, 'media', 'samples');
  if (existsSync(samples)) cpSync(samples, workspace, { recursive: true });
  else mkdirSync(workspace, { recursive: true });
  return workspace;
}
