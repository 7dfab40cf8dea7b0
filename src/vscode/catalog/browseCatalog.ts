import * as vscode from 'vscode';
import { operationBlock, titleOf } from '../../httpFile/convert/fromOperation.ts';
import { operationInFile } from '../../httpFile/convert/operationInFile.ts';
import { snippetText } from '../../httpFile/features/completion/item.ts';
import { parseHttpFile } from '../../httpFile/parser.ts';
import type { Catalog, Operation } from '../../procore/catalog/catalog.ts';
import { resourcesOf } from '../../procore/explorer/resources.ts';
import type { Exchange } from '../../runner/exchange.ts';
import { commandId, contextKey } from '../commandIds.ts';
import { insertRequest } from '../explorer/insertRequest.ts';
import type { Documents } from '../language/documents.ts';
import type { FeatureContexts } from '../language/featureContext.ts';
import { askRest, type OperationMemory } from '../operations/askOperation.ts';
import { changingRows } from '../operations/changingRows.ts';
import type { OperationRuns } from '../operations/operationRuns.ts';
import { editInNewFile } from '../operations/runOperation.ts';
import { registerCommand } from '../report.ts';
import { requireTrust } from '../trust.ts';
import { type CatalogRow, foundRows, operationsOfTool, toolRows } from './catalogRows.ts';
import type { Catalogs } from './catalogs.ts';

interface BrowseParts {
  readonly catalogs: Pick<Catalogs, 'load' | 'imported' | 'onDidChange'>;
  readonly contexts: FeatureContexts;
  readonly documents: Documents;
  readonly runs: OperationRuns;
  readonly log: vscode.LogOutputChannel;
}

/** Where somebody was in the catalog; kept for as long as the window is open. */
interface Place {
  typed: string;
  tool: string | undefined;
}

/** What can be done with an operation. */
type Act = 'insert' | 'run' | 'copy';

/** `ask`: which of them is to be chosen yet. */
type Wish =
  | { readonly kind: Act | 'ask'; readonly operation: Operation }
  | { readonly kind: 'command'; readonly command: string };

/** All operations of the catalog, by tool or by what somebody types, to insert, run or copy. */
export function registerBrowseCatalog(parts: BrowseParts): vscode.Disposable {
  const { catalogs, contexts, documents, runs, log } = parts;
  const place: Place = { typed: '', tool: undefined };
  const memory: OperationMemory = { typed: '', answers: new Map() };

  async function insert(operation: Operation, catalog: Catalog): Promise<void> {
    await contexts.ready();
    const beside = await runs.place();
    const resources = resourcesOf(catalog);
    await insertRequest(documents, (file = parseHttpFile(''), document = beside) =>
      operationInFile(operation, file, contexts.of(document), resources),
    );
  }

  /** `back`: the list is wanted again. */
  async function run(operation: Operation): Promise<Exchange | 'back' | undefined> {
    if (!(await requireTrust())) return undefined;
    await contexts.ready();
    const context = contexts.of(await runs.place());
    const wish = await askRest(operation, context, memory);
    if (wish === undefined || wish === 'back') return wish;
    const block = operationBlock(operation, wish.answers, context);
    if (wish.next === 'send') return runs.send(titleOf(operation), snippetText(block));
    await editInNewFile(block);
    return undefined;
  }

  let askWhat: (() => void) | undefined;

  async function browse(typed: unknown): Promise<Exchange | undefined> {
    if (typeof typed === 'string') Object.assign(place, { typed, tool: undefined });
    for (;;) {
      const catalog = await catalogs.load();
      const isImported = (await catalogs.imported()) !== undefined;
      const wish = await askWish(catalog, place, isImported, ask => {
        askWhat = ask;
        void vscode.commands.executeCommand('setContext', contextKey.inCatalog, ask !== undefined);
      });
      if (wish === undefined) return undefined;
      if (wish.kind === 'command') {
        await vscode.commands.executeCommand(wish.command);
        return undefined;
      }
      const { operation } = wish;
      const act = wish.kind === 'ask' ? await askAct(operation) : wish.kind;
      if (act === undefined) continue;
      if (act === 'run') {
        const ran = await run(operation);
        if (ran !== 'back') return ran;
        continue;
      }
      if (act === 'insert') await insert(operation, catalog);
      else await vscode.env.clipboard.writeText(operation.path);
      return undefined;
    }
  }

  return vscode.Disposable.from(
    // A search of before may find nothing in another catalog, which would look like an empty one.
    catalogs.onDidChange(() => Object.assign(place, { typed: '', tool: undefined })),
    registerCommand(log, commandId.browseCatalog, browse),
    registerCommand(log, commandId.chooseCatalogAction, async () => askWhat?.()),
  );
}

interface ActRow extends vscode.QuickPickItem {
  readonly act: Act;
}

/** By name, for those who do not use the buttons of a row; `undefined`: back to the list. */
async function askAct({ method, path }: Operation): Promise<Act | undefined> {
  const rows: readonly ActRow[] = [
    { label: `$(insert) ${vscode.l10n.t('Insert Request')}`, act: 'insert' },
    { label: `$(play) ${vscode.l10n.t('Run...')}`, act: 'run' },
    { label: `$(copy) ${vscode.l10n.t('Copy Path')}`, act: 'copy' },
  ];
  const picked = await vscode.window.showQuickPick(rows, {
    title: `${method} ${path}`,
    placeHolder: vscode.l10n.t('What to do with it; Escape leads back to the list'),
  });
  return picked?.act;
}

