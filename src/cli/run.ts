import { resolve } from 'node:path';
import { mayReadAnswers } from '../httpFile/dependencies.ts';
import { positionAt, type RequestNode } from '../httpFile/syntax.ts';
import { loadBundledCatalog } from '../procore/catalog/bundled.ts';
import { mayHaveQueryHint } from '../procore/diagnosis/queryHint.ts';
import { builtInEnvironments } from '../procore/environments.ts';
import { whenAborted } from '../runner/aborted.ts';
import type { GetToken } from '../runner/accessToken.ts';
import type { Exchange } from '../runner/exchange.ts';
import { exchangeJson } from '../runner/exchangeJson.ts';
import { forecastText, runForecast } from '../runner/forecast.ts';
import type { Network } from '../runner/network.ts';
import { redactExchange } from '../runner/redact.ts';
import { renderExchange } from '../runner/render.ts';
import { createRunner } from '../runner/run.ts';
import type { Progress, RunJob, SendQuestion } from '../runner/runner.ts';
import { readsAllPages } from '../runner/runtime.ts';
import { signInCode } from '../runner/signIn.ts';
import type { Tried } from '../runner/tried.ts';
import { createTurns } from '../runner/turns.ts';
import { visibleText } from '../runner/visibleText.ts';
import { writeAnswerFile } from './answerFile.ts';
import { askInputs, inputsOfRun } from './askInputs.ts';
import { readBodyFile } from './bodyFile.ts';
import { bodyKeeper, noBodyFiles, outputBodyFiles } from './bodyFiles.ts';
import { machineClock } from './clock.ts';
import { optimizeLate } from './compilation.ts';
import { type Connected, connectEnvironment } from './connectEnvironment.ts';
import { type CliIo, exitStatus, refuse } from './io.ts';
import { createLateOutput } from './lateOutput.ts';
import { networkOf } from './network.ts';
import { outputProblem } from './outputFile.ts';
import { lockRows, outputRows } from './outputRows.ts';
import { createOutsideReader } from './outside.ts';
import { createValuesReader, type Planned, planRun, type ReadValues } from './planRun.ts';
import { createProgressLine } from './progressLine.ts';
import { queryHintLine } from './queryHints.ts';
import { type RunArguments, readRunArguments, runHelp } from './runArguments.ts';
import { selectRequests, unreadableNotices } from './selectRequests.ts';
import { interruption, summary, unsaved } from './summary.ts';
import { counted, emptyTally } from './tally.ts';
import { runStatus } from './verdict.ts';

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
    return await runAll(planned, connected, args, io, readValues, network);
  } finally {
    for (const { close } of connected.values()) await close();
    await lock?.release();
  }
}

