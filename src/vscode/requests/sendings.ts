import { setImmediate } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { RequestNode } from '../../httpFile/syntax.ts';
import { mayHaveQueryHint, type QueryHint, queryHint } from '../../procore/diagnosis/queryHint.ts';
import type { Exchange } from '../../runner/exchange.ts';
import type { SentRecord } from '../../runner/history/sentRecord.ts';
import type { Progress } from '../../runner/runner.ts';
import type { Tried } from '../../runner/tried.ts';
import type { Catalogs } from '../catalog/catalogs.ts';
import { contextKey } from '../commandIds.ts';
import type { History } from '../history/history.ts';
import type { ResponseDocuments } from '../responses/responseDocuments.ts';
import type { RequestToSend } from './chosenRequest.ts';
import { withEditorAdvice } from './editorAdvice.ts';
import type { LastRequest } from './lastRequest.ts';
import { createLateProgress } from './lateProgress.ts';
import { createProgressReport } from './progressText.ts';
import { keyOf } from './requestKeys.ts';
import type { Sender } from './sender.ts';
import type { SendPlans } from './sendPlans.ts';
import type { SentAs } from './sentAs.ts';
import type { SentRequest, SentRequests } from './sentRequests.ts';
import { outcomeOf, sentDependency, startedSending, unsentExchange } from './sentState.ts';
import type { StoppedLists } from './stoppedLists.ts';

export interface SendOptions {
  readonly allPages: boolean;
  /** Opens the answer beside and shows progress; a run of many shows its own. */
  readonly quiet: boolean;
  /** What a person has answered already. */
  readonly inputs?: Readonly<Record<string, string>>;
  /** Names without a value go as the text they are. */
  readonly sendUnknown?: boolean;
  /** Reads on where all pages were read in part. */
  readonly resumePages?: boolean;
  readonly onDependency?: (sent: SentRequest) => void;
  /** Hears what is going on while it runs, for people. */
  readonly onStatus?: (text: string) => void;
  /** It goes where it went before. */
  readonly as?: SentAs;
  /** What came of the requests of one run; see `RunJob`. */
  readonly attempted?: Map<RequestNode, Tried>;
}

/** Sends requests so that lens, answer, hover, Problems and views follow. */
export interface Sendings extends vscode.Disposable {
  /**
   * Work that counts as running, and that Cancel stops, until it ends. Rejects where it cannot start; a
   * request that could not be sent gives an exchange.
   */
  running<T>(work: (controller: AbortController) => Promise<T>): Promise<T>;
  send(chosen: RequestToSend, controller: AbortController, options: SendOptions): Promise<Exchange>;
  /** The last sending of a request. */
  last(document: vscode.TextDocument, key: string): SentRequest | undefined;
  cancelAll(): void;
  /** Stops what runs, and waits until all of it has put away what came. Never rejects. */
  close(): Promise<void>;
}

/** A request that has all that it needs is on the wire by then: its connection takes one turn. */
async function nextTurns(): Promise<void> {
  await setImmediate();
  await setImmediate();
}

/** Without its catalog an answer has no hint. */
async function hintOf(exchange: Exchange, catalogs: Pick<Catalogs, 'load'>): Promise<QueryHint | undefined> {
  const catalog = await catalogs.load().catch(() => undefined);
  return catalog && queryHint(exchange, catalog);
}

