import { randomBytes } from 'node:crypto';
import { dirname } from 'node:path';
import * as vscode from 'vscode';
import { commandId } from '../commandIds.ts';
import { registerCommand } from '../report.ts';
import { localWording } from '../wording.ts';
import type { BudgetFeed } from './budgetFeed.ts';
import { type ChartMessage, isReady } from './chartMessage.ts';
import { budgetSections } from './chartModel.ts';
import { chartPage } from './chartPage.ts';

/** Answers of a run are drawn together; without any, time goes on. In milliseconds. */
const pauseMs = 500;
const idleMs = 15_000;
/** A busy editor may lose a page that it loads; one that says nothing for so long is loaded again. */
const silentMs = 5_000;
const mostLoads = 4;

/** Both rate windows over the last hour, in a tab of their own. */
export function registerBudgetChart(parts: {
  readonly feed: Pick<BudgetFeed, 'tracks' | 'onDidChange'>;
  /** The bundled script of the page. */
  readonly script: string;
  readonly log: vscode.LogOutputChannel;
}): vscode.Disposable {
  const { feed, script, log } = parts;
  let panel: vscode.WebviewPanel | undefined;
  let waiting: NodeJS.Timeout | undefined;
  let soon = false;

  function drawIn(milliseconds: number) {
    clearTimeout(waiting);
    waiting = setTimeout(draw, milliseconds);
  }

  function draw() {
    clearTimeout(waiting);
    soon = false;
    if (panel?.visible !== true) return;
    const now = Date.now();
    const message: ChartMessage = {
      type: 'charts',
      sections: budgetSections(feed.tracks(now), now, localWording),
    };
    void panel.webview.postMessage(message);
    drawIn(idleMs);
  }

  function drawSoon() {
    if (soon || panel?.visible !== true) return;
    soon = true;
    drawIn(pauseMs);
  }

  function open(): vscode.WebviewPanel {
    const folder = vscode.Uri.file(dirname(script));
    const title = vscode.l10n.t('Procore Budget Chart');
    const opened = vscode.window.createWebviewPanel('procore.budgetChart', title, vscode.ViewColumn.Active, {
      enableScripts: true,
      localResourceRoots: [folder],
    });
    let watching: NodeJS.Timeout | undefined;
    opened.webview.onDidReceiveMessage(message => {
      if (!isReady(message)) return;
      clearTimeout(watching);
      draw();
    });
    opened.onDidChangeViewState(draw);
    opened.onDidDispose(() => {
      panel = undefined;
      clearTimeout(waiting);
      clearTimeout(watching);
    });
    const load = (loads: number) => {
      // The nonce makes it another page, which the editor loads.
      opened.webview.html = chartPage({
        script: opened.webview.asWebviewUri(vscode.Uri.file(script)).toString(),
        nonce: randomBytes(18).toString('base64url'),
        title,
        language: vscode.env.language,
      });
      if (loads < mostLoads) watching = setTimeout(() => load(loads + 1), silentMs * 2 ** (loads - 1));
    };
    load(1);
    return opened;
  }

  return vscode.Disposable.from(
    registerCommand(log, commandId.showBudgetChart, async () => {
      if (panel === undefined) panel = open();
      else panel.reveal();
    }),
    feed.onDidChange(drawSoon),
    new vscode.Disposable(() => {
      clearTimeout(waiting);
      panel?.dispose();
    }),
  );
}
