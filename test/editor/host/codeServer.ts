import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { deadlines } from '../../support/deadlines.ts';
import { endProcess } from '../../support/runCommand.ts';

export type CodeServer = Readonly<{
  /** `http://127.0.0.1:PORT` */
  address: string;
  /** Resolves when it has ended, whether it was to or not. */
  ended: Promise<void>;
  close: () => Promise<void>;
}>;

export type CodeServerOptions = Readonly<{
  /** code-server's entry script. */
  entry: string;
  /** Holds settings and state; thrown away at the end unless given. */
  userData?: string;
  extensions?: string;
  /** Leave workspace trust on, to test Restricted Mode. */
  workspaceTrust?: boolean;
  /** Lets a page run a test suite in the extension host. */
  testDriver?: boolean;
  port?: number;
  env?: Readonly<Record<string, string>>;
  log?: (line: string) => void;
}>;

/** Starts code-server on loopback and waits until it answers. */
export async function startCodeServer(options: CodeServerOptions): Promise<CodeServer> {
  const scratch = mkdtempSync(join(tmpdir(), 'pw-'));
  const userData = options.userData ?? join(scratch, 'user');
  mkdirSync(userData, { recursive: true });
  const child = spawn(
    process.execPath,
    [
      options.entry,
      ...['--auth', 'none', '--bind-addr', `127.0.0.1:${options.port ?? 0}`],
      ...['--config', join(scratch, 'config.yaml'), '--user-data-dir', userData],
      ...['--extensions-dir', options.extensions ?? join(scratch, 'extensions')],
      ...['--disable-telemetry', '--disable-update-check'],
      ...(options.workspaceTrust ? [] : ['--disable-workspace-trust']),
      ...(options.testDriver ? ['--vscode-option', 'enable-smoke-test-driver'] : []),
    ],
    { env: { ...withoutEditorVariables(process.env), ...options.env }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const ended = new Promise<void>(resolve => child.once('exit', () => resolve()));
  const endWithUs = () => child.kill();
  process.once('exit', endWithUs);
  const close = async () => {
    process.off('exit', endWithUs);
    await endProcess(child);
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const address = await new Promise<string>((resolve, reject) => {
      let output = '';
      const timer = setTimeout(
        () => reject(new Error(`code-server said no address:\n${output}`)),
        deadlines.start,
      );
      const read = (chunk: Buffer) => {
        output += chunk.toString();
        for (const line of chunk.toString().split('\n')) if (line) options.log?.(line);
        const found = /listening on (http:\/\/[\d.]+:\d+)/.exec(output)?.[1];
        if (!found) return;
        clearTimeout(timer);
        resolve(found);
      };
      child.stdout.on('data', read);
      child.stderr.on('data', read);
      child.once('exit', status => {
        clearTimeout(timer);
        reject(new Error(`code-server ended with ${status}:\n${output}`));
      });
    });
    return { address, ended, close };
  } catch (cause) {
    await close();
    throw cause;
  }
}

/** Variables of an editor that this terminal runs in would confuse the one we start. */
function withoutEditorVariables(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^(VSCODE_|ELECTRON_|PASSWORD$)/.test(name)),
  );
}

/** The address of the workbench with a folder open. Payload pairs as VS Code's own test runner passes them. */
export function workbenchUrl(
  server: CodeServer,
  folder: string,
  payload: readonly (readonly [string, string])[] = [],
): string {
  const url = new URL(server.address);
  url.searchParams.set('folder', folder);
  if (payload.length > 0) url.searchParams.set('payload', JSON.stringify(payload));
  return url.href;
}

/** A path on the server as the workbench in the browser names it. */
export function remoteUri(server: CodeServer, path: string): string {
  return `vscode-remote://${new URL(server.address).host}${path}`;
}

export function launchBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    headless: true,
    timeout: deadlines.start,
    args: [
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
