import * as vscode from 'vscode';
import type { Converted } from '../../httpFile/convert/fromCurl.ts';
import { isCurl } from '../../httpFile/convert/isCurl.ts';
import { placeBlock } from '../../httpFile/convert/placement.ts';
import { visibleLine, visibleText } from '../../runner/visibleText.ts';
import { commandId, languageId } from '../commandIds.ts';
import type { Environments } from '../environments/environments.ts';
import { type Documents, httpSelector } from '../language/documents.ts';
import { registerCommand } from '../report.ts';
import { withoutLinks } from '../withoutLinks.ts';

interface PasteParts {
  readonly documents: Documents;
  readonly environments: Environments;
  readonly log: vscode.LogOutputChannel;
}

/** A curl command from the clipboard becomes a request: by a command, and as another way to paste. */
export function registerPasteCurl({ documents, environments, log }: PasteParts): vscode.Disposable {
  return vscode.Disposable.from(
    registerCommand(log, commandId.pasteCurl, async () => {
      const text = await vscode.env.clipboard.readText();
      const converted = isCurl(text) ? await convert(text, environments) : undefined;
      if (converted === undefined)
        throw new Error(
          vscode.l10n.t(
            'The clipboard holds no curl command with an address. Copy one, for example with "Copy as cURL" in a browser, and try again.',
          ),
        );
      if (converted.problem !== undefined)
        throw new Error(
          vscode.l10n.t(
            'This curl command cannot become a request that sends the same. {0}',
            visibleLine(converted.problem),
          ),
        );
      await insert(documents, converted.text);
      if (converted.notes.length > 0)
        void vscode.window.showInformationMessage(withoutLinks(visibleText(converted.notes.join(' '))));
    }),
    vscode.languages.registerDocumentPasteEditProvider(httpSelector, pasteProvider(environments), {
      providedPasteEditKinds: [pasteKind],
      pasteMimeTypes: ['text/plain'],
    }),
  );
}

const pasteKind = vscode.DocumentDropOrPasteEditKind.Text.append('http', 'request');

/** Offered beside the plain text, which stays what is pasted: some keep curl commands in their files. */
export function pasteProvider(
  environments: Pick<Environments, 'all' | 'active'>,
): vscode.DocumentPasteEditProvider {
  return {
    async provideDocumentPasteEdits(document, ranges, data, _context, token) {
      const text = await data.get('text/plain')?.asString();
      const [range] = ranges;
      if (text === undefined || range === undefined || !isCurl(text) || token.isCancellationRequested)
        return undefined;
      const converted = await convert(text, environments);
      if (converted === undefined || converted.problem !== undefined) return undefined;
      const said = isLineEmpty(document, range) ? converted.text : `\n\n${converted.text}`;
      const edit = new vscode.DocumentPasteEdit(said, vscode.l10n.t('Paste as Request'), pasteKind);
      edit.yieldTo = [vscode.DocumentDropOrPasteEditKind.Text];
      return [edit];
    },
  };
}

function isLineEmpty(document: vscode.TextDocument, { start, end }: vscode.Range): boolean {
  return document.lineAt(start.line).text.slice(0, start.character).trim() === '' && start.line <= end.line;
}

/** The converters are a part of their own, read when the first command is pasted. */
async function convert(
  text: string,
  environments: Pick<Environments, 'all' | 'active'>,
): Promise<Converted | undefined> {
  const { httpFromCurl } = await import('../../httpFile/convert/converters.ts');
  return httpFromCurl(text, { environments: environments.all(), active: environments.active() });
}

/** Behind the request at the cursor of the open request file, or into a new one. */
async function insert(documents: Documents, block: string): Promise<void> {
  const open = vscode.window.activeTextEditor;
  if (open?.document.languageId !== languageId) {
    const document = await vscode.workspace.openTextDocument({ language: languageId, content: block });
    await vscode.window.showTextDocument(document);
    return;
  }
  const { document } = open;
  const place = placeBlock(documents.parsed(document), document.offsetAt(open.selection.active), block);
  const range = new vscode.Range(document.positionAt(place.start), document.positionAt(place.end));
  if (!(await open.edit(builder => builder.replace(range, place.text))))
    throw new Error(vscode.l10n.t('The request could not be put into {0}.', document.fileName));
  const line = document.positionAt(place.start + place.text.length - place.text.trimStart().length);
  open.selection = new vscode.Selection(line, line);
  open.revealRange(new vscode.Range(line, line), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
