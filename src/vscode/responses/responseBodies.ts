import * as vscode from 'vscode';
import { copyInPieces } from '../../runner/copyFile.ts';
import type { Exchange } from '../../runner/exchange.ts';
import { commandId, responseScheme } from '../commandIds.ts';
import type { Documents } from '../language/documents.ts';
import { registerCommand } from '../report.ts';
import { chooseRequest } from '../requests/chosenRequest.ts';
import { createLateProgress } from '../requests/lateProgress.ts';
import { addressOf } from '../requests/requestAddress.ts';
import type { SentRequest, SentRequests } from '../requests/sentRequests.ts';
import { withoutLinks } from '../withoutLinks.ts';
import { answerBody, nameToSave } from './answerBody.ts';
import { copyElsewhere } from './copyElsewhere.ts';
import { runFormatJob } from './formatting.ts';
import type { ResponseDocuments } from './responseDocuments.ts';
import { sizeText } from './responseText.ts';
import { columnOfAnswers } from './showBeside.ts';

/** Save and Open Whole of the body of an answer, as commands and above the answer. */
export function registerResponseBodies(parts: {
  readonly sent: SentRequests;
  readonly responses: Pick<ResponseDocuments, 'entryOf' | 'onDidChange'>;
  readonly documents: Documents;
  readonly workerFile: string;
  readonly log: vscode.LogOutputChannel;
}): vscode.Disposable {
  const { sent, responses, documents, workerFile, log } = parts;
  const lenses = new vscode.EventEmitter<void>();

  /** Of the request that the cursor is in; `undefined`: there is none, or it was not sent. */
  async function answerAtCursor(): Promise<SentRequest | undefined> {
    try {
      const { document, key } = await chooseRequest(documents, []);
      return sent.get(document.uri.toString(), key);
    } catch {
      return undefined;
    }
  }

  async function answered(parameters: readonly unknown[]): Promise<{
    readonly entry: SentRequest;
    readonly response: Answered;
  }> {
    const address = addressOf(parameters);
    const uri = vscode.window.activeTextEditor?.document.uri;
    const entry =
      address !== undefined
        ? sent.get(address.document, address.key)
        : ((uri && responses.entryOf(uri)) ?? (await answerAtCursor()) ?? onlyVisible(responses));
    if (entry === undefined)
      throw new Error(vscode.l10n.t('No answer is chosen. Open the answer of a request first.'));
    const response = entry.exchange?.response;
    if (response === undefined || response === null || response.bodyBytes === 0)
      throw new Error(vscode.l10n.t('{0} has no answer with a body yet.', entry.label));
    return { entry, response };
  }

  return vscode.Disposable.from(
    lenses,
    responses.onDidChange(() => lenses.fire()),
    vscode.languages.registerCodeLensProvider(
      { scheme: responseScheme },
      {
        onDidChangeCodeLenses: lenses.event,
        provideCodeLenses: ({ uri }) => lensesOf(responses.entryOf(uri)),
      },
    ),
    registerCommand(log, commandId.saveResponseBody, async (...parameters) => {
      const { entry, response } = await answered(parameters);
      await save(entry, response);
    }),
    registerCommand(log, commandId.openResponseBody, async (...parameters) => {
      const { entry, response } = await answered(parameters);
      await openWhole(entry, response, workerFile);
    }),
  );
}

type Answered = NonNullable<Exchange['response']>;

/** A cursor that is in no request that was sent means the one answer that is to be seen. */
function onlyVisible({ entryOf }: Pick<ResponseDocuments, 'entryOf'>): SentRequest | undefined {
  const [entry, another] = vscode.window.visibleTextEditors.flatMap(
    ({ document }) => entryOf(document.uri) ?? [],
  );
  return another === undefined ? entry : undefined;
}

