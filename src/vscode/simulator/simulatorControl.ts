import * as vscode from 'vscode';
import { contextKey } from '../commandIds.ts';
import { createLateProgress } from '../requests/lateProgress.ts';
import { keepSettings } from '../settings.ts';
import { createSharedStart, StartCancelled } from './sharedStart.ts';
import { askPort, type SimulatorAddress, urlOf } from './simulatorHealth.ts';
import { type RunningWorker, startWorker } from './simulatorWorker.ts';

/** The simulator as the editor sees it: started on demand, shared by all windows through its port. */
export interface SimulatorControl extends vscode.Disposable {
  /**
   * Answers at once where one runs already, in this window or another; else starts one in a worker. Where that takes
   * long it is shown, with a way to stop it. Rejects with `StartCancelled` where somebody did, or ended the waiting
   * by `signal`.
   */
  ensureRunning(signal?: AbortSignal): Promise<SimulatorAddress>;
  /**
   * Looks whether one runs, in this window or elsewhere, and starts none. What does not answer soon counts as it was
   * known before. Never rejects.
   */
  find(): Promise<SimulatorAddress | undefined>;
  /** What the last start or look found; `undefined`: none runs as far as this window knows. */
  current(): SimulatorAddress | undefined;
  /** Stops the one of this window; `false` where this window has none. */
  stop(): Promise<boolean>;
  readonly onDidChange: vscode.Event<void>;
}

/** How long somebody who only looks waits for an answer, in milliseconds: where nothing runs, the answer comes at once. */
const patience = 3000;

/** How long a text stands in the status bar, in milliseconds. */
const messageMs = 10_000;

export function createSimulatorControl(
  workerFile: string,
  log: vscode.LogOutputChannel,
  open = createLateProgress,
): SimulatorControl {
  const changed = new vscode.EventEmitter<void>();
  const settings = keepSettings();
  let worker: RunningWorker | undefined;
  let address: SimulatorAddress | undefined;
  const starting = createSharedStart(startShown);
  let looking: Promise<SimulatorAddress | undefined> | undefined;

  function set(next: SimulatorAddress | undefined) {
    if (next?.url === address?.url && next?.clientId === address?.clientId) return;
    address = next;
    void vscode.commands.executeCommand('setContext', contextKey.simulatorRunning, next !== undefined);
    changed.fire();
  }

  async function startShown(stop: AbortController): Promise<SimulatorAddress> {
    const port = settings.read().simulatorPort;
    // The one of this window tells when it ends: it is not asked, because an answer takes long while it is busy.
    if (worker !== undefined && worker.address.url === urlOf(port)) return worker.address;
    const progress = open(vscode.l10n.t('Starting the Procore simulator'), () =>
      stop.abort(new StartCancelled()),
    );
    try {
      progress.report(vscode.l10n.t('waiting for what answers on port {0}', port));
      const answer = await askPort(port, { signal: stop.signal });
      if (answer.kind === 'simulator') {
        set(answer.address);
        return answer.address;
      }
      if (answer.kind === 'other') throw portTaken(port);
      progress.report('');
      return await start(port, stop.signal);
    } finally {
      progress.end();
    }
  }

  async function start(port: number, signal: AbortSignal): Promise<SimulatorAddress> {
    const before = address;
    worker = await startWorker(workerFile, port, signal).catch((error: unknown) => {
      signal.throwIfAborted();
      throw startFailed(port, error);
    });
    const started = worker;
    started.onExit(() => {
      if (worker !== started) return;
      worker = undefined;
      log.info('The simulator ended.');
      set(undefined);
    });
    log.info(`The simulator runs on ${started.address.url} as ${started.address.environment}.`);
    if (before?.url === started.address.url) tellStartedAnew();
    set(started.address);
    return started.address;
  }

  /** Nobody has asked for it: the one that was in use has gone without a word. */
  function tellStartedAnew(): void {
    const text = vscode.l10n.t(
      'The simulator that was in use has gone; one of this window was started, and knows nothing of before.',
    );
    log.info(text);
    vscode.window.setStatusBarMessage(text, messageMs);
  }

  async function look(): Promise<SimulatorAddress | undefined> {
    const started = starting.underWay();
    if (started !== undefined) return started.catch(() => undefined);
    const port = settings.read().simulatorPort;
    if (worker !== undefined) return address;
    const answer = await askPort(port, { timeoutMs: patience });
    // One may have been started or stopped here meanwhile.
    if (worker !== undefined || starting.underWay() !== undefined) return address;
    const isMoved = address !== undefined && address.url !== urlOf(port);
    if (answer.kind === 'simulator') set(answer.address);
    else if (answer.kind === 'free' || isMoved) set(undefined);
    return address;
  }

  async function stop(): Promise<boolean> {
    if (worker === undefined) return false;
    const mine = worker;
    worker = undefined;
    await mine.close();
    log.info('The simulator was stopped.');
    set(undefined);
    return true;
  }

  return {
    ensureRunning: starting.wait,
    find() {
      looking ??= look().finally(() => {
        looking = undefined;
      });
      return looking;
    },
    current: () => address,
    stop,
    onDidChange: changed.event,
    dispose() {
      void worker?.close();
      worker = undefined;
      settings.dispose();
      changed.dispose();
    },
  };
}

function portTaken(port: number): Error {
  return new Error(
    vscode.l10n.t(
      'The simulator cannot start: another program holds port {0} of this machine. Choose a free one in the setting procore.simulator.port.',
      port,
    ),
  );
}

function startFailed(port: number, error: unknown): Error {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return portTaken(port);
  const reason = error instanceof Error ? error.message : String(error);
  return new Error(
    vscode.l10n.t('The simulator cannot start on port {0}: {1}. The log has more.', port, reason),
    { cause: error },
  );
}
