import * as vscode from 'vscode';
import { prerequisites } from '../../httpFile/dependencies.ts';
import type { OutsideValues } from '../../httpFile/outsideValues.ts';
import { positionAt } from '../../httpFile/syntax.ts';
import type { Folders, ValueLayer } from '../../httpFile/values.ts';
import type { Environment } from '../../procore/environments.ts';
import type { Exchange } from '../../runner/exchange.ts';
import { contextKey } from '../commandIds.ts';
import type { Environments } from '../environments/environments.ts';
import type { OutsideReader } from '../environments/outsideReader.ts';
import { hostValues, scopeBeforeSending } from '../language/hostValues.ts';
import type { ResponseDocuments } from '../responses/responseDocuments.ts';
import { chooseMissing } from './chooseMissing.ts';
import type { ChosenRequest } from './chosenRequest.ts';
import { withEditorAdvice } from './editorAdvice.ts';
import { createLateProgress } from './lateProgress.ts';
import { missingChoice } from './needsCompany.ts';
import { createProgressReport } from './progressText.ts';
import { requestDestination } from './requestDestination.ts';
import { namedEnvironment, requestEnvironment } from './requestEnvironment.ts';
import type { Sender } from './sender.ts';
import type { SentRequest, SentRequests } from './sentRequests.ts';
import { outcomeOf, sentDependency, startedSending, unsentExchange } from './sentState.ts';
import { type UnknownName, unknownNames } from './unknownNames.ts';

export interface SendOptions {
  readonly allPages: boolean;
  /** Opens the answer beside and shows progress; a run of many shows its own. */
  readonly quiet: boolean;
  /** What a person has answered already. */
  readonly inputs?: Readonly<Record<string, string>>;
  /** Names without a value go as the text they are. */
  readonly sendUnknown?: boolean;
  readonly onDependency?: (sent: SentRequest) => void;
}

/** Sends requests so that lens, answer, hover, Problems and views follow. */
export interface Sendings extends vscode.Disposable {
  /**
   * Work that counts as running, and that Cancel stops, until it ends. Rejects where it cannot start; a
   * request that could not be sent gives an exchange.
   */
  running<T>(work: (controller: AbortController) => Promise<T>): Promise<T>;
  send(chosen: ChosenRequest, controller: AbortController, options: SendOptions): Promise<Exchange>;
  /** Where a request goes, and what it may read; asks for company and project where they are needed. */
  prepare(chosen: ChosenRequest, options?: Pick<SendOptions, 'sendUnknown'>): Promise<Surroundings>;
  /** Names that nothing gives a value, which stop the request. */
  unknownOf(
    chosen: ChosenRequest,
  ): Promise<{ readonly environment: Environment; readonly unknown: readonly UnknownName[] }>;
  /** The last sending of a request. */
  last(document: vscode.TextDocument, key: string): SentRequest | undefined;
  cancelAll(): void;
}

/** What is known of a request before it is sent. */
export interface Surroundings {
  readonly environment: Environment;
  readonly outside: OutsideValues & { readonly folders: Folders };
}

