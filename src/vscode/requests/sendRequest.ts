import * as vscode from 'vscode';
import { requestLabel } from '../../httpFile/features/symbols.ts';
import { positionAt } from '../../httpFile/syntax.ts';
import type { Environment } from '../../procore/environments.ts';
import type { Exchange } from '../../runner/exchange.ts';
import { commandId, contextKey } from '../commandIds.ts';
import type { Environments } from '../environments/environments.ts';
import type { Documents } from '../language/documents.ts';
import { registerCommand } from '../report.ts';
import type { ResponseDocuments } from '../responses/responseDocuments.ts';
import { requireTrust } from '../trust.ts';
import { type ChosenRequest, chooseRequest } from './chosenRequest.ts';
import { createLateProgress } from './lateProgress.ts';
import { createProgressReport } from './progressText.ts';
import { requestEnvironment } from './requestEnvironment.ts';
import { requestKeys } from './requestKeys.ts';
import type { Sender } from './sender.ts';
import type { SentRequest, SentRequests } from './sentRequests.ts';

interface SendParts {
  readonly documents: Documents;
  readonly environments: Environments;
  readonly sender: Sender;
  readonly sent: SentRequests;
  readonly responses: ResponseDocuments;
  readonly log: vscode.LogOutputChannel;
}

/** Send, all pages, and cancel. */
export function registerSendRequest(parts: SendParts): vscode.Disposable {
  const { documents, log } = parts;
  const running = new Set<AbortController>();

  async function command(allPages: boolean, parameters: readonly unknown[]): Promise<Exchange | undefined> {
    if (!(await requireTrust())) return undefined;
    const chosen = await chooseRequest(documents, parameters);
    const controller = new AbortController();
    running.add(controller);
    setSending(running.size);
    try {
      return await sendShown(parts, chosen, allPages, controller);
    } finally {
      running.delete(controller);
      setSending(running.size);
    }
  }

  return vscode.Disposable.from(
    registerCommand(log, commandId.sendRequest, (...parameters) => command(false, parameters)),
    registerCommand(log, commandId.sendAllPages, (...parameters) => command(true, parameters)),
    registerCommand(log, commandId.cancelRequests, async () => {
      for (const controller of running) controller.abort();
    }),
    new vscode.Disposable(() => {
      for (const controller of running) controller.abort();
    }),
  );
}

function setSending(count: number) {
  void vscode.commands.executeCommand('setContext', contextKey.sending, count > 0);
}

async function sendShown(
  parts: SendParts,
  chosen: ChosenRequest,
  allPages: boolean,
  controller: AbortController,
): Promise<Exchange> {
  const { environments, sender, sent, responses, log } = parts;
  const environment = environmentOf(environments, chosen);
  let state: SentRequest = {
    document: chosen.document.uri.toString(),
    key: chosen.key,
    label: requestLabel(chosen.request),
    method: chosen.request.method,
    target: chosen.request.target,
    environmentTitle: environment.title,
    startedAt: Date.now(),
    progress: vscode.l10n.t('Preparing'),
    exchange: undefined,
  };
  const update = (next: Partial<SentRequest>) => {
    state = { ...state, ...next };
    // A newer sending of the same request has the place now.
    if ((sent.get(state.document, state.key)?.startedAt ?? 0) <= state.startedAt) sent.put(state);
  };
  update({});
  await responses.show(state);
  const notification = createLateProgress(state.label, () => controller.abort());
  const progress = createProgressReport(Date.now, text => {
    update({ progress: text });
    notification.report(text);
  });
  try {
    const exchange = await sender.run({
      file: chosen.file,
      request: chosen.request,
      document: chosen.document.uri,
      environment,
      allPages,
      signal: controller.signal,
      onProgress: progress.next,
      onDependency: dependency => sent.put(dependencyOf(chosen, environment, dependency)),
    });
    update({ exchange });
    log.info(`${state.label}: ${outcomeOf(exchange)}`);
    return exchange;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const code = error instanceof vscode.CancellationError ? 'cancelled' : 'not-sent';
    update({ exchange: unsentExchange(state, environment, code, message) });
    throw error;
  } finally {
    progress.stop();
    notification.end();
  }
}

function environmentOf(environments: Environments, { request, file }: ChosenRequest): Environment {
  const result = requestEnvironment(file, request, environments.all(), environments.active());
  if (result.kind === 'found') return result.environment;
  const known = environments.all().map(({ name }) => name);
  throw new Error(
    vscode.l10n.t(
      'The request in line {0} is for the environment "{1}", which does not exist. Known are: {2}.',
      positionAt(file, request.requestLine.start).line,
      result.name,
      known.join(', '),
    ),
  );
}

function dependencyOf(chosen: ChosenRequest, environment: Environment, exchange: Exchange): SentRequest {
  const entry = [...requestKeys(chosen.file)].find(
    ([, node]) => positionAt(chosen.file, node.requestLine.start).line === exchange.request.line,
  );
  return {
    document: chosen.document.uri.toString(),
    key: entry?.[0] ?? exchange.request.name ?? exchange.request.url,
    label: entry === undefined ? (exchange.request.name ?? exchange.request.url) : requestLabel(entry[1]),
    method: exchange.request.method,
    target: entry?.[1].target ?? exchange.request.url,
    environmentTitle: environment.title,
    startedAt: Date.now(),
    progress: '',
    exchange,
  };
}

function outcomeOf(exchange: Exchange): string {
  const { response, error, timings } = exchange;
  const result = response === null ? (error?.code ?? 'no answer') : String(response.status);
  return timings.totalMs === null ? result : `${result} in ${Math.round(timings.totalMs)} ms`;
}

/** What could not even start, in the form in which everything else is shown. */
function unsentExchange(
  state: SentRequest,
  environment: Environment,
  code: string,
  message: string,
): Exchange {
  return {
    request: {
      name: state.key,
      file: state.document,
      line: null,
      method: state.method,
      url: environment.apiUrl,
      headers: {},
      bodyBytes: 0,
    },
    environment: environment.name,
    response: null,
    error: { code, message },
    timings: {
      queuedMs: null,
      dnsMs: null,
      connectMs: null,
      tlsMs: null,
      firstByteMs: null,
      totalMs: null,
    },
    attempts: 0,
    asserts: [],
    rateLimit: null,
    pagination: null,
    diagnoses: [],
  };
}
