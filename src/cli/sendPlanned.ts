import { resolve } from 'node:path';
import { answerReaders } from '../httpFile/answerReaders.ts';
import { positionAt, type RequestNode } from '../httpFile/syntax.ts';
import type { ValueSources } from '../httpFile/values.ts';
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
import type { Progress, RunJob } from '../runner/runner.ts';
import { signInCode } from '../runner/signIn.ts';
import type { Tried } from '../runner/tried.ts';
import { createTurns } from '../runner/turns.ts';
import { visibleText } from '../runner/visibleText.ts';
import { writeAnswerFile } from './answerFile.ts';
import { askInputs, inputsOfRun } from './askInputs.ts';
import { readBodyFile } from './bodyFile.ts';
import { bodyKeeper, noBodyFiles, outputBodyFiles } from './bodyFiles.ts';
import { machineClock } from './clock.ts';
import { confirmSend } from './confirmSend.ts';
import type { Connected } from './connectEnvironment.ts';
import type { CliIo } from './io.ts';
import { createJoinedOutput } from './joinedOutput.ts';
import { outputRows } from './outputRows.ts';
import type { Planned, ReadValues } from './planRun.ts';
import { createProgressLine } from './progressLine.ts';
import { queryHintLine } from './queryHints.ts';
import type { RunArguments } from './runArguments.ts';
import { interruption, summary, unsaved } from './summary.ts';
import { counted, emptyTally } from './tally.ts';
import { runStatus } from './verdict.ts';

/** What the requests of a run share. */
export interface Run {
  /** By the name of the environment; each that a request is for. */
  readonly connected: ReadonlyMap<string, Connected>;
  readonly args: RunArguments;
  readonly io: CliIo;
  readonly readValues: ReadValues;
  readonly network: Network;
}

/** Sends the requests one after another and tells what comes of them. Gives the exit status. */
export async function sendPlanned(
  planned: readonly Planned[],
  { connected, args, io, readValues, network }: Run,
): Promise<number> {
  const line = createProgressLine(io);
  let tally = emptyTally;
  let last: Exchange | undefined;
  const signInCodes = new Set<string>();
  const alreadyRun = new Set<string>();
  const attempted = new Map<RequestNode, Tried>();
  /** By the values of one file and environment, which are read once. */
  const readers = new Map<ValueSources, (request: RequestNode) => boolean>();
  let reached = 0;
  const color = io.interactive && !io.env['NO_COLOR'];
  const secrets = ['PROCORE_ACCESS_TOKEN', 'PROCORE_CLIENT_SECRET'].flatMap(
    name => io.env[name]?.trim() || [],
  );
  const output = createJoinedOutput(text => line.above(() => io.stdout(text)));
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
      const values = await readValues(path, name);
      const isRead = readers.get(values) ?? answerReaders(file, values.layers ?? []);
      readers.set(values, isRead);
      const job: RunJob = {
        file,
        fileName,
        request,
        environment,
        environments: builtInEnvironments,
        values: { ...values, inputs: inputs ?? {} },
        allPages: args.allPages,
        timeoutMs: args.timeoutMs,
        attempted,
        answerRead: isRead(request),
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

const noWayToSignIn =
  'No way to sign in: set PROCORE_CLIENT_ID and PROCORE_CLIENT_SECRET, or PROCORE_ACCESS_TOKEN. Or try --env simulator.\n';