export function createSendings(parts: {
  readonly environments: Environments;
  readonly outside: OutsideReader;
  readonly sender: Sender;
  readonly sent: SentRequests;
  readonly responses: ResponseDocuments;
  readonly log: vscode.LogOutputChannel;
}): Sendings {
  const { environments, sender, sent, responses, log } = parts;

  async function surroundings(chosen: ChosenRequest): Promise<Surroundings> {
    const { file, request, document } = chosen;
    const named = namedEnvironment(file, request) ?? environments.active().name;
    const outside = await parts.outside.read(document.uri, named);
    const environment = environmentOf(environments, chosen, outside.layers);
    return { environment, outside: { ...outside, folders: parts.outside.foldersOf(document.uri) } };
  }

  function missingFor({ file, request }: ChosenRequest, { environment, outside }: Surroundings) {
    const { layers } = outside;
    const company = environments.company(environment.name);
    const project = environments.project(environment.name);
    const { order } = prerequisites(file, request, { layers });
    const all = environments.all();
    return [...order, request]
      .map(each =>
        missingChoice(file, each, {
          destination: requestDestination(file, each, { environment, environments: all, company, layers }),
          chosen: { company: company !== undefined, project: project !== undefined },
          layers,
        }),
      )
      .find(missing => missing !== undefined);
  }

  function unknownIn({ file, request }: ChosenRequest, { environment, outside }: Surroundings) {
    const { name } = environment;
    const host = hostValues(name, environments.company(name), environments.project(name));
    const { values } = scopeBeforeSending(file, request, host, outside.layers);
    const { otherSections, folders } = outside;
    return unknownNames(file, request, { ...values, otherSections, folders });
  }

  async function prepare(
    chosen: ChosenRequest,
    { sendUnknown }: Pick<SendOptions, 'sendUnknown'> = {},
  ): Promise<Surroundings> {
    const found = await surroundings(chosen);
    // Nobody is asked anything for a request that cannot be sent.
    const choices: ReadonlySet<string> = new Set(['$procore.companyId', '$procore.projectId']);
    const stopped = unknownIn(chosen, found).some(({ name }) => !choices.has(name));
    if (stopped && sendUnknown !== true) return found;
    // A company, and with it a project, may both be missing.
    while (await chooseMissing({ environments, sender }, found.environment, missingFor(chosen, found)));
    return found;
  }

  const controllers = new Set<AbortController>();
  const cancelAll = () => {
    for (const controller of controllers) controller.abort();
  };
  const tellCount = () =>
    void vscode.commands.executeCommand('setContext', contextKey.sending, controllers.size > 0);

  return {
    async running(work) {
      const controller = new AbortController();
      controllers.add(controller);
      tellCount();
      try {
        return await work(controller);
      } finally {
        controllers.delete(controller);
        tellCount();
      }
    },

    prepare,

    async unknownOf(chosen) {
      const found = await surroundings(chosen);
      return { environment: found.environment, unknown: unknownIn(chosen, found) };
    },

    async send(chosen, controller, { allPages, quiet, inputs, sendUnknown, onDependency }) {
      const { environment, outside } = await prepare(
        chosen,
        sendUnknown === undefined ? {} : { sendUnknown },
      );
      const document = chosen.document.uri;
      let state = startedSending(document.toString(), chosen, environment, Date.now());
      const update = (next: Partial<SentRequest>) => {
        state = { ...state, ...next };
        // A newer sending of the same request has the place now.
        if ((sent.get(state.document, state.key)?.startedAt ?? 0) <= state.startedAt) sent.put(state);
      };
      update({});
      if (!quiet) await responses.show(state);
      const notification = quiet ? undefined : createLateProgress(state.label, () => controller.abort());
      const progress = createProgressReport(Date.now, text => {
        update({ progress: text });
        notification?.report(text);
      });
      try {
        const exchange = await sender.run({
          file: chosen.file,
          request: chosen.request,
          document,
          environment,
          outside,
          ...(inputs === undefined ? {} : { inputs }),
          ...(sendUnknown === undefined ? {} : { sendUnknown }),
          allPages,
          signal: controller.signal,
          onProgress(next) {
            if (next.kind === 'sending' && state.sentAt === undefined) update({ sentAt: Date.now() });
            progress.next(next);
          },
          onDependency(exchange) {
            const dependency = sentDependency(state.document, chosen.file, environment, exchange, Date.now());
            sent.put(dependency);
            onDependency?.(dependency);
          },
        });
        update({ exchange: withEditorAdvice(exchange) });
        log.info(`${state.label}: ${outcomeOf(exchange)}`);
        return exchange;
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        const code = error instanceof vscode.CancellationError ? 'cancelled' : 'not-sent';
        update({ exchange: unsentExchange(state, environment, code, message) });
        throw error;
      } finally {
        progress.stop();
        notification?.end();
      }
    },

    last: (document, key) => sent.get(document.uri.toString(), key),
    cancelAll,
    dispose: cancelAll,
  };
}

function environmentOf(
  environments: Environments,
  { request, file }: ChosenRequest,
  layers: readonly ValueLayer[],
): Environment {
  const result = requestEnvironment(file, request, environments.all(), environments.active(), layers);
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
