import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { requestLabel } from '../../httpFile/features/symbols.ts';
import type { OutsideValues } from '../../httpFile/outsideValues.ts';
import type { HttpFile, RequestNode } from '../../httpFile/syntax.ts';
import type { Folders } from '../../httpFile/values.ts';
import { nodeSessionFiles } from '../../oauth/nodeSessionFiles.ts';
import type { Environment } from '../../procore/environments.ts';
import type { BudgetEvent, BudgetReport } from '../../runner/budgets.ts';
import type { Clock } from '../../runner/clock.ts';
import type { Exchange } from '../../runner/exchange.ts';
import type { CauseJob, FoundCause } from '../../runner/findCause.ts';
import type { SentRecord } from '../../runner/history/sentRecord.ts';
import type { Preview } from '../../runner/preview.ts';
import type { RowStore } from '../../runner/rowStore.ts';
import type { Runner } from '../../runner/run.ts';
import type { Progress, RunJob } from '../../runner/runner.ts';
import type { Tried } from '../../runner/tried.ts';
import type { UploadOutcome } from '../../runner/uploads/upload.ts';
import type { UploadJob } from '../../runner/uploads/uploadJob.ts';
import { visibleText } from '../../runner/visibleText.ts';
import type { Authentication } from '../auth/register.ts';
import { RenewalCancelled } from '../auth/whileRenewing.ts';
import type { Catalogs } from '../catalog/catalogs.ts';
import { type Environments, simulatorName } from '../environments/environments.ts';
import { hostValues } from '../language/hostValues.ts';
import type { BodyFolder } from '../responses/bodyFolder.ts';
import { keepSettings } from '../settings.ts';
import type { SimulatorControl } from '../simulator/simulatorControl.ts';
import { withoutLinks } from '../withoutLinks.ts';
import { askInputs } from './askInputs.ts';
import { createBudgetFiles } from './budgetFiles.ts';
import { confirmSend } from './confirmSend.ts';
import { createEditorNetwork } from './editorNetwork.ts';
import { readBodyFile } from './readBodyFile.ts';
import { type Choices, choicesFor } from './sentAs.ts';
import { writeAnswerFile } from './writeAnswerFile.ts';

/** What to send, and who listens while it runs. */
export interface Sending {
  readonly file: HttpFile;
  readonly request: RequestNode;
  /** Where the text stands; `undefined` for a request of the extension's own. */
  readonly document: vscode.Uri | undefined;
  readonly environment: Environment;
  /** Values from outside the file, and the folders that it may name. */
  readonly outside?: OutsideValues & { readonly folders: Folders };
  /** What a person has answered already. */
  readonly inputs?: Readonly<Record<string, string>>;
  /** Names without a value go as the text they are, because the person said so. */
  readonly sendUnknown?: boolean;
  /** Reads on where all pages were read in part. */
  readonly resumePages?: boolean;
  readonly allPages: boolean;
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  readonly onRenewed?: (milliseconds: number) => void;
  readonly onDependency?: (exchange: Exchange) => void;
  readonly onRecord?: (record: SentRecord) => void;
  /** `false`: nobody clicked for it, so nobody is asked to sign in; where no token is at hand nothing is sent. */
  readonly asks?: false;
  /** Company and project that it is for; those that are chosen now where absent. */
  readonly choices?: Choices;
  /** What came of the requests of one run; see `RunJob`. */
  readonly attempted?: Map<RequestNode, Tried>;
}

/** The editor's one way to the network. The runner is loaded at the first use. */
export interface Sender extends vscode.Disposable {
  run(sending: Sending): Promise<Exchange>;
  /** The request as it would go out now. Sends nothing and asks nobody. */
  preview(
    sending: Pick<Sending, 'file' | 'request' | 'document' | 'environment' | 'outside'>,
  ): Promise<Preview>;
  /** What tells the causes of a failed request apart, asked with the account that it was sent with. */
  findCause(job: Omit<CauseJob, 'environments' | 'timeoutMs'>, signal: AbortSignal): Promise<FoundCause>;
  /** A file into Procore. */
  upload(job: Omit<UploadJob, 'environments'>, signal: AbortSignal): Promise<UploadOutcome>;
  /**
   * Asks who is not signed in to an environment to do so, before anything is shown that a box of the sign-in would take
   * the place of. `false`: the person gave it up, or it failed and has said so.
   */
  signIn(environment: Environment): Promise<boolean>;
  /** What is left of the rate windows that this window of the editor knows of. */
  budgets(): readonly BudgetReport[];
}

const clock: Clock = {
  now: Date.now,
  sleep: async (milliseconds, signal) => {
    await sleep(milliseconds, undefined, { signal });
  },
};

