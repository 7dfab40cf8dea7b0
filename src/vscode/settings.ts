import * as vscode from 'vscode';
import type { Environment } from '../procore/environments.ts';
import { redirectPorts } from '../procore/redirectUris.ts';
import { readRedirectPorts } from './auth/redirectPorts.ts';
import { readUserEnvironments } from './environments/userEnvironments.ts';
import { type HistorySettings, readHistorySettings } from './history/historySettings.ts';
import { type ClientCertificates, readClientCertificates } from './requests/clientCertificates.ts';

export interface Settings {
  readonly environments: readonly Environment[];
  readonly environmentProblems: readonly string[];
  readonly defaultEnvironment: string;
  readonly simulatorPort: number;
  /** Where the webhook receiver listens, if it is free. */
  readonly receiverPort: number;
  /** Ports on this machine that the browser may come back to, tried in this order. */
  readonly redirectPorts: readonly number[];
  /** Whether a sign-in in the browser sends a proof key. */
  readonly proofKey: boolean;
  /** Whether token calls check certificates: the editor's own setting, as the user has it. */
  readonly strictSsl: boolean;
  /** Whether the machine's own certificates are trusted: the editor's own setting, as the user has it. */
  readonly systemCertificates: boolean;
  readonly clientCertificates: ClientCertificates;
  /** Globs of files that are about Procore whatever they say. */
  readonly filesInclude: readonly string[];
  /** Of a whole request with its waits and pages; `undefined`: no limit. */
  readonly timeoutMs: number | undefined;
  /** Of one answer; longer ones go to a file, and only their beginning is shown. */
  readonly shownBytes: number;
  /** Share of a rate window, from 0 to 1, below which the status bar warns. */
  readonly warnBelow: number;
  /** Whether a cause is looked for unasked: only when asked, wherever it is not production, or always. */
  readonly followUp: 'ask' | 'exceptProduction' | 'always';
  readonly history: HistorySettings;
}

/**
 * The one place that reads settings. What decides where a token goes is read from the user's own
 * settings only, so that no workspace can change it.
 */
export function readSettings(): Settings {
  const configuration = vscode.workspace.getConfiguration('procore');
  const own = <T>(key: string, fallback: T): T => {
    const found = configuration.inspect<T>(key);
    return found?.globalValue ?? found?.defaultValue ?? fallback;
  };
  const users = readUserEnvironments(own<unknown>('environments', []));
  const megabytes = configuration.get<number>('response.shownMegabytes', 2);
  const seconds = configuration.get<number>('send.timeout', 0);
  return {
    environments: users.environments,
    environmentProblems: users.problems,
    defaultEnvironment: own('environment.default', 'simulator'),
    simulatorPort: portOf(own<unknown>('simulator.port', 27570), 27570),
    receiverPort: portOf(own<unknown>('webhooks.receiverPort', 27571), 27571),
    redirectPorts: readRedirectPorts(own<unknown>('signIn.redirectPorts', redirectPorts)),
    proofKey: own<unknown>('signIn.pkce', false) === true,
    strictSsl: vscode.workspace.getConfiguration('http').inspect('proxyStrictSSL')?.globalValue !== false,
    systemCertificates:
      vscode.workspace.getConfiguration('http').inspect('systemCertificates')?.globalValue !== false,
    clientCertificates: readClientCertificates(own<unknown>('send.clientCertificates', [])),
    filesInclude: configuration.get<string[]>('files.include', []).filter(glob => typeof glob === 'string'),
    timeoutMs: seconds > 0 ? seconds * 1000 : undefined,
    shownBytes: Math.round(Math.min(20, Math.max(0.1, Number(megabytes) || 2)) * 1_000_000),
    warnBelow: Math.min(100, Math.max(0, Number(configuration.get('rateLimits.warnBelow', 10)) || 0)) / 100,
    followUp: readFollowUp(own<unknown>('diagnosis.followUp', 'ask')),
    // How long is the user's to say, as all windows share the files; a workspace may want none kept.
    history: readHistorySettings(key =>
      key === 'history.keep' ? configuration.get<unknown>(key) : own<unknown>(key, undefined),
    ),
  };
}

/** The settings for what asks often: read once, which takes the editor milliseconds, and again after a change. */
export interface KeptSettings extends vscode.Disposable {
  /** As they are now. */
  read(): Settings;
}

export function keepSettings(): KeptSettings {
  let known: Settings | undefined;
  const listening = vscode.workspace.onDidChangeConfiguration(change => {
    if (change.affectsConfiguration('procore') || change.affectsConfiguration('http')) known = undefined;
  });
  return {
    read() {
      known ??= readSettings();
      return known;
    },
    dispose: () => listening.dispose(),
  };
}

function readFollowUp(value: unknown): Settings['followUp'] {
  return value === 'exceptProduction' || value === 'always' ? value : 'ask';
}

function portOf(value: unknown, fallback: number): number {
  return Number.isInteger(value) && Number(value) > 0 && Number(value) < 65536 ? Number(value) : fallback;
}
