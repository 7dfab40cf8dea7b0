import * as vscode from 'vscode';
import { commandId, responseScheme } from '../commandIds.ts';
import { registerCommand } from '../report.ts';
import { addressOf } from '../requests/requestAddress.ts';
import type { SentRequest, SentRequests } from '../requests/sentRequests.ts';
import { readSettings } from '../settings.ts';
import { localWording } from '../wording.ts';
import { answerBody } from './answerBody.ts';
import { runFormatJob } from './formatting.ts';
import { responseName } from './responseName.ts';
import { responseText, type ShownBody } from './responseText.ts';
import { columnOfAnswers, showBeside } from './showBeside.ts';

/** Answers as read-only documents, one for each request, always showing its last sending. */
export interface ResponseDocuments extends vscode.Disposable {
  /** Beside the request, where the cursor stays; a picture takes the place of its document when it has come. */
  show(sent: SentRequest): Promise<void>;
  /** What a document shows; `undefined`: it is none of these, or no longer known. */
  entryOf(document: vscode.Uri): SentRequest | undefined;
  /** The documents of these requests changed. */
  readonly onDidChange: vscode.Event<vscode.Uri>;
}

/**
 * The beginning that is shown of what is too long to be shown whole: hundreds of rows. The editor carries a
 * document to and fro, so more would be felt. In bytes, or UTF-16 units of a text.
 */
const shownOfLong = 256_000;

export function registerResponseDocuments(parts: {
  readonly sent: SentRequests;
  /** The bundled worker that formats. */
  readonly workerFile: string;
  readonly log: vscode.LogOutputChannel;
}): ResponseDocuments {
  const { sent, workerFile, log } = parts;
  const changed = new vscode.EventEmitter<vscode.Uri>();
  // Addresses hold a number and a name, never the target or anything else out of a request.
  const shown = new Map<
    string,
    { readonly uri: vscode.Uri; readonly document: string; readonly key: string }
  >();
  /** Sendings whose answer somebody waits to see, and those of them whose document is about to be open. */
  const awaited = new Set<string>();
  const opening = new Set<string>();
  let count = 0;
  const idOf = (document: string, key: string) => `${document}\n${key}`;

  function uriOf(entry: SentRequest): vscode.Uri {
    const known = shown.get(idOf(entry.document, entry.key));
    if (known !== undefined) return known.uri;
    count += 1;
    const name = responseName(entry.label, entry.method, entry.target);
    const uri = vscode.Uri.from({ scheme: responseScheme, path: `/${count}/${name}` });
    shown.set(idOf(entry.document, entry.key), { uri, document: entry.document, key: entry.key });
    return uri;
  }

  function entryOf(uri: vscode.Uri): SentRequest | undefined {
    const known = [...shown.values()].find(each => each.uri.toString() === uri.toString());
    return known && sent.get(known.document, known.key);
  }

  /** `undefined`: what is short is formatted with the rest. */
  async function shownBody({ exchange }: SentRequest): Promise<ShownBody | undefined> {
    const body = exchange && answerBody(exchange);
    if (body?.kind !== 'long') return undefined;
    const { source, json } = body;
    const limit = readSettings().shownBytes;
    const whole = exchange?.response !== null && (exchange?.response.bodyBytes ?? 0) <= limit;
    const most = whole ? limit : Math.min(limit, shownOfLong);
    // One more than is shown tells that there is more.
    const start = 'text' in source ? { text: source.text.slice(0, most + 1) } : source;
    try {
      const done = await runFormatJob(workerFile, { kind: 'head', source: start, json, most });
      return done?.kind === 'head' ? done.head : undefined;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      log.warn(`An answer cannot be shown: ${reason}`);
      return {
        text: vscode.l10n.t('The body cannot be shown: {0}. Send the request again.', reason),
        cutAfter: undefined,
      };
    }
  }

  const provider = vscode.workspace.registerTextDocumentContentProvider(responseScheme, {
    onDidChange: changed.event,
    async provideTextDocumentContent(uri) {
      const entry = entryOf(uri);
      if (entry === undefined)
        return vscode.l10n.t('Answers are kept until the window is reloaded. Send the request again.');
      return responseText(entry, localWording, await shownBody(entry));
    },
  });
  const listening = sent.onDidChange(entries => {
    for (const entry of entries) {
      const id = idOf(entry.document, entry.key);
      const known = shown.get(id);
      if (known === undefined) continue;
      changed.fire(known.uri);
      showAwaited(entry);
    }
  });

  const sendingOf = ({ document, key, startedAt }: SentRequest) => `${idOf(document, key)}\n${startedAt}`;

  /** Its document would take the place of a picture that is quicker than it. */
  function showAwaited(entry: SentRequest): void {
    const sending = sendingOf(entry);
    if (entry.exchange === undefined || opening.has(sending) || !awaited.delete(sending)) return;
    const body = answerBody(entry.exchange);
    if (body.kind === 'picture') void showPicture(body.path);
  }

  async function show(entry: SentRequest) {
    const sending = sendingOf(entry);
    if (entry.exchange === undefined) awaited.add(sending);
    const uri = uriOf(entry);
    opening.add(sending);
    try {
      await showBeside(uri);
    } finally {
      opening.delete(sending);
    }
    const now = sent.get(entry.document, entry.key);
    // The editor does not hear of changes to a document that it is about to open.
    if (now !== entry) changed.fire(uri);
    if (now?.startedAt === entry.startedAt) showAwaited(now);
  }

  const command = registerCommand(log, commandId.showResponse, async (...parameters) => {
    const address = addressOf(parameters);
    const entry = address === undefined ? undefined : sent.get(address.document, address.key);
    if (entry === undefined) throw new Error(vscode.l10n.t('This request was not sent yet. Send it first.'));
    await show(entry);
  });

  const disposables = vscode.Disposable.from(provider, listening, command, changed);
  return { show, entryOf, onDidChange: changed.event, dispose: () => disposables.dispose() };
}

/** In the editor's own preview. */
async function showPicture(path: string): Promise<void> {
  await vscode.commands.executeCommand('vscode.open', vscode.Uri.file(path), {
    viewColumn: columnOfAnswers(),
    preserveFocus: true,
    preview: true,
  });
}
