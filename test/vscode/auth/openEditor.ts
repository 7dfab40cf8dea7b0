import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExtensionContext, LogOutputChannel } from 'vscode';
import { noBodyFiles } from '../../../src/cli/bodyFiles.ts';
import { usualTimes } from '../../../src/oauth/renewalTimes.ts';
import { loadBundledCatalog } from '../../../src/procore/catalog/bundled.ts';
import { outOfBandRedirectUri } from '../../../src/procore/redirectUris.ts';
import { createRowMemory } from '../../../src/runner/rowStore.ts';
import type { RunningSimulator, SimulatorOptions } from '../../../src/simulator/options.ts';
import { startSimulator } from '../../../src/simulator/server.ts';
import { type Answers, type Desk, openDesk } from '../../support/editorDouble/desk.ts';
import '../../support/editorDouble/hook.ts';

/** Signing in as the extension has it, in an editor's double, before a real simulator on loopback. */
export interface Editor {
  readonly desk: Desk;
  readonly simulator: RunningSimulator;
  readonly environmentName: 'staging';
  readonly secrets: Map<string, string>;
  readonly globalState: Map<string, unknown>;
  readonly workspaceState: Map<string, unknown>;
  /** Tokens, codes, verifiers and client secrets that were sent or came back. */
  readonly confidential: ReadonlySet<string>;
  readonly authentication: Awaited<ReturnType<typeof registered>>['authentication'];
  readonly sender: Awaited<ReturnType<typeof registered>>['sender'];
  readonly environments: Awaited<ReturnType<typeof registered>>['environments'];
  /** Runs a command as a click would. */
  command(id: string, ...parameters: readonly unknown[]): Promise<void>;
  /** The editor's own question for a session. */
  getSession: typeof import('vscode')['authentication']['getSession'];
  /** Paths of what was sent, or answered instead. */
  readonly sent: readonly string[];
  /** Path and content of every file in the storage folder. */
  storedFiles(): Promise<readonly string[]>;
  /** Changes all sessions at the server. */
  atServer(change: 'revoke' | 'expire'): Promise<void>;
  close(): Promise<void>;
}

export async function openEditor(
  options: SimulatorOptions & {
    readonly settings?: Readonly<Record<string, unknown>>;
    /** Answers instead of the simulator; `undefined`: it is asked. */
    readonly instead?: (path: string) => Response | undefined;
  } = {},
): Promise<Editor> {
  const { settings, instead = () => undefined, ...simulatorOptions } = options;
  const simulator = await startSimulator({
    environment: 'staging',
    catalog: await loadBundledCatalog(),
    ...simulatorOptions,
  });
  const { url } = simulator;
  const desk = openDesk({
    'procore.environment.default': 'staging',
    'procore.environments': [
      { name: 'staging', title: 'Staging', loginUrl: url, apiUrl: url, production: false },
    ],
    ...settings,
  });
  const folder = await mkdtemp(join(tmpdir(), 'pw-storage-'));
  const sent: string[] = [];
  const { confidential, stopListening } = overhear(simulator.clientSecret, path => {
    sent.push(path);
    return instead(path);
  });
  const stored = { secrets: new Map(), globalState: new Map(), workspaceState: new Map() };
  const parts = await registered(stored, folder);
  desk.answer = willing(simulator);
  return {
    desk,
    simulator,
    environmentName: 'staging',
    ...stored,
    confidential,
    sent,
    ...parts,
    async command(id, ...parameters) {
      await parts.vscode.commands.executeCommand(id, ...parameters);
    },
    getSession: parts.vscode.authentication.getSession,
    async storedFiles() {
      if (!existsSync(folder)) return [];
      const files = await readdir(folder, { recursive: true, withFileTypes: true });
      return Promise.all(
        files
          .filter(file => file.isFile())
          .map(async file => {
            const path = join(file.parentPath, file.name);
            return `${path}\n${await readFile(path, 'utf8')}`;
          }),
      );
    },
    async atServer(change) {
      await fetch(`${url}/_simulator/sessions/all/${change}`, { method: 'POST' });
    },
    async close() {
      parts.sender.dispose();
      parts.authentication.dispose();
      stopListening();
      await simulator.close();
      // What is left of the rate limits may still be written.
      await rm(folder, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}

interface Stored {
  readonly secrets: Map<string, string>;
  readonly globalState: Map<string, unknown>;
  readonly workspaceState: Map<string, unknown>;
}

async function registered(stored: Stored, folder: string) {
  const vscode = await import('vscode');
  const { createEnvironments } = await import('../../../src/vscode/environments/environments.ts');
  const { registerAuthentication } = await import('../../../src/vscode/auth/register.ts');
  const { createSender } = await import('../../../src/vscode/requests/sender.ts');
  const log: LogOutputChannel = vscode.window.createOutputChannel('Procore', { log: true });
  const workspaceState = memento(stored.workspaceState);
  const context = {
    secrets: secretStorage(stored.secrets),
    globalState: { ...memento(stored.globalState), setKeysForSync: () => undefined },
    workspaceState,
    globalStorageUri: vscode.Uri.file(folder),
    storageUri: undefined,
    extension: { extensionKind: vscode.ExtensionKind.UI },
  } satisfies Partial<Record<keyof ExtensionContext, unknown>>;
  const environments = createEnvironments(workspaceState);
  const simulator = {
    ensureRunning: () => Promise.reject(new Error('The simulator of the editor is not used here.')),
    find: async () => undefined,
    current: () => undefined,
    stop: async () => false,
    onDidChange: new vscode.EventEmitter<void>().event,
    dispose: () => undefined,
  };
  const authentication = registerAuthentication({
    context: context as unknown as ExtensionContext,
    environments,
    simulator,
    log,
    times: { ...usualTimes, lateMs: 50 },
  });
  const sender = createSender({
    environments,
    simulator,
    authentication,
    catalogs: { load: loadBundledCatalog },
    bodies: { files: () => noBodyFiles },
    lists: createRowMemory(),
    budgetFolder: vscode.Uri.joinPath(vscode.Uri.file(folder), 'budgets'),
    onBudget: () => undefined,
  });
  return { vscode, environments, authentication, sender };
}

function memento(values: Map<string, unknown>) {
  return {
    keys: () => [...values.keys()],
    get: <T>(key: string, fallback?: T) => (values.has(key) ? (values.get(key) as T) : fallback) as T,
    async update(key: string, value: unknown) {
      if (value === undefined) values.delete(key);
      else values.set(key, value);
    },
  };
}

function secretStorage(values: Map<string, string>) {
  const listeners = new Set<(event: { readonly key: string }) => void>();
  const tell = (key: string) => {
    for (const listener of [...listeners]) listener({ key });
  };
  return {
    get: async (key: string) => values.get(key),
    keys: async () => [...values.keys()],
    async store(key: string, value: string) {
      values.set(key, value);
      tell(key);
    },
    async delete(key: string) {
      values.delete(key);
      tell(key);
    },
    onDidChange(listener: (event: { readonly key: string }) => void) {
      listeners.add(listener);
      return { dispose: () => listeners.delete(listener) };
    },
  };
}

const fields = /"?(access_token|refresh_token|code|code_verifier|client_secret)"?[=:]"?([^"&,\s}]+)/g;

