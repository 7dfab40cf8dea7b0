import * as vscode from 'vscode';
import { lineStartsIn, placeInSegment } from '../../httpFile/segmentLines.ts';
import { requestsOfSegment } from '../../httpFile/shift.ts';
import type { HttpFile, RequestNode, Segment } from '../../httpFile/syntax.ts';
import { commandId } from '../commandIds.ts';
import type { Environments } from '../environments/environments.ts';
import { requestEnvironment } from '../requests/requestEnvironment.ts';
import { keysAsAsked } from '../requests/requestKeys.ts';
import type { SentRequest, SentRequests } from '../requests/sentRequests.ts';
import type { StoppedLists } from '../requests/stoppedLists.ts';
import { type Documents, httpSelector } from './documents.ts';
import type { LayerSource } from './featureContext.ts';
import { type Lens, requestLenses } from './lensModel.ts';
import { tellTwice } from './tellTwice.ts';
import { readNodes, visitSegments } from './unhurried.ts';
import { createUsedLayers } from './usedLayers.ts';

/** The lenses of a file of no more segments are made all at once. */
const fewSegments = 500;
/** About two screens. */
const nearLines = 150;

/** Send and its relatives above each request; while one runs, Cancel. */
export function registerCodeLens(
  documents: Documents,
  environments: Environments,
  sent: SentRequests,
  layers?: LayerSource,
  stopped?: Pick<StoppedLists, 'of'>,
): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const telling = tellTwice(
    () => changed.fire(),
    (milliseconds, then) => {
      const timer = setTimeout(then, milliseconds);
      return () => clearTimeout(timer);
    },
  );
  const usedLayers = createUsedLayers<vscode.TextDocument>();
  let shown: readonly SentRequest[] = [];
  const listening = sent.onDidChange(() => {
    const next = sent.list();
    const isAsBefore = next.length === shown.length && next.every((entry, at) => isLike(entry, shown[at]));
    shown = next;
    if (!isAsBefore) telling.tell();
  });
  function commandOf({ title, tooltip, command, key }: Lens, address: string): vscode.Command {
    return { title, tooltip, command, arguments: [...givenTo(command, address, key)] };
  }

  const provider = vscode.languages.registerCodeLensProvider(httpSelector, {
    onDidChangeCodeLenses: changed.event,
    async provideCodeLenses(document, token) {
      const file = await documents.shownSoon(document);
      if (file === undefined || !(await visitSegments(file, readLines, token, 'first'))) return [];
      const address = document.uri.toString();
      const lensesOf = lensMaker(document, file);
      const isNear = nearness(document, file);
      const keyOf = keysAsAsked(file);
      const someSent = sent.list().some(entry => entry.document === address);
      const made: vscode.CodeLens[] = [];
      let count = 0;
      const visited = await visitSegments(
        file,
        (segment, index) => {
          segment.requests.forEach((request, which) => {
            const at = count++;
            const { line, column } = placeInSegment(file, index, request.requestLine.start);
            const range = new vscode.Range(line, column, line, column);
            const lenses = () => lensesOf(requestsOfSegment(file, index)[which] ?? request, keyOf(at));
            if (!isNear(line) && !(someSent && sent.get(address, keyOf(at)) !== undefined))
              made.push(new LaterLens(range, () => lenses().map(lens => commandOf(lens, address))[0]));
            else for (const lens of lenses()) made.push(new vscode.CodeLens(range, commandOf(lens, address)));
          });
        },
        token,
        'first',
      );
      if (!visited) return [];
      documents.lensesGiven(document);
      return made;
    },
    resolveCodeLens(lens) {
      const command = lens instanceof LaterLens ? lens.make() : undefined;
      if (command !== undefined) lens.command = command;
      return lens;
    },
  });

  function lensMaker(document: vscode.TextDocument, file: HttpFile) {
    const address = document.uri.toString();
    const [all, active] = [environments.all(), environments.active()];
    const known = layers?.of(document) ?? [];
    usedLayers.note(document, known);
    const companyIn = (environment: string) => environments.company(environment)?.id;
    return (request: RequestNode, key: string): readonly Lens[] => {
      const result = requestEnvironment(file, request, all, active, known);
      const other = result.kind === 'unknown' || result.environment.name !== active.name;
      const name = result.kind === 'unknown' ? result.name : result.environment.title;
      const went = sent.get(address, key);
      const environment = result.kind === 'unknown' ? undefined : result.environment.name;
      const left =
        went === undefined && environment !== undefined
          ? stopped?.of({
              document: address,
              file,
              request,
              key,
              environment,
              company: companyIn(environment),
            })
          : undefined;
      return requestLenses(key, request, went, other ? name : undefined, left);
    };
  }

  const switched = environments.onDidChange(() => telling.tell());
  // Most folders have no such file: that nothing was found changes no lens.
  const read = layers?.onDidChange(() => {
    if (usedLayers.areOthers(vscode.workspace.textDocuments, layers.of)) changed.fire();
  });
  return vscode.Disposable.from(
    provider,
    changed,
    telling,
    listening,
    switched,
    ...(read === undefined ? [] : [read]),
  );
}

/** What sends is told that it was a lens, which may be clicked twice. */
function givenTo(command: string, address: string, key: string): readonly string[] {
  if (command === commandId.cancelRequests) return [];
  return sends.has(command) ? [address, key, 'lens'] : [address, key];
}

const sends: ReadonlySet<string> = new Set([
  commandId.sendRequest,
  commandId.sendAllPages,
  commandId.resumePages,
]);

/** Beginnings, ends and what is found out later change a lens, not every page that is read. */
function isLike(one: SentRequest, other: SentRequest | undefined): boolean {
  return one.document === other?.document && one.key === other.key && one.exchange === other.exchange;
}

/** What it says is found out when it comes into sight; until then its line only keeps a place for it. */
class LaterLens extends vscode.CodeLens {
  readonly make: () => vscode.Command | undefined;

  constructor(range: vscode.Range, make: () => vscode.Command | undefined) {
    super(range);
    this.make = make;
  }
}

/** Values of a lens and the lines above it are found in the whole file, so all of it is read before. */
function readLines(segment: Segment): void {
  readNodes(segment);
  lineStartsIn(segment);
}

/** In a large file the lines that are in sight, or soon may be; in others all of them. */
function nearness(document: vscode.TextDocument, { segments }: HttpFile): (line: number) => boolean {
  if (segments.length <= fewSegments) return () => true;
  const shown = vscode.window.visibleTextEditors
    .filter(editor => editor.document === document)
    .flatMap(({ visibleRanges }) => visibleRanges);
  return line =>
    line < nearLines ||
    shown.some(({ start, end }) => line > start.line - nearLines && line < end.line + nearLines);
}
