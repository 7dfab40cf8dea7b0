import path from 'node:path';
import * as vscode from 'vscode';
import { prerequisites } from '../../httpFile/dependencies.ts';
import { requestLabel } from '../../httpFile/features/symbols.ts';
import type { NeededInput } from '../../httpFile/inputs.ts';
import { neededInputs } from '../../httpFile/neededInputs.ts';
import type { HttpFile, RequestNode } from '../../httpFile/syntax.ts';
import type { BudgetReport } from '../../runner/budgets.ts';
import { roughDuration, runForecast } from '../../runner/forecast.ts';
import type { Tried } from '../../runner/tried.ts';
import { commandId, languageId } from '../commandIds.ts';
import type { Documents } from '../language/documents.ts';
import { registerCommand } from '../report.ts';
import type { ReportDocuments } from '../responses/reportDocuments.ts';
import { requireTrust } from '../trust.ts';
import { withoutLinks } from '../withoutLinks.ts';
import { localWording } from '../wording.ts';
import { askInputs } from './askInputs.ts';
import { requestKeys } from './requestKeys.ts';
import { type RunWish, requestsToRun } from './runPlan.ts';
import { countsOf, type Run, type RunCounts, type RunRow, runReport } from './runReport.ts';
import type { Sendings } from './sendings.ts';
import type { SendPlans } from './sendPlans.ts';
import type { SentRequest } from './sentRequests.ts';

interface RunParts {
  readonly documents: Documents;
  readonly plans: SendPlans;
  readonly sendings: Sendings;
  readonly reports: ReportDocuments;
  readonly budgets: () => readonly BudgetReport[];
  readonly log: vscode.LogOutputChannel;
}

/** Run File, Run to Here and Run Selection: in order, each request once, with one summary. */
export function registerRunRequests(parts: RunParts): vscode.Disposable {
  const { documents, log } = parts;

  async function run(kind: RunWish['kind']): Promise<RunCounts | undefined> {
    if (!(await requireTrust())) return undefined;
    const editor = vscode.window.activeTextEditor;
    if (editor?.document.languageId !== languageId)
      throw new Error(vscode.l10n.t('Open a .http file to run its requests.'));
    const file = documents.parsed(editor.document);
    const requests = requestsToRun(file, wishOf(kind, editor));
    if (requests.length === 0)
      throw new Error(
        vscode.l10n.t('There is no request to run. A request is a line such as GET /rest/v1.0/me.'),
      );
    const planned = { document: editor.document, file, requests };
    const asked = await askFirst(parts.plans, planned);
    return parts.sendings.running(controller => runAll(parts, planned, asked, controller));
  }

  return vscode.Disposable.from(
    registerCommand(log, commandId.runFile, () => run('file')),
    registerCommand(log, commandId.runToHere, () => run('toHere')),
    registerCommand(log, commandId.runSelection, () => run('selection')),
  );
}

function wishOf(kind: RunWish['kind'], { document, selections, selection }: vscode.TextEditor): RunWish {
  if (kind === 'file') return { kind };
  if (kind === 'toHere') return { kind, offset: document.offsetAt(selection.active) };
  const ranges = selections.map(({ start, end }) => ({
    start: document.offsetAt(start),
    end: document.offsetAt(end),
  }));
  return { kind, ranges };
}

interface Planned {
  readonly document: vscode.TextDocument;
  readonly file: HttpFile;
  readonly requests: readonly RequestNode[];
}

interface Asked {
  /** Answers by the key of what was asked. */
  readonly inputs: Readonly<Record<string, string>>;
  /** The name of the environment that each request goes to, as far as it is known. */
  readonly environments: ReadonlyMap<RequestNode, string>;
}

/**
 * All that only a person can say, before the first request is sent: companies and projects, then the answers to
 * what the requests ask. Rejects with `CancellationError` where they give up: then nothing is run.
 */
async function askFirst(plans: SendPlans, { document, file, requests }: Planned): Promise<Asked> {
  const needed = new Map<string, NeededInput>();
  const environments = new Map<RequestNode, string>();
  for (const request of requests) {
    const chosen = { document, file, key: '', request };
    const plan = await plans.prepare(chosen, { sendUnknown: false }).catch(cancelled);
    if (plan !== undefined) environments.set(request, plan.environment.name);
    // It will not be sent, so its questions would be asked in vain.
    if (plan !== undefined && plans.unknownIn(chosen, plan).length > 0) continue;
    const layers = plan?.outside.layers ?? [];
    const chain = [...prerequisites(file, request, { layers }).order, request];
    for (const input of neededInputs(file, chain, { layers }))
      if (!needed.has(input.key)) needed.set(input.key, input);
  }
  const inputs =
    needed.size === 0 ? {} : await askInputs([...needed.values()], vscode.l10n.t('For this run'));
  return { inputs, environments };
}