/** Notes whatever is confidential in the traffic with a token endpoint. */
function overhear(clientSecret: string, instead: (path: string) => Response | undefined) {
  const confidential = new Set([clientSecret]);
  const original = globalThis.fetch;
  const note = (text: string) => {
    for (const [, , value] of text.matchAll(fields)) if (value !== undefined) confidential.add(value);
  };
  globalThis.fetch = async (input, init) => {
    const answer = instead(new URL(String(input)).pathname) ?? (await original(input, init));
    if (!/\/oauth\/(?:token|revoke)$/.test(String(input))) return answer;
    if (typeof init?.body === 'string') note(decodeURIComponent(init.body));
    note(await answer.clone().text());
    return answer;
  };
  const stopListening = () => {
    globalThis.fetch = original;
  };
  return { confidential, stopListening };
}

const agreed = ['Paste Code Instead', 'Forget', 'Erase'];

/** A person who gives the simulator's own app, allows it in the browser as the first user of that name,
 * takes the first of each list, and agrees to what is asked. */
export function willing(
  { clientId, clientSecret }: Pick<RunningSimulator, 'clientId' | 'clientSecret'>,
  decision = 'allow',
  person = '',
): Answers {
  let shownCode = '';
  return {
    input(prompt) {
      if (prompt.includes('Client ID')) return clientId;
      if (prompt.includes('Client Secret')) return clientSecret;
      return prompt.includes('Authorization Code') ? shownCode : undefined;
    },
    // Another program may hold the ports.
    message: (_text, buttons) => buttons.find(button => agreed.includes(button)),
    pick: (_title, [first]) => first,
    open(address) {
      void answerLoginPage(address, decision, person).then(code => {
        shownCode = code;
      });
    },
  };
}

/** What the browser does; the code, where the page shows it. */
async function answerLoginPage(address: string, decision: string, person: string): Promise<string> {
  const { origin, searchParams } = new URL(address);
  const page = await (await fetch(address)).text();
  const card = page.split('<section').find(part => part.includes(`Allow as ${person}`)) ?? '';
  const [, user = ''] = /name="user_id" value="(\d+)"/.exec(card) ?? [];
  const form = new URLSearchParams([...searchParams, ['user_id', user], ['decision', decision]]);
  const answer = await fetch(`${origin}/oauth/authorize`, {
    method: 'POST',
    body: form,
    redirect: 'manual',
  });
  const location = answer.headers.get('location') ?? '';
  if (searchParams.get('redirect_uri') === outOfBandRedirectUri) return location.split('/').at(-1) ?? '';
  if (location !== '') await fetch(location);
  return '';
}