export function createSender(parts: {
  readonly environments: Environments;
  readonly simulator: SimulatorControl;
  readonly authentication: Pick<Authentication, 'getToken' | 'getTokenOrSignIn' | 'askAgain'>;
  readonly catalogs: Pick<Catalogs, 'load'>;
  readonly bodies: Pick<BodyFolder, 'files'>;
  /** Rows of lists, while and until they are whole. */
  readonly lists: RowStore;
  /** Where all windows of the editor keep what they know of the rate limits. */
  readonly budgetFolder: vscode.Uri;
  readonly onBudget: (event: BudgetEvent) => void;
}): Sender {
  const { environments, simulator, authentication, catalogs, bodies, lists, budgetFolder, onBudget } = parts;
  const documentOf = new WeakMap<HttpFile, vscode.Uri>();
  const network = createEditorNetwork();
  const settings = keepSettings();
  let runner: Promise<Runner> | undefined;
  let budgets: Runner['budgets'] = () => [];

  async function openRunner(): Promise<Runner> {
    const { createRunner } = await import('../../runner/run.ts');
    const opened = createRunner({
      clock,
      random: Math.random,
      network,
      budgetStore: createBudgetFiles(
        nodeSessionFiles(budgetFolder.fsPath, { durable: false }),
        randomUUID(),
        clock,
      ),
      onBudget,
      getToken: async (environment, options) => {
        if (options.asks === false) return authentication.getToken(environment, options);
        try {
          return await authentication.getTokenOrSignIn(environment, options);
        } catch (error) {
          // Who declines to sign in is told that nobody is, with what to do about it.
          if (error instanceof vscode.CancellationError && !(error instanceof RenewalCancelled))
            return undefined;
          throw error;
        }
      },
      catalog: catalogs.load,
      readBodyFile: (path, job) => readBodyFile(path, documentOf.get(job.file)),
      writeAnswer: (file, body, job) => writeAnswerFile(file, body, documentOf.get(job.file)),
      confirmSend: question => confirmSend(environments, question),
      askInputs: (inputs, job) => askInputs(inputs, requestLabel(job.request)),
    });
    budgets = opened.budgets;
    return opened;
  }

  function jobFor(sending: Omit<Sending, 'signal'>): RunJob {
    const { file, request, document, environment, allPages, onProgress, onDependency } = sending;
    const { outside, inputs, sendUnknown, resumePages, attempted, onRecord, onRenewed, asks } = sending;
    const { company, project } = sending.choices ?? choicesFor(environments, environment.name, undefined);
    const { timeoutMs, shownBytes } = settings.read();
    return {
      file,
      fileName: document === undefined ? null : vscode.workspace.asRelativePath(document),
      request,
      environment,
      environments: environments.all(),
      values: {
        overrides: {},
        host: hostValues(environment.name, company, project),
        processEnv: process.env,
        ...(inputs === undefined ? {} : { inputs }),
        ...(outside === undefined
          ? {}
          : {
              layers: outside.layers,
              otherSections: outside.otherSections,
              folders: outside.folders,
            }),
      },
      ...(sendUnknown === undefined ? {} : { sendUnknown }),
      ...(resumePages === undefined ? {} : { resumePages }),
      ...(asks === undefined ? {} : { asks }),
      allPages,
      timeoutMs,
      // What the extension asks for itself, it reads at once.
      ...(document === undefined ? {} : { bodyFiles: bodies.files(shownBytes), rowStore: lists }),
      onNotice: notice => void vscode.window.showInformationMessage(withoutLinks(visibleText(notice))),
      ...(onProgress === undefined ? {} : { onProgress }),
      ...(onDependency === undefined ? {} : { onDependency }),
      ...(onRecord === undefined ? {} : { onRecord }),
      ...(onRenewed === undefined ? {} : { onRenewed }),
      ...(attempted === undefined ? {} : { attempted }),
    };
  }

  async function makeReady(
    { name }: Environment,
    { signal, asks = true }: { readonly signal?: AbortSignal; readonly asks?: boolean } = {},
  ): Promise<void> {
    // Asked again here, so that no command can forget it.
    if (!vscode.workspace.isTrusted) throw new Error(vscode.l10n.t('Nothing is sent in Restricted Mode.'));
    if (name === simulatorName) await simulator.ensureRunning(signal);
    if (asks) authentication.askAgain(name);
  }

  return {
    async run(sending) {
      await makeReady(sending.environment, sending);
      if (sending.document !== undefined) documentOf.set(sending.file, sending.document);
      runner ??= openRunner();
      return (await runner).run(jobFor(sending), sending.signal);
    },
    async findCause(job, signal) {
      await makeReady(job.environment, { signal });
      runner ??= openRunner();
      const { timeoutMs } = settings.read();
      return (await runner).findCause({ ...job, environments: environments.all(), timeoutMs }, signal);
    },
    async upload(job, signal) {
      await makeReady(job.environment, { signal });
      runner ??= openRunner();
      return (await runner).upload({ ...job, environments: environments.all() }, signal);
    },
    async preview(sending) {
      if (sending.document !== undefined) documentOf.set(sending.file, sending.document);
      runner ??= openRunner();
      return (await runner).preview(jobFor({ ...sending, allPages: false }));
    },
    async signIn(environment) {
      const { signal } = new AbortController();
      try {
        await makeReady(environment);
        return (await authentication.getTokenOrSignIn(environment.name, { signal })) !== undefined;
      } catch (error) {
        if (error instanceof vscode.CancellationError) return false;
        throw error;
      }
    },
    budgets: () => budgets(),
    dispose() {
      void runner?.then(opened => opened.close());
      runner = undefined;
      network.dispose();
      settings.dispose();
    },
  };
}