async function runAll(
  planned: readonly Planned[],
  connected: ReadonlyMap<string, Connected>,
  args: RunArguments,
  io: CliIo,
  readValues: ReadValues,
  network: Network,
): Promise<number> {
  const line = createProgressLine(io);
  let tally = emptyTally;
  let last: Exchange | undefined;
  const signInCodes = new Set<string>();
  const alreadyRun = new Set<string>();
  const attempted = new Map<RequestNode, Tried>();
  // Files stay as they are while they are run, so that most answers need not be kept.
  const readers = new Set([...new Set(planned.map(({ file }) => file))].filter(mayReadAnswers));
  let reached = 0;
  const color = io.interactive && !io.env['NO_COLOR'];
  const secrets = ['PROCORE_ACCESS_TOKEN', 'PROCORE_CLIENT_SECRET'].flatMap(
    name => io.env[name]?.trim() || [],
  );
  const output = createLateOutput(text => line.above(() => io.stdout(text)));
  const turns = createTurns(report);
  function report(ended: Exchange): Promise<void> | undefined {
    // {{$processEnv}} can put them anywhere, also where no token of ours was asked for.
    const exchange = secrets.length === 0 ? ended : redactExchange(ended, secrets);
    tally = counted(tally, exchange);
    last = exchange;
    output.write(
      args.json ? `${exchangeJson(exchange)}\n` : `${renderExchange(exchange, { color, bodyLines: 16 })}\n`,
    );
    return mayHaveQueryHint(exchange) ? queryHintLine(exchange, loadBundledCatalog).then(notice) : undefined;
  }
  function notice(text: string | undefined): undefined {
    if (text === undefined) return;
    output.flush();
    line.clear();
    io.stderr(`${visibleText(text)}\n`);
  }
  function show(progress: Progress): undefined {
    if (progress.kind === 'waiting') output.flush();
    line.show(progress);
  }
  const getToken: GetToken = (name, options) => {
    const token = connected.get(name)?.getToken ?? (() => Promise.resolve(undefined));
    return watched(token(name, options), options, signInCodes);
  };
  const placeIn = ({ fileName }: RunJob) => resolve(io.cwd, fileName ?? '.');
  const { ask, clock = machineClock } = io;
  const needed = ask === undefined ? [] : inputsOfRun(planned, args.vars);
  const inputs = ask === undefined || needed.length === 0 ? {} : await askInputs(needed, ask);
  const declined = inputs === undefined;
  const runner = createRunner({
    clock,
    random: Math.random,
    network,
    getToken,
    catalog: loadBundledCatalog,
    readBodyFile: (path, job) => readBodyFile(path, placeIn(job), io.cwd, notice => job.onNotice?.(notice)),
    writeAnswer: (file, body, job) => writeAnswerFile(file, body, placeIn(job), io.cwd),
    confirmSend: async question => {
      await turns.earlier();
      output.flush();
      line.clear();
      return confirmSend(question, args, io);
    },
    ...(ask === undefined
      ? {}
      : {
          // What only a body file asks for was not known before.
          askInputs: async inputs => {
            await turns.earlier();
            output.flush();
            line.clear();
            return declined ? undefined : askInputs(inputs, ask);
          },
        }),
  });
  const told: Pick<RunJob, 'onProgress' | 'onNotice' | 'onDependency'> = {
    onProgress: progress => turns.say(() => show(progress)),
    onNotice: text => turns.say(() => notice(text)),
    onDependency: exchange => {
      alreadyRun.add(placeOf(exchange.request.file, exchange.request.line));
      turns.say(() => report(exchange));
    },
  };
  // So that the signal keeps one listener for the whole run.
  const leave = whenAborted(io.signal, () => {});
  let foretold = false;
  /** Once, as soon as the windows are known. */
  function foretell(environment: string): void {
    const budgets = foretold ? [] : runner.budgets();
    if (budgets.length === 0) return;
    foretold = true;
    const left = planned.length - reached + 1;
    const milliseconds = runForecast(left, budgets, environment, clock.now());
    if (milliseconds !== undefined)
      turns.say(() => notice(`Still to send: ${forecastText(left, milliseconds)}.`));
  }
  try {
    for (const { file, fileName, path, request, environment: name } of planned) {
      const environment = connected.get(name)?.environment;
      if (environment === undefined || io.signal.aborted) break;
      reached += 1;
      const job: RunJob = {
        file,
        fileName,
        request,
        environment,
        environments: builtInEnvironments,
        values: { ...(await readValues(path, name)), inputs: inputs ?? {} },
        allPages: args.allPages,
        timeoutMs: args.timeoutMs,
        attempted,
        answerRead: readers.has(file),
        ...told,
        ...(args.output === undefined
          ? { bodyFiles: noBodyFiles }
          : {
              keepBody: bodyKeeper(args.output, io.cwd),
              bodyFiles: outputBodyFiles(args.output, io.cwd),
              ...(await outputRows(args.output, io.cwd)),
            }),
      };
      // A create that another request needed must not be sent a second time.
      if (
        alreadyRun.size > 0 &&
        alreadyRun.has(placeOf(fileName, positionAt(file, request.requestLine.start).line))
      )
        continue;
      foretell(environment.name);
      await turns.next(onAnswered => runner.run({ ...job, onAnswered }, io.signal));
    }
    await turns.settled();
  } finally {
    output.flush();
    line.clear();
    leave();
    await runner.close();
  }
  const left = planned.length - reached;
  if (args.json) io.stderr(interruption(tally, left) ?? '');
  else io.stdout(summary(tally, left));
  if (signInCodes.has('not-signed-in')) io.stderr(noWayToSignIn);
  const missing = args.output === undefined ? undefined : unsaved(last, args.output);
  if (missing !== undefined) io.stderr(`${visibleText(missing)}\n`);
  return runStatus(tally, {
    interrupted: io.signal.aborted,
    signInCodes,
    saved: missing === undefined,
  });
}

function placeOf(file: string | null, line: number | null): string {
  return `${file}:${line}`;
}

/** Notes why there is no token, so that the exit status can tell it from other failures. */
async function watched(
  asking: ReturnType<GetToken>,
  { rejected, signal }: Parameters<GetToken>[1],
  signInCodes: Set<string>,
): ReturnType<GetToken> {
  const renewing = rejected !== undefined;
  try {
    const token = await asking;
    if (token === undefined && !renewing) signInCodes.add('not-signed-in');
    return token;
  } catch (error) {
    // Whose time is over, or who was interrupted, was not refused.
    if (!renewing && !signal.aborted) signInCodes.add(signInCode(error));
    throw error;
  }
}

async function confirmSend(
  { reason, environment, account, companyId, method, url, extent }: SendQuestion,
  { yes }: RunArguments,
  { stderr }: CliIo,
): Promise<boolean> {
  if (yes) return true;
  const why = reason === 'note' ? 'it is marked # @note' : `it writes to ${environment.title}`;
  const about = [
    `${method} ${new URL(url).pathname}`,
    ...[companyId && `company ${companyId}`, account, extent].filter(said => said !== undefined),
  ];
  const sentence = `Not sent, because ${why}: ${about.join(', ')}. Add --yes to send it.`;
  stderr(`${visibleText(sentence)}\n`);
  return false;
}

const noWayToSignIn =
  'No way to sign in: set PROCORE_CLIENT_ID and PROCORE_CLIENT_SECRET, or PROCORE_ACCESS_TOKEN. Or try --env simulator.\n';