interface Item extends vscode.QuickPickItem {
  readonly row: CatalogRow;
}

interface ItemButton extends vscode.QuickInputButton {
  readonly wish: Act;
}

interface TitleButton extends vscode.QuickInputButton {
  readonly command: string;
}

/** `onOpen` is told what asks for the operation that has the focus, and at the end that there is nothing to ask. */
function askWish(
  catalog: Catalog,
  place: Place,
  isImported: boolean,
  onOpen: (ask: (() => void) | undefined) => void,
): Promise<Wish | undefined> {
  const pick = vscode.window.createQuickPick<Item>();
  const buttons: readonly ItemButton[] = [
    { iconPath: new vscode.ThemeIcon('insert'), tooltip: vscode.l10n.t('Insert Request'), wish: 'insert' },
    { iconPath: new vscode.ThemeIcon('play'), tooltip: vscode.l10n.t('Run...'), wish: 'run' },
    { iconPath: new vscode.ThemeIcon('copy'), tooltip: vscode.l10n.t('Copy Path'), wish: 'copy' },
  ];
  const titleButtons: readonly TitleButton[] = [
    {
      iconPath: new vscode.ThemeIcon('cloud-download'),
      tooltip: vscode.l10n.t('Refresh from an OpenAPI Document...'),
      command: commandId.importOpenApi,
    },
    ...(isImported
      ? [
          {
            iconPath: new vscode.ThemeIcon('diff'),
            tooltip: vscode.l10n.t('Show What the Last Refresh Changed'),
            command: commandId.showCatalogChanges,
          },
        ]
      : []),
  ];
  const shown = changingRows(pick, itemUnseen);
  const known = new Map<string, readonly Item[]>();

  function itemsFor(): readonly Item[] {
    const { typed, tool } = place;
    if (typed !== '') return foundRows(catalog, typed, tool).map(row => itemOf(row, buttons));
    const key = tool ?? '';
    const rows =
      known.get(key) ??
      (tool === undefined ? toolRows(catalog) : operationsOfTool(catalog, tool)).map(row =>
        itemOf(row, buttons),
      );
    known.set(key, rows);
    return rows;
  }

  function show(): void {
    const { tool } = place;
    pick.title =
      tool === undefined
        ? vscode.l10n.t('API Catalog')
        : vscode.l10n.t('API Catalog: {0}', tool.replace('/', ' › '));
    pick.placeholder =
      tool === undefined
        ? vscode.l10n.t('Choose a tool, or type what you want to do, such as "create rfi", or a path')
        : vscode.l10n.t('Type to search in this tool; Enter inserts the request, Ctrl+Enter offers more');
    pick.buttons = tool === undefined ? titleButtons : [vscode.QuickInputButtons.Back, ...titleButtons];
    shown.show(itemsFor());
  }

  pick.ignoreFocusOut = true;
  pick.value = place.typed;
  show();
  return new Promise<Wish | undefined>(resolve => {
    pick.onDidChangeValue(typed => {
      place.typed = typed;
      shown.show(itemsFor());
    });
    const enter = (tool: string | undefined) => {
      Object.assign(place, { typed: '', tool });
      pick.value = '';
      show();
    };
    pick.onDidAccept(() => {
      const row = pick.selectedItems[0]?.row;
      if (row?.kind === 'tool') enter(row.tool);
      else if (row?.kind === 'nothing') enter(undefined);
      else if (row?.kind === 'operation') resolve({ kind: 'insert', operation: row.operation });
    });
    pick.onDidTriggerItemButton(({ item, button }) => {
      const wish = buttons.find(each => each.tooltip === button.tooltip)?.wish;
      if (wish !== undefined && item.row.kind === 'operation')
        resolve({ kind: wish, operation: item.row.operation });
    });
    pick.onDidTriggerButton(button => {
      const command = titleButtons.find(each => each.tooltip === button.tooltip)?.command;
      if (command === undefined) enter(undefined);
      else resolve({ kind: 'command', command });
    });
    pick.onDidHide(() => resolve(undefined));
    pick.show();
    onOpen(() => {
      const row = pick.activeItems[0]?.row;
      if (row?.kind === 'operation') resolve({ kind: 'ask', operation: row.operation });
    });
    // The first search makes the index: better while somebody begins to read than at the first letter.
    setImmediate(() => catalog.search('a', { limit: 1 }));
  }).finally(() => {
    onOpen(undefined);
    pick.dispose();
  });
}

function itemUnseen({ row }: Item): Item {
  return { label: '', kind: vscode.QuickPickItemKind.Separator, row };
}

function itemOf(row: CatalogRow, buttons: readonly ItemButton[]): Item {
  switch (row.kind) {
    case 'heading':
      return { label: row.label, kind: vscode.QuickPickItemKind.Separator, row };
    case 'nothing':
      return {
        label: vscode.l10n.t('No operation fits these words'),
        description: vscode.l10n.t('Use fewer or other words; Enter shows all tools'),
        alwaysShow: true,
        row,
      };
    case 'tool':
      return {
        label: row.label,
        description:
          row.count === 1 ? vscode.l10n.t('1 operation') : vscode.l10n.t('{0} operations', row.count),
        alwaysShow: true,
        row,
      };
    case 'operation':
      // They are chosen and ranked already, also by words that do not stand in them.
      return {
        label: row.label,
        description: row.description,
        detail: row.operation.deprecated ? vscode.l10n.t('{0} (deprecated)', row.detail) : row.detail,
        alwaysShow: true,
        buttons: [...buttons],
        row,
      };
  }
}
