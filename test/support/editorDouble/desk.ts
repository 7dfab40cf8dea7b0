/**
 * What the editor's double shows, keeps and is answered with. One for the process, as there is one editor:
 * `openDesk` clears it.
 */
export interface Desk {
  /** Everything that a person, a log or another program could see, by where it was shown. */
  readonly seen: readonly Seen[];
  /** Settings of the user, and of the workspace, which must not decide what is dangerous. */
  readonly settings: Map<string, unknown>;
  readonly workspaceSettings: Map<string, unknown>;
  /** Answers to boxes, lists and messages; `undefined` closes them. */
  answer: Answers;
  /** Addresses that were opened in the browser, as far as they go. */
  readonly opened: string[];
  trusted: boolean;
  focused: boolean;
}

/** The places that something can be shown at. */
export type Sink =
  | 'log'
  | 'message'
  | 'status'
  | 'progress'
  | 'input box'
  | 'list'
  | 'command'
  | 'setting'
  | 'clipboard';

export interface Seen {
  readonly sink: Sink;
  readonly text: string;
}

export interface Answers {
  /** `prompt` is title, prompt and placeholder of the box. */
  readonly input?: (prompt: string, value: string) => string | undefined;
  /** One of the labels. */
  readonly pick?: (title: string, labels: readonly string[]) => string | undefined;
  /** Whether all are marked and taken where several can be. */
  readonly pickAll?: boolean;
  /** One of the buttons. */
  readonly message?: (text: string, buttons: readonly string[]) => string | undefined;
  readonly open?: (address: string) => void;
  /** Whether the editor lets the extension use an account, and which of several. */
  readonly account?: (labels: readonly string[]) => string | undefined;
}

const seen: Seen[] = [];

export const desk: Desk = {
  seen,
  settings: new Map(),
  workspaceSettings: new Map(),
  answer: {},
  opened: [],
  trusted: true,
  focused: true,
};

export function show(sink: Sink, ...texts: readonly unknown[]): void {
  const text = texts
    .flat()
    .filter(part => part !== undefined)
    .map(part => (typeof part === 'string' ? part : JSON.stringify(part)))
    .join('\n');
  seen.push({ sink, text });
}

/** The desk, with nothing on it. */
export function openDesk(settings: Readonly<Record<string, unknown>> = {}): Desk {
  seen.length = 0;
  desk.opened.length = 0;
  desk.settings.clear();
  desk.workspaceSettings.clear();
  for (const [key, value] of Object.entries(settings)) desk.settings.set(key, value);
  desk.answer = {};
  desk.trusted = true;
  desk.focused = true;
  return desk;
}
