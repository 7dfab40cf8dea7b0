import { readFile, rm, stat } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { desk, show } from './desk.ts';

// The part of the editor's API that signing in uses, working, and telling the desk of all that is shown.

export class CancellationError extends Error {}

export class Disposable {
  static from(...all: readonly { dispose(): unknown }[]) {
    return new Disposable(() => {
      for (const one of all) one.dispose();
    });
  }
  readonly #call: () => unknown;
  constructor(call: () => unknown) {
    this.#call = call;
  }
  dispose() {
    this.#call();
  }
}

export class EventEmitter<T> {
  readonly #listeners = new Set<(event: T) => void>();
  readonly event = (listener: (event: T) => void) => {
    this.#listeners.add(listener);
    return new Disposable(() => this.#listeners.delete(listener));
  };
  fire(event: T) {
    for (const listener of [...this.#listeners]) listener(event);
  }
  dispose() {
    this.#listeners.clear();
  }
}

export class ThemeIcon {
  readonly id: string;
  constructor(id: string) {
    this.id = id;
  }
}

export class FileSystemError extends Error {
  readonly code: string = 'Unknown';
}

class FileNotFound extends FileSystemError {
  override readonly code = 'FileNotFound';
}

export class Uri {
  static parse(text: string) {
    return new Uri(text);
  }
  static file(path: string) {
    return new Uri(pathToFileURL(path).href);
  }
  static joinPath(base: Uri, ...names: readonly string[]) {
    return new Uri([base.text, ...names].join('/'));
  }
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
  get fsPath() {
    return fileURLToPath(this.text);
  }
  get scheme() {
    return new URL(this.text).protocol.slice(0, -1);
  }
  toString() {
    return this.text;
  }
}

export const UIKind = { Desktop: 1, Web: 2 };
export const ExtensionKind = { UI: 1, Workspace: 2 };
export const ProgressLocation = { SourceControl: 1, Window: 10, Notification: 15 };
export const CompletionItemKind: Readonly<Record<string, number>> = {};
export const QuickPickItemKind = { Separator: -1, Default: 0 };
export const InputBoxValidationSeverity = { Info: 1, Warning: 2, Error: 3 };
export const QuickInputButtons = { Back: { iconPath: new ThemeIcon('back') } };

export const l10n = {
  t: (text: string, ...values: readonly unknown[]) =>
    text.replaceAll(/\{(\d+)\}/g, (_whole, index: string) => String(values[Number(index)])),
};

export const env = {
  uiKind: UIKind.Desktop,
  remoteName: undefined,
  language: 'en',
  clipboard: {
    async writeText(text: string) {
      show('clipboard', text);
    },
  },
  async openExternal(uri: Uri) {
    desk.opened.push(uri.toString());
    desk.answer.open?.(uri.toString());
    return true;
  },
};

const settingsChanged = new EventEmitter<{ affectsConfiguration(section: string): boolean }>();

export const workspace = {
  get isTrusted() {
    return desk.trusted;
  },
  onDidChangeConfiguration: settingsChanged.event,
  textDocuments: [] as readonly { readonly uri: Uri }[],
  async openTextDocument(_uri: Uri): Promise<never> {
    throw new FileNotFound();
  },
  getConfiguration: (section: string) => ({
    get: (key: string, fallback: unknown) =>
      desk.workspaceSettings.get(`${section}.${key}`) ?? desk.settings.get(`${section}.${key}`) ?? fallback,
    inspect: (key: string) => ({
      globalValue: desk.settings.get(`${section}.${key}`),
      workspaceValue: desk.workspaceSettings.get(`${section}.${key}`),
    }),
    async update(key: string, value: unknown) {
      show('setting', `${section}.${key}`, value);
    },
  }),
  fs: {
    delete: (folder: Uri) => rm(folder.fsPath, { recursive: true }).catch(orNotFound),
    readFile: (file: Uri) => readFile(file.fsPath).catch(orNotFound),
    stat: async (file: Uri) => ({ mtime: (await stat(file.fsPath).catch(orNotFound)).mtimeMs }),
  },
};

function orNotFound(error: NodeJS.ErrnoException): never {
  throw error.code === 'ENOENT' ? new FileNotFound() : error;
}

const registered = new Map<string, (...parameters: readonly unknown[]) => unknown>();

export const commands = {
  registerCommand(id: string, run: (...parameters: readonly unknown[]) => unknown) {
    registered.set(id, run);
    return new Disposable(() => registered.delete(id));
  },
  async executeCommand(id: string, ...parameters: readonly unknown[]) {
    show('command', id, parameters);
    return registered.get(id)?.(...parameters);
  },
};

type MessageOptions = { readonly detail?: string };

async function message(text: string, ...rest: readonly (string | MessageOptions)[]) {
  const [first, ...others] = rest;
  const options = typeof first === 'object' ? first : undefined;
  const buttons = (options === undefined ? rest : others).filter(part => typeof part === 'string');
  show('message', text, options?.detail, buttons);
  return desk.answer.message?.([text, options?.detail ?? ''].join('\n'), buttons);
}

interface Item {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
}

const noEvent = () => new Disposable(() => undefined);

export const window = {
  get state() {
    return { focused: desk.focused };
  },
  onDidChangeWindowState: noEvent,
  showInformationMessage: message,
  showWarningMessage: message,
  showErrorMessage: message,
  setStatusBarMessage: (text: string) => show('status', text),
  createOutputChannel() {
    const write = (text: string) => show('log', text);
    return { info: write, warn: write, error: write, debug: write, show: () => undefined, dispose() {} };
  },
  async withProgress<T>(
    options: { readonly title: string },
    work: (
      progress: { report(step: { readonly message?: string }): void },
      cancellation: { readonly onCancellationRequested: typeof noEvent },
    ) => Promise<T>,
  ): Promise<T> {
    show('progress', options.title);
    return work({ report: step => show('progress', step.message) }, { onCancellationRequested: noEvent });
  },
  async showQuickPick<T extends Item>(
    items: readonly T[] | Promise<readonly T[]>,
    options: { readonly title: string; readonly canPickMany?: boolean },
  ): Promise<T | readonly T[] | undefined> {
    const all = await items;
    show('list', options.title, ...all.map(item => [item.label, item.description, item.detail]));
    if (options.canPickMany === true) return desk.answer.pickAll === true ? all : undefined;
    const label = desk.answer.pick?.(
      options.title,
      all.map(item => item.label),
    );
    return all.find(item => item.label === label);
  },
  createInputBox: () => new InputBox(),
  createQuickPick: <T extends Item>() => new QuickPick<T>(),
  async showInputBox(options: {
    readonly title?: string;
    readonly prompt?: string;
    readonly value?: string;
  }) {
    show('input box', options.title, options.prompt, options.value);
    return desk.answer.input?.([options.title, options.prompt].join('\n'), options.value ?? '');
  },
};

/** The list that is open; a box or another list takes its place, as there is room for one. */
let openList: { hide(): void } | undefined;

/** Answers itself when its rows are there. */
class QuickPick<T extends Item> {
  title = '';
  placeholder = '';
  value = '';
  ignoreFocusOut = false;
  keepScrollPosition = false;
  matchOnDescription = false;
  matchOnDetail = false;
  step = 1;
  totalSteps = 1;
  buttons: readonly Button[] = [];
  items: readonly T[] = [];
  selectedItems: readonly T[] = [];
  activeItems: readonly T[] = [];
  readonly #accepted = new EventEmitter<void>();
  readonly #hidden = new EventEmitter<void>();
  readonly onDidAccept = this.#accepted.event;
  readonly onDidHide = this.#hidden.event;
  readonly onDidChangeValue = noEvent;
  readonly onDidChangeActive = noEvent;
  readonly onDidTriggerButton = noEvent;
  readonly onDidTriggerItemButton = noEvent;
  #busy = false;

  get busy() {
    return this.#busy;
  }

  set busy(busy: boolean) {
    this.#busy = busy;
    if (!busy && openList === this) setImmediate(() => this.#ask());
  }

  show() {
    openList?.hide();
    openList = this;
    if (!this.#busy) setImmediate(() => this.#ask());
  }

  hide() {
    if (openList !== this) return;
    openList = undefined;
    this.#hidden.fire();
  }

  dispose() {
    if (openList === this) openList = undefined;
  }

  #ask() {
    if (openList !== this) return;
    show('list', this.title, ...this.items.map(item => [item.label, item.description, item.detail]));
    const labels = this.items.map(({ label }) => label);
    const label = desk.answer.pick?.(this.title, labels);
    const chosen = this.items.find(item => item.label === label);
    if (chosen === undefined) return this.hide();
    this.selectedItems = [chosen];
    this.#accepted.fire();
  }
}

interface Button {
  readonly tooltip?: string;
}

/** Copies what it offers to copy, then answers itself, and again whenever it complains. */
class InputBox {
  title = '';
  prompt = '';
  placeholder = '';
  password = false;
  value = '';
  ignoreFocusOut = false;
  busy = false;
  step = 1;
  totalSteps = 1;
  buttons: readonly Button[] = [];
  readonly #accepted = new EventEmitter<void>();
  readonly #hidden = new EventEmitter<void>();
  readonly onDidAccept = this.#accepted.event;
  readonly onDidHide = this.#hidden.event;
  readonly onDidChangeValue = noEvent;
  readonly #pressed = new EventEmitter<Button>();
  readonly onDidTriggerButton = this.#pressed.event;
  #shown = true;

  set validationMessage(text: string | { readonly message: string } | undefined) {
    if (text === undefined) return;
    show('input box', typeof text === 'string' ? text : text.message);
    if (typeof text === 'string') this.#ask();
  }

  show() {
    openList?.hide();
    show('input box', this.title, this.prompt, this.placeholder, this.password ? '' : this.value);
    for (const button of this.buttons)
      if (button.tooltip?.startsWith('Copy') === true) this.#pressed.fire(button);
    this.#ask();
  }

  dispose() {
    this.#shown = false;
  }

  #ask() {
    setImmediate(() => {
      if (!this.#shown) return;
      const ask = desk.answer.input;
      // Without anybody to answer, it stays open until it is put away.
      if (ask === undefined) return;
      const text = ask([this.title, this.prompt, this.placeholder].join('\n'), this.value);
      if (text === undefined) return this.#hidden.fire();
      this.value = text;
      this.#accepted.fire();
    });
  }
}

interface Session {
  readonly id: string;
  readonly accessToken: string;
  readonly account: { readonly id: string; readonly label: string };
  readonly scopes: readonly string[];
}

interface Provider {
  getSessions(scopes: readonly string[], options: { account?: Session['account'] }): Promise<Session[]>;
  createSession(scopes: readonly string[], options: { account?: Session['account'] }): Promise<Session>;
  readonly onDidChangeSessions: EventEmitter<unknown>['event'];
}

interface SessionOptions {
  readonly createIfNone?: boolean | { readonly detail?: string };
  readonly silent?: boolean;
  readonly clearSessionPreference?: boolean;
  readonly account?: Session['account'];
}

let provider: Provider | undefined;
const sessionsChanged = new EventEmitter<{ readonly provider: { readonly id: string } }>();
/** Labels, as in the editor: one preferred account for all scopes, and those that may be used. */
let preferred: string | undefined;
const allowed = new Set<string>();

const underWay = new Map<string, ReturnType<typeof answerGetSession>>();

/** As VS Code 1.139 does: who asks the same while it is being asked gets the same answer. */
function getSession(id: string, scopes: readonly string[], options: SessionOptions) {
  const key = JSON.stringify([id, scopes, Object.entries(options).sort()]);
  const already = underWay.get(key);
  if (already !== undefined) return already;
  const asking = answerGetSession(id, scopes, options).finally(() => underWay.delete(key));
  underWay.set(key, asking);
  return asking;
}

/** As VS Code 1.139 does: takes the account that is preferred or the only one allowed, or asks and remembers. */
async function answerGetSession(id: string, scopes: readonly string[], options: SessionOptions) {
  if (provider === undefined) throw new Error(`No provider ${id}.`);
  const { account } = options;
  const sessions = await provider.getSessions(scopes, account === undefined ? {} : { account });
  if (options.clearSessionPreference === true) preferred = undefined;
  const [first] = sessions;
  const mine = account ? first : sessions.find(session => session.account.label === preferred);
  if (mine !== undefined && allowed.has(mine.account.label)) return mine;
  const { createIfNone = false } = options;
  if (createIfNone === false) {
    const open = sessions.filter(session => allowed.has(session.account.label));
    return mine === undefined && open.length === 1 ? open[0] : undefined;
  }
  if (typeof createIfNone === 'object') show('message', 'Wants to sign in.', createIfNone.detail);
  const labels = sessions.map(session => session.account.label);
  const chosen = desk.answer.account?.(labels) ?? 'new';
  if (chosen === 'declined') throw new Error('User did not consent to login.');
  const session =
    sessions.find(one => one.account.label === chosen) ??
    (await provider.createSession(scopes, account === undefined ? {} : { account }));
  preferred = session.account.label;
  allowed.add(session.account.label);
  return session;
}

export const authentication = {
  registerAuthenticationProvider(id: string, _label: string, own: Provider) {
    provider = own;
    preferred = undefined;
    allowed.clear();
    underWay.clear();
    const listening = own.onDidChangeSessions(() => sessionsChanged.fire({ provider: { id } }));
    return new Disposable(() => {
      provider = undefined;
      listening.dispose();
    });
  },
  getSession,
  onDidChangeSessions: sessionsChanged.event,
};

export class LanguageModelTextPart {
  readonly value: string;
  constructor(value: string) {
    this.value = value;
  }
}

export class LanguageModelToolResult {
  readonly content: readonly LanguageModelTextPart[];
  constructor(content: readonly LanguageModelTextPart[]) {
    this.content = content;
  }
}

interface Tool {
  invoke(
    call: { readonly input: unknown },
    token: { readonly onCancellationRequested: (cancel: () => void) => unknown },
  ): Promise<LanguageModelToolResult>;
}

const tools = new Map<string, Tool>();

export const lm = {
  registerTool(name: string, tool: Tool) {
    tools.set(name, tool);
    return new Disposable(() => tools.delete(name));
  },
  async invokeTool(
    name: string,
    { input }: { readonly input: unknown },
    cancelling: (cancel: () => void) => { dispose(): unknown } = noEvent,
  ) {
    const tool = tools.get(name);
    if (tool === undefined) throw new Error(`No tool ${name}.`);
    return tool.invoke({ input }, { onCancellationRequested: cancelling });
  },
};
