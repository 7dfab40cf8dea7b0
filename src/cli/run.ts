import { readsAllPages } from '../runner/runtime.ts';
import { visibleText } from '../runner/visibleText.ts';
import { optimizeLate } from './compilation.ts';
import { type Connected, connectEnvironment } from './connectEnvironment.ts';
import { type CliIo, exitStatus, refuse } from './io.ts';
import { networkOf } from './network.ts';
import { outputProblem } from './outputFile.ts';
import { lockRows } from './outputRows.ts';
import { createOutsideReader } from './outside.ts';
import { createValuesReader, planRun } from './planRun.ts';
import { readRunArguments, runHelp } from './runArguments.ts';
import { selectRequests, unreadableNotices } from './selectRequests.ts';
import { sendPlanned } from './sendPlanned.ts';

/** `procore-http run`: sends requests of files. The exit statuses are those of its help. */
export async function runCommand(argv: readonly string[], io: CliIo): Promise<number> {
  const args = readRunArguments(argv);
  if (args === 'help') {
    io.stdout(runHelp);
    return exitStatus.ok;
  }
  if ('problem' in args) return refuse(io, 'run', args.problem);
  const selected = await selectRequests(args, io.cwd);
  if ('problem' in selected) return refuse(io, 'run', selected.problem);
  for (const notice of unreadableNotices(selected)) io.stderr(`${visibleText(notice)}\n`);
  if (args.output !== undefined && selected.length > 1) {
    return refuse(io, 'run', `--output takes one request, and ${selected.length} are selected; add --name.`);
  }
  const unsavable =
    args.output === undefined
      ? undefined
      : await outputProblem(
          args.output,
          io.cwd,
          selected.map(({ path }) => path),
        );
  if (unsavable !== undefined) return refuse(io, 'run', unsavable);
  const outside = createOutsideReader(io.cwd, problem => io.stderr(`${visibleText(problem)}\n`));
  const readValues = createValuesReader(args, io, outside);
  const planned = await planRun(selected, args, outside, readValues);
  if ('problem' in planned) return refuse(io, 'run', planned.problem);

  const readsRows = planned.some(({ request }) => readsAllPages({ allPages: args.allPages, request }));
  const lock = args.output === undefined || !readsRows ? undefined : await lockRows(args.output, io.cwd);
  if (lock !== undefined && 'problem' in lock) return refuse(io, 'run', lock.problem);

  if (!readsRows) optimizeLate(planned.length);
  const connected = new Map<string, Connected>();
  const network = networkOf(io);
  try {
    for (const { environment } of planned) {
      if (connected.has(environment)) continue;
      const opened = await connectEnvironment(environment, io, network);
      if ('problem' in opened) return refuse(io, 'run', opened.problem);
      connected.set(environment, opened);
    }
    return await sendPlanned(planned, { connected, args, io, readValues, network });
  } finally {
    for (const { close } of connected.values()) await close();
    await lock?.release();
  }
}