export function createSendings(parts: {
  readonly plans: SendPlans;
  readonly sender: Sender;
  readonly sent: SentRequests;
  readonly responses: ResponseDocuments;
  readonly history: Pick<History, 'keep'>;
  readonly lastRequest: Pick<LastRequest, 'remember'>;
  readonly stopped: Pick<StoppedLists, 'note'>;
  readonly catalogs: Pick<Catalogs, 'load'>;
  readonly log: vscode.LogOutputChannel;
}): Sendings {
  const { plans, sender, sent, responses, history, lastRequest, stopped, catalogs, log } = parts;

  const controllers = new Set<AbortController>();
  const underWay = new Set<Promise<unknown>>();
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
      const done = work(controller);
      underWay.add(done);
      try {
        return await done;
      } finally {
        underWay.delete(done);
        controllers.delete(controller);
        tellCount();
      }
    },

    async send(chosen, controller, options) {
      const { allPages, quiet, inputs, sendUnknown, resumePages, onDependency, attempted, as } = options;
      const plan = await plans.prepare(chosen, {
        sendUnknown: sendUnknown === true,
        ...(as === undefined ? {} : { as }),
      });
      const { environment, outside, choices } = plan;
      if (chosen.ofHistory !== true) lastRequest.remember(chosen, environment, allPages);
      const document = chosen.document.uri;
      let state = startedSending(document.toString(), chosen, environment, Date.now());
      const update = (next: Partial<SentRequest>) => {
        state = { ...state, ...next };
        // A newer sending of the same request has the place now.
        if ((sent.get(state.document, state.key)?.startedAt ?? 0) <= state.startedAt) sent.put(state);
      };
      update({});
      const begun = state;
      const notification = quiet ? undefined : createLateProgress(state.label, () => controller.abort());
      const progress = createProgressReport(Date.now, text => {
        update({ progress: text });
        notification?.report(text);
        options.onStatus?.(text);
      });
      const records = new Map<Exchange, SentRecord>();
      let shown = Promise.resolve();
      let latest: Progress | undefined;
      let exchange: Exchange;
      try {
        const running = sender.run({
          file: chosen.file,
          request: chosen.request,
          document,
          environment,
          outside,
          choices,
          ...(inputs === undefined ? {} : { inputs }),
          ...(sendUnknown === undefined ? {} : { sendUnknown }),
          ...(resumePages === undefined ? {} : { resumePages }),
          ...(attempted === undefined ? {} : { attempted }),
          allPages,
          signal: controller.signal,
          onProgress(next) {
            latest = next;
            if (next.kind !== 'sending' || state.sentAt !== undefined) return progress.next(next);
            state = { ...state, sentAt: Date.now() };
            void nextTurns().then(() => {
              if (latest === next && state.exchange === undefined) progress.next(next);
            });
          },
          onRenewed(milliseconds) {
            if (state.sentAt !== undefined) state = { ...state, sentAt: state.sentAt + milliseconds };
          },
          onDependency(exchange) {
            const known = records.get(exchange);
            const made = sentDependency(state.document, chosen.file, environment, exchange, Date.now());
            const dependency = { ...made, known };
            sent.put(dependency);
            onDependency?.(dependency);
          },
          onRecord(record) {
            records.set(record.exchange, record);
            const told = { ...record, exchange: withEditorAdvice(record.exchange) };
            const key =
              record.node === chosen.request ? chosen.key : (keyOf(chosen.file, record.node) ?? record.label);
            history.keep(told, { document: state.document, key, environment, choices });
          },
        });
        // Opening its document would hold up the request, which leaves first.
        // It is shown as one that has begun, though its answer may be there by then: somebody waits to see that.
        if (!quiet) shown = nextTurns().then(() => responses.show(begun));
        // The answer counts more than where it is shown.
        shown.catch(() => {});
        exchange = await running;
        const { file, request, key } = chosen;
        const place = { environment: environment.name, company: choices.company?.id };
        stopped.note({ document: state.document, file, request, key, ...place }, exchange, allPages);
        const hint = mayHaveQueryHint(exchange) ? await hintOf(exchange, catalogs) : undefined;
        update({ exchange: withEditorAdvice(exchange), known: records.get(exchange), hint });
        log.info(`${state.label}: ${outcomeOf(exchange)}`);
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        const code = error instanceof vscode.CancellationError ? 'cancelled' : 'not-sent';
        update({ exchange: unsentExchange(state, environment, code, message) });
        throw error;
      } finally {
        progress.stop();
        notification?.end();
      }
      await shown;
      return exchange;
    },

    last: (document, key) => sent.get(document.uri.toString(), key),
    cancelAll,
    async close() {
      cancelAll();
      await Promise.allSettled([...underWay]);
    },
    dispose: cancelAll,
  };
}
