import type * as vscode from 'vscode';
import type { GetToken } from '../../runner/accessToken.ts';
import type { Environments } from '../environments.ts';
import type { SimulatorControl } from '../simulatorControl.ts';

/** What the authentication provider needs of the rest of the editor. */
export interface AuthenticationParts {
  readonly context: Pick<vscode.ExtensionContext, 'secrets' | 'extension'>;
  readonly environments: Pick<Environments, 'all' | 'active' | 'find' | 'company'>;
  readonly simulator: Pick<SimulatorControl, 'ensureRunning' | 'current'>;
  readonly log: vscode.LogOutputChannel;
}

/** Who is signed in, as far as the tooltip, the hover and the lens need to know. Never a token. */
export interface SignedInAccount {
  readonly label: string;
  readonly environment: string;
  /** Milliseconds since 1970; `undefined` where not known. */
  readonly expiresAt: number | undefined;
  /** The session died; only a new sign-in helps. */
  readonly ended: boolean;
}

export interface Authentication extends vscode.Disposable {
  /** Silent: `undefined` where nobody is signed in to that environment or the session has ended. */
  readonly getToken: GetToken;
  /**
   * For a person's click on Send: as `getToken`, but asks to sign in (modal) where nobody is. Rejects with
   * `vscode.CancellationError` where the person declines.
   */
  readonly getTokenOrSignIn: GetToken;
  /** The account that requests of this environment use; `undefined`: nobody is signed in. */
  account(environment: string): Promise<SignedInAccount | undefined>;
  /** Somebody signed in or out, a token was renewed, or a session ended. */
  readonly onDidChange: vscode.Event<void>;
}