/** Anything else is the request's own failure, and told in its turn. */
function cancelled(error: unknown): undefined {
  if (error instanceof vscode.CancellationError) throw error;
  return undefined;
}

async function runAll(
  { sendings, reports, budgets, log }: RunParts,
  { document, file, requests }: Planned,
  { inputs, environments }: Asked,
  controller: AbortController,
): Promise<RunCounts> {
  const keys = new Map([...requestKeys(file)].map(([key, node]) => [node, key]));
  const fileName = path.posix.basename(document.uri.path);
  const report = { id: `run ${document.uri}`, name: `${fileName} · run` };
  const waiting = requests.map(request => ({
    request,
    key: keys.get(request) ?? '',
    label: requestLabel(request),
  }));
  const done: RunRow[] = [];
  const doneKeys = new Set<string>();
  const attempted = new Map<RequestNode, Tried>();
  let run: Run = {
    fileName,
    document: document.uri.toString(),
    startedAt: Date.now(),
    endedAt: undefined,
    cancelled: false,
    rows: [],
  };
  let shownAt = 0;
  const show = (running?: RunRow) => {
    // A long report is not made anew for each of many quick requests.
    if (running !== undefined && Date.now() - shownAt < refreshMs) return;
    shownAt = Date.now();
    const ran = new Set([...done.map(({ key }) => key), running?.key]);
    const left = waiting.filter(({ key }) => !ran.has(key)).map(rowToCome);
    run = { ...run, rows: [...done, ...(running === undefined ? [] : [running]), ...left] };
    reports.update(report, runReport(run, localWording));
  };
  const addDependency = (sent: SentRequest, neededBy: string) => {
    done.push({ key: sent.key, label: sent.label, sent: withoutBody(sent), neededBy });
    doneKeys.add(sent.key);
  };

  async function runOne({ request, key, label }: (typeof waiting)[number], tell: (status: string) => void) {
    const running = { key, label, sent: undefined, neededBy: undefined };
    show(running);
    try {
      await sendings.send({ document, file, key, request }, controller, {
        allPages: false,
        quiet: true,
        inputs,
        attempted,
        onDependency(sent) {
          addDependency(sent, label);
          show(running);
        },
        onStatus(status) {
          tell(status);
          show({ ...running, sent: sendings.last(document, key) });
        },
      });
    } catch (error) {
      // What it was is kept as the request's own outcome; the rest of the run goes on.
      log.warn(`${label}: ${error instanceof Error ? error.message : String(error)}`);
    }
    const last = sendings.last(document, key);
    done.push({ key, label, sent: last && withoutBody(last), neededBy: undefined });
    doneKeys.add(key);
  }

  await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: withoutLinks(vscode.l10n.t('Running requests of {0}', fileName)),
      cancellable: true,
    },
    async (progress, cancellation) => {
      cancellation.onCancellationRequested(() => controller.abort());
      show();
      await reports.show(report, runReport(run, localWording));
      /** So many requests are over, as far as the bar tells. */
      let full = 0;
      for (const [index, one] of waiting.entries()) {
        if (controller.signal.aborted) break;
        // A create that another request needed must not be sent a second time.
        if (doneKeys.has(one.key)) continue;
        const place = vscode.l10n.t('{0} of {1}: {2}', index + 1, waiting.length, one.label);
        const environment = environments.get(one.request) ?? '';
        const left = runForecast(waiting.length - index, budgets(), environment, Date.now());
        const message =
          left === undefined ? place : `${place} · ${vscode.l10n.t('about {0} left', roughDuration(left))}`;
        progress.report({ message, increment: (100 * (index - full)) / waiting.length });
        full = index;
        await runOne(one, status => progress.report({ message: `${message} · ${status}` }));
      }
    },
  );
  run = { ...run, endedAt: Date.now(), cancelled: controller.signal.aborted };
  show();
  await reports.show(report, runReport(run, localWording));
  const counts = countsOf(run);
  log.info(`${fileName}: ${counts.passed} of ${counts.requests} requests went well`);
  return counts;
}

/** In milliseconds. */
const refreshMs = 200;

/** A summary needs no bodies, and those of a thousand answers would fill the memory. */
function withoutBody(sent: SentRequest): SentRequest {
  const { exchange } = sent;
  if (exchange === undefined || exchange.response === null) return sent;
  const { body: _, ...response } = exchange.response;
  return { ...sent, exchange: { ...exchange, response } };
}

function rowToCome({ key, label }: { readonly key: string; readonly label: string }): RunRow {
  return { key, label, sent: undefined, neededBy: undefined };
}
