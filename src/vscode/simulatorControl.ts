import type * as vscode from 'vscode';

/** Where the simulator answers, and the credentials of its seeded app. */
export interface SimulatorAddress {
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly environment: string;
}

/** The simulator as the editor sees it: started on demand, shared by all windows through its port. */
export interface SimulatorControl extends vscode.Disposable {
  /** Answers at once where one runs already, in this window or another; else starts one in a worker. */
  ensureRunning(): Promise<SimulatorAddress>;
  /** What the last start or check found; `undefined`: none runs as far as this window knows. */
  current(): SimulatorAddress | undefined;
  /** Stops the one of this window; `false` where this window has none. */
  stop(): Promise<boolean>;
  readonly onDidChange: vscode.Event<void>;
}