function lensesOf(entry: SentRequest | undefined): vscode.CodeLens[] {
  const { exchange } = entry ?? {};
  if (entry === undefined || exchange === undefined || exchange.response === null) return [];
  const body = answerBody(exchange);
  if (body.kind === 'none') return [];
  const top = new vscode.Range(0, 0, 0, 0);
  const lens = (title: string, command: string) =>
    new vscode.CodeLens(top, { title, command, arguments: [entry.document, entry.key] });
  const save = lens(vscode.l10n.t('Save Body...'), commandId.saveResponseBody);
  if (body.kind === 'picture') return [lens(vscode.l10n.t('Show Picture'), commandId.openResponseBody), save];
  return body.kind === 'long'
    ? [lens(vscode.l10n.t('Open Whole Body'), commandId.openResponseBody), save]
    : [save];
}

/** Where the person says, every byte as it came, but for secrets that were masked. */
async function save(entry: SentRequest, { body, bodyFile, bodyBytes }: Answered): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const name = nameToSave(entry);
  const target = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Save Response Body of {0}', entry.label),
    ...(folder === undefined ? {} : { defaultUri: vscode.Uri.joinPath(folder, name) }),
  });
  if (target === undefined) return;
  const stop = new AbortController();
  const progress = createLateProgress(vscode.l10n.t('Saving {0}', name), () => stop.abort());
  progress.report('');
  try {
    if (bodyFile === undefined) await vscode.workspace.fs.writeFile(target, Buffer.from(body ?? ''));
    else if (target.scheme !== 'file') {
      if (!(await copyElsewhere(vscode.workspace.fs, vscode.Uri.file(bodyFile), target, stop.signal))) return;
    } else {
      const told = (bytes: number) =>
        progress.report(vscode.l10n.t('{0} of {1}', sizeText(bytes), sizeText(bodyBytes)));
      if (!(await copyInPieces(bodyFile, target.fsPath, stop.signal, told))) return;
    }
  } finally {
    progress.end();
  }
  const open = vscode.l10n.t('Open');
  // The command is done; the answer may come much later.
  void vscode.window
    .showInformationMessage(
      withoutLinks(vscode.l10n.t('Saved as {0}.', vscode.workspace.asRelativePath(target))),
      open,
    )
    .then(chosen => (chosen === open ? vscode.commands.executeCommand('vscode.open', target) : undefined));
}

/** The file of a long answer, indented where it is JSON; the editor itself reads it, however long it is. */
async function openWhole(
  { exchange, label }: SentRequest,
  { body, bodyFile, bodyBytes }: Answered,
  workerFile: string,
): Promise<void> {
  if (exchange === undefined) return;
  const shown = answerBody(exchange);
  if (bodyFile === undefined) {
    const content = body ?? '';
    const document = await vscode.workspace.openTextDocument({ content });
    await vscode.window.showTextDocument(document, { viewColumn: columnOfAnswers(), preview: true });
    return;
  }
  const path =
    shown.kind === 'long' && shown.json ? await indented(bodyFile, bodyBytes, label, workerFile) : bodyFile;
  if (path === undefined) return;
  await vscode.commands.executeCommand('vscode.open', vscode.Uri.file(path), {
    viewColumn: columnOfAnswers(),
    preview: true,
  });
}

/** `undefined`: the person stopped it. */
async function indented(
  bodyFile: string,
  bytes: number,
  label: string,
  workerFile: string,
): Promise<string | undefined> {
  const target = bodyFile.replace(/(\.\w+)?$/, '-indented$1');
  if (await exists(target)) return target;
  return vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: withoutLinks(vscode.l10n.t('Indenting the answer of {0}', label)),
      cancellable: true,
    },
    async (progress, cancellation) => {
      const stop = new AbortController();
      cancellation.onCancellationRequested(() => stop.abort());
      let told = 0;
      const onRead = (read: number) => {
        progress.report({ increment: ((read - told) / bytes) * 100 });
        told = read;
      };
      const job = { kind: 'file', path: bodyFile, target } as const;
      const done = await runFormatJob(workerFile, job, { signal: stop.signal, onRead });
      if (done === undefined) {
        await vscode.workspace.fs.delete(vscode.Uri.file(target));
        return undefined;
      }
      return done.kind === 'file' && done.formatted ? target : bodyFile;
    },
  );
}

async function exists(path: string): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(vscode.Uri.file(path));
    return true;
  } catch {
    return false;
  }
}
