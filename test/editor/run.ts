import { parseArgs, styleText } from 'node:util';
import { reportVariable, writeReport } from '../support/report.ts';
import { chooseHost, type HostWish } from './host/host.ts';
import { runSuites } from './runSuites.ts';

const usage = `npm run test:editor -- [--version VERSION] [--host desktop|code-server] [--file NAME] [--grep TEXT] [--verbose]

Runs the suites of test/editor inside the extension host of a real VS Code: the one that VSCODE_PATH
names, else a desktop build (--version 1.106.0 takes that one), else code-server in a headless browser.
--file runs one file of test/editor/suite, named without its ending: completion for completion.test.ts. A file
that fails is run once more, alone: what passes only then is said at the end, with what failed at first.
--verbose prints everything that the editor says, not only the suites.
`;

process.exitCode = await main();

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      version: { type: 'string' },
      host: { type: 'string' },
      file: { type: 'string' },
      grep: { type: 'string' },
      verbose: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  const { host: kind, version, grep, verbose } = values;
  if (kind !== undefined && kind !== 'desktop' && kind !== 'code-server') {
    console.error(`--host is desktop or code-server, not ${kind}.`);
    return 2;
  }
  const wish: HostWish = { ...(version ? { version } : {}), ...(kind ? { kind } : {}) };
  const write = (line: string) => console.log(line);
  try {
    const host = await chooseHost(wish, write);
    write(`Editor host: ${host.name}`);
    const options = { verbose, write, ...(grep ? { grep } : {}) };
    const trusted = await runSuites(host, { ...options, folder: 'suite', ...fileOf(values.file) });
    const restricted = values.file
      ? undefined
      : await runSuites(host, { ...options, folder: 'restricted', restricted: true });
    const runs = [trusted, ...(restricted ? [restricted] : [])];
    const sum = (count: 'passed' | 'failed' | 'skipped') =>
      runs.reduce((total, each) => total + each[count], 0);
    const remarks = runs.flatMap(each => each.remarks ?? []);
    for (const remark of remarks) write(styleText(['yellow', 'bold'], remark));
    const total = {
      passed: sum('passed'),
      failed: sum('failed'),
      skipped: sum('skipped'),
      measured: trusted.measured,
      files: runs.flatMap(each => each.files),
      ...(remarks.length === 0 ? {} : { remarks }),
    };
    const path = process.env[reportVariable];
    if (path) writeReport(path, total);
    return total.failed + total.skipped === 0 ? 0 : 1;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return 1;
  }
}

function fileOf(name: string | undefined): { readonly file?: string } {
  return name === undefined ? {} : { file: `${name.replace(/(\.test)?(\.ts)?$/, '')}.test` };
}
